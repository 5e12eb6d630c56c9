"""Make training items from public data sets."""
