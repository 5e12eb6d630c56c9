"""Tests, and what measures."""
