"""Changes from day to day: the newest value of a thing, and what was known by a day."""
