"""Tests of ``ui/components``."""
