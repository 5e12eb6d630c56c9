"""Tests of corpus.language.speech."""
