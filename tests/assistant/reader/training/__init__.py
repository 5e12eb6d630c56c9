"""Tests of ``assistant/reader/training``."""
