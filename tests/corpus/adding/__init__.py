"""Tests of ``corpus/adding``."""
