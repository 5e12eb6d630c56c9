"""Tests of replies about the answer before."""
