"""Looks for the answer to a question of fact: by a day, in what is named or cited, everywhere."""
