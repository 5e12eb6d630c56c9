"""Tests of ``ui/serving``."""
