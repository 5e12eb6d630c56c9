"""Tests of ``assistant/judge``."""
