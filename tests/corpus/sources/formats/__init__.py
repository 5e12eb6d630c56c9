"""Tests of ``corpus/sources/formats``."""
