"""What several sources tell of one thing: where they agree, and where they differ."""
