"""Parse one format each: pages, feeds and lists of them, mail, books, documents, tables."""
