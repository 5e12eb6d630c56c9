"""Answers to who said what, from the quotes that the library keeps."""
