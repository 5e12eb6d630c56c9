"""Tests of ``corpus/sources``."""
