"""Tests of ``assistant/question``."""
