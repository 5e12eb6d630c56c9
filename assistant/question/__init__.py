"""Put a question so that it stands alone."""
