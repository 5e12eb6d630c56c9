"""Speech in a text: quotations, clauses around verbs of saying, and the people who speak."""
