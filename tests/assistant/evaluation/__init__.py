"""Tests of ``assistant/evaluation``."""
