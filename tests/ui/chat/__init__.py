"""Tests of ``ui/chat``."""
