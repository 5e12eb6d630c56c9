"""English by rule: words in comparable form, the facts of a sentence, and where two disagree."""
