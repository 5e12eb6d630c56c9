"""Parse one format each: pages, feeds, mail, books, documents, tables."""
