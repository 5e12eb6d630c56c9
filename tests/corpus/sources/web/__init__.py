"""Tests of ``corpus/sources/web``."""
