"""A box for other sites' pages, in which readers ask and get cited answers."""
