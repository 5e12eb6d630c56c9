"""Tests of ``corpus/language``."""
