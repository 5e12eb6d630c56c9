"""Keep the vector index in Chroma, derived from the library."""
