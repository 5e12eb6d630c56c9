"""Tests of ``assistant/langchain``."""
