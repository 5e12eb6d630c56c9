"""Papers, days and articles that a question names."""
