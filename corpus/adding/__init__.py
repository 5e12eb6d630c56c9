"""Take drafts of articles into the store: add, refresh, embed, export and import."""
