"""Keep articles, revisions and chunks in SQL, the source of truth."""
