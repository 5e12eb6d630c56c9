"""Tests of ``ui/mcp``."""
