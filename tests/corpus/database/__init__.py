"""Tests of ``corpus/database``."""
