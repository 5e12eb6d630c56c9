"""Independent sources on one thing: where they agree, and differ; copies: ``retelling``."""
