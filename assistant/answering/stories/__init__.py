"""Answers that tell a story: summaries, the latest, timelines."""
