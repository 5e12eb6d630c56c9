"""Index of who says what: the utterances of every stored revision, found when it is stored.

``revisions.quotes`` counts those of a revision; it is empty where none was looked for yet, as in a
library of an older version. The state's ``quotes`` says "unread" while there are such revisions.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, case, delete, distinct, func, insert, or_, select, update

from corpus.language.utterances import Utterance, name_words, utterances
from corpus.library.schema import quotes, revisions
from corpus.library.state import read_state, write_state

__all__ = ["QuoteIndex"]


@dataclass(frozen=True, slots=True)
class QuoteIndex:
    """The utterances of the library, within one transaction."""

    connection: Connection
    """Of the transaction."""

    def put(self, article_id: str, revision: str, source: list[Utterance] | str) -> None:
        """Store the utterances of a revision that is stored and has none yet.

        Args:
            article_id: The article.
            revision: The revision.
            source: Its utterances, or the text in which to find them.
        """
        if isinstance(source, str):
            source = utterances(source)
        r = revisions.c
        # Only where none were put meanwhile: another process may have read it too.
        unread_one = (r.article_id == article_id) & (r.revision == revision) & r.quotes.is_(None)
        known = update(revisions).where(unread_one).values(quotes=len(source))
        if self.connection.execute(known).rowcount and source:
            rows = [
                {"article_id": article_id, "revision": revision, "n": n, **_row(utterance)}
                for n, utterance in enumerate(source)
            ]
            self.connection.execute(insert(quotes), rows)

    def waiting(self) -> bool:
        """Tell if there may be revisions that were not read for utterances yet."""
        return read_state(self.connection).get("quotes") == "unread"

    def unread(self) -> int:
        """Count the articles of which a revision was not read for utterances yet."""
        if not self.waiting():
            return 0
        query = select(func.count(distinct(revisions.c.article_id))).where(
            revisions.c.quotes.is_(None)
        )
        count: int = self.connection.execute(query).scalar_one()
        return count

    def damaged(self) -> int:
        """Count the revisions that lack utterances that were found, or have one past their end."""
        query = select(func.count()).select_from(_damaged().subquery())
        count: int = self.connection.execute(query).scalar_one()
        return count

    def forget(self, *, every: bool) -> None:
        """Drop the utterances of all revisions, or of damaged ones, to be found anew."""
        gone, again = delete(quotes), update(revisions).values(quotes=None)
        if not every:
            rows = [tuple(row) for row in self.connection.execute(_damaged())]
            if not rows:
                return
            q, r = quotes.c, revisions.c
            for article_id, revision in rows:
                of_quotes = (q.article_id == article_id) & (q.revision == revision)
                of_text = (r.article_id == article_id) & (r.revision == revision)
                self.connection.execute(gone.where(of_quotes))
                self.connection.execute(again.where(of_text))
        else:
            self.connection.execute(gone)
            self.connection.execute(again)
        write_state(self.connection, {"quotes": "unread"})


def _damaged() -> Select[Any]:
    q, r = quotes.c, revisions.c
    crooked = func.max(case((q.start >= q.end, 1), else_=0)).label("crooked")
    # Revision by revision: a text is measured once, and not again for each quote in it.
    found = (
        select(q.article_id, q.revision, func.count().label("n"), crooked)
        .add_columns(func.min(q.start).label("first"), func.max(q.end).label("last"))
        .group_by(q.article_id, q.revision)
        .subquery()
    )
    here = (found.c.article_id == r.article_id) & (found.c.revision == r.revision)
    lost = r.quotes.is_not(None) & (r.quotes != func.coalesce(found.c.n, 0))
    past = (found.c.first < 0) | (found.c.crooked > 0) | (found.c.last > func.length(r.text))
    query = select(r.article_id, r.revision)
    return query.select_from(revisions.outerjoin(found, here)).where(or_(lost, past))


def _row(utterance: Utterance) -> dict[str, Any]:
    named = utterance.named or (None, None)
    words = name_words(f"{utterance.speaker or ''} {utterance.role or ''}")
    return {
        "start": utterance.start,
        "end": utterance.end,
        "content": [list(span) for span in utterance.content],
        "speaker": utterance.speaker,
        "role": utterance.role,
        "form": utterance.form,
        "cue": utterance.cue,
        "named_start": named[0],
        "named_end": named[1],
        # A space at both ends, so that LIKE '% roe %' finds whole words.
        "names": f" {' '.join(words)} ",
    }
