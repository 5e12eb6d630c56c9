"""Several sources on one thing: where they agree, and where they differ."""
