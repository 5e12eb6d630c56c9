"""Tests of the data of training."""
