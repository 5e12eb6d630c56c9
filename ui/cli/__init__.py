"""Run On Record from the command line."""
