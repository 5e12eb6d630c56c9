"""Replies to questions about the answer before: which article, when, are you sure, tell me more."""
