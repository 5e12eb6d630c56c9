"""Tests of ``corpus/library``."""
