"""The kind of a question, and what it asks of."""
