"""Every way in: the chat in the browser, the command line, HTTP, agents; on ``assistant``."""

from ui.serving.server import serve

__all__ = ["serve"]
