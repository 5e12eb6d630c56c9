"""Tests of ``ui/cli``."""
