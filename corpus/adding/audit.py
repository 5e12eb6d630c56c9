"""Tells the log of each article that was added, changed or removed; by default nobody listens."""

import logging
from typing import Final, Literal

__all__ = ["audit"]

_log: Final = logging.getLogger(__name__)


def audit(what: Literal["added", "changed", "removed"], article_id: str) -> None:
    """Tell of a change that is stored; who made it is known where the log is written."""
    fields = {"audit": what, "article": article_id}
    _log.info("%s %s", what, article_id, extra={"fields": fields})
