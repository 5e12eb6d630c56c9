"""Tests of ``ui/session``."""
