"""Tells the log who changed what: articles, keys, people; by default nobody listens."""

import logging
from typing import Final

__all__ = ["audit"]

_log: Final = logging.getLogger(__name__)


def audit(what: str, **of: str | int) -> None:
    """Tell of a change that is stored; who made it is known where the log is written.

    Args:
        what: What was done, in one word: "added", "revoked".
        of: What it was done to: its kind, and its id or name.
    """
    named = " ".join(map(str, of.values()))
    _log.info("%s %s", what, named, extra={"fields": {"audit": what, **of}})
