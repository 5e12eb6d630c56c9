"""Tests of ``corpus/vectors``."""
