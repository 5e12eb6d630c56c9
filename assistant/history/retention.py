"""Forgetting of old conversations, by a clock that may jump."""

import logging
from datetime import UTC, datetime, timedelta
from typing import Final

from assistant.history.all_conversations import AllConversations
from corpus import Corpus
from corpus.library.state import read_state, write_state

__all__ = ["forget_old"]

_STEP: Final = timedelta(days=7)
"""The clock is doubted when more than this has gone by since it was last looked at."""
_DOUBTED: Final = timedelta(days=1)
"""For which a clock that is doubted must go on to be believed."""
_SEEN: Final = "retention_seen"
"""Name in the library's ``state``: when the clock was last looked at."""
_SINCE: Final = "retention_doubted"
"""Name in the library's ``state``: since when the clock is doubted; empty when it is not."""
_log: Final = logging.getLogger(__name__)


def forget_old(corpus: Corpus, days: int) -> int:
    """Remove for good the conversations in which nothing was asked for so many days.

    Not by a clock that is seen for the first time, or has gone on by more than a week since it was
    last seen: whether nobody was there for so long, or it is wrong, is known a day later. If it was
    put back by then, nothing is lost.

    Args:
        corpus: Beside whose articles they are kept.
        days: From 1.

    Returns:
        How many were removed.

    Raises:
        StoreError: The library cannot be used.
    """
    now = datetime.now(UTC)
    with corpus.database.writing() as connection:
        state = read_state(connection)
        seen, since = _time(state.get(_SEEN)), _time(state.get(_SINCE))
        if seen is None or (since is None and now - seen > _STEP):
            since = now
            told = f"it said {_words(seen)} before" if seen else "it was not looked at before"
            _log.warning(
                "the clock says %s, and %s: no old conversation is removed for a day; see that "
                "the clock is right",
                _words(now),
                told,
            )
        elif since and abs(now - since) >= _DOUBTED:  # it went on, or was put back
            since = None
        write_state(
            connection, {_SEEN: now.isoformat(), _SINCE: since.isoformat() if since else ""}
        )
    return 0 if since else AllConversations(corpus).forget(days)


def _time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _words(time: datetime) -> str:
    return f"{time:%Y-%m-%d %H:%M} UTC"
