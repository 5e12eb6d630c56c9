"""Serve the corpus to agents by the Model Context Protocol."""
