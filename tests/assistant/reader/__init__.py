"""Tests of ``assistant/reader``."""
