"""Save conversations, and export them."""
