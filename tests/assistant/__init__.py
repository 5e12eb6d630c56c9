"""Tests of ``assistant``."""
