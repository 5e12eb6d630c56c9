"""Judge whether a text bears out a sentence."""
