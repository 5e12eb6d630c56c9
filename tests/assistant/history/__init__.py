"""Tests of ``assistant/history``."""
