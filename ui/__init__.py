"""The chat in the browser: drawing only, on top of ``assistant``."""

from ui.serving.server import serve

__all__ = ["serve"]
