"""Tests of ``assistant/judge/yes_no``."""
