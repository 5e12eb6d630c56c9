"""Fetch pages and feeds, politely and only from public addresses."""
