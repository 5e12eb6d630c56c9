"""Tests of ``assistant/writing``."""
