"""Calibrate and measure a trained reader."""
