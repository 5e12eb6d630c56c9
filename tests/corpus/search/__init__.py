"""Tests of ``corpus/search``."""
