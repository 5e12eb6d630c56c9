"""Tests that ask a real, small language model; ``make test-model`` runs them."""
