"""Draw the pages, one module each."""
