"""Give a verdict on a yes-or-no question, with the sentence that settles it."""
