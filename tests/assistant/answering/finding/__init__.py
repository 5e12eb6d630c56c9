"""Tests of what questions of fact name to narrow them."""
