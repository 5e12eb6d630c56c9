"""Fit the networks and export them."""
