"""Answers that tell much in few sentences: summaries, the latest, timelines."""
