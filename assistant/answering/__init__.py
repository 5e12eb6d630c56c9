"""Compose answers in the articles' own words, one module for each kind."""
