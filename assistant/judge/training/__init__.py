"""Pairs that the judge learns from: public ones, and ones made from articles by rule."""
