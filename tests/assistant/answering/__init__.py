"""Tests of ``assistant/answering``."""
