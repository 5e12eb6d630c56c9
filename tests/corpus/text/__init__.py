"""Tests of ``corpus/text``."""
