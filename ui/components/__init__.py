"""Mount our browser components, and make their data."""
