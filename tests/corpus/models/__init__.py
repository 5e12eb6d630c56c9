"""Tests of ``corpus/models``."""
