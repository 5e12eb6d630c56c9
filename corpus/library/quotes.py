"""Quotes: who says what in the articles, searched by speaker and words over the whole library."""

from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, Text, cast, func, or_, select

from corpus.article import Article
from corpus.database.base import Database
from corpus.errors import InvalidInput, StoreError
from corpus.filters import EVERYTHING, Filters
from corpus.hit import Quote
from corpus.language.utterances import name_words, utterances
from corpus.library import schema as t
from corpus.library.articles import stored
from corpus.library.chunks import conditions
from corpus.library.quote_index import QuoteIndex
from corpus.library.state import write_state

__all__ = ["Quotes"]

_MOST_WORDS: Final = 16
"""Words that are looked for; those after them are left out."""
_AT_ONCE: Final = 100
"""Revisions of an older library that are read when quotes are asked for: a second or two."""
_TEXTS: Final = 100
"""Articles whose texts are looked through together."""
_BATCH = 50
"""Revisions that are read and stored together: a second of work at most."""


@dataclass(frozen=True, slots=True)
class _QuotePage:
    """A page of the list of quotes."""

    quotes: tuple[Quote, ...]
    total: int
    """Number of quotes of the whole list."""


@dataclass(frozen=True, slots=True)
class _Speakers:
    """The speakers who are quoted most, with the number of their quotes."""

    counts: tuple[tuple[str, int], ...]
    """Names and numbers, most first."""
    total: int
    """Number of speakers, told apart by name."""


class Quotes:
    """The quotes of the articles of a library, each at its newest revision.

    Raises:
        StoreError: From every method, when the database cannot be used.
    """

    def __init__(self, database: Database) -> None:
        self._db = database

    def find(
        self,
        speaker: str = "",
        words: str = "",
        *,
        exact: bool = False,
        direct: bool = False,
        filters: Filters = EVERYTHING,
        limit: int = 30,
        offset: int = 0,
    ) -> _QuotePage:
        """Return a page of the quotes whose speaker is known, the newest article first.

        Args:
            speaker: Words of the name, or of what somebody is, whatever their endings; all must
                be there. "Roe" finds Ane Roe, and "Roe's lawyer" too.
            words: What the quoted sentences must have, all of the words, without regard to case.
            exact: Whether the speaker is called just so: of "Roe", not Ane Roe.
            direct: Whether some of it must stand between quotation marks.
            filters: Which articles to look in.
            limit: How many at most, from 1.
            offset: How many to pass over.

        Raises:
            InvalidInput: The limit or the offset is none.
        """
        if limit < 1 or offset < 0:
            raise InvalidInput(
                f"no list has limit {limit} and offset {offset}; "
                "the limit is at least 1, the offset at least 0"
            )
        order = (t.revisions.c.published.desc().nulls_last(), t.articles.c.sequence.desc())
        self._catch_up()
        with self._db.reading() as connection:
            sought = self._sought(connection, speaker, words, exact, direct)
            query = self._query(filters).where(*sought)
            page = query.with_only_columns(*t.quotes.c).order_by(*order, t.quotes.c.n)
            total = connection.execute(query.with_only_columns(func.count())).scalar_one()
            rows = connection.execute(page.limit(limit).offset(offset)).all()
            return _QuotePage(tuple(self._quotes(connection, rows)), total)

    def speakers(
        self,
        speaker: str = "",
        words: str = "",
        *,
        exact: bool = False,
        direct: bool = False,
        filters: Filters = EVERYTHING,
        limit: int | None = None,
    ) -> _Speakers:
        """Count the quotes of each speaker among those that ``find`` finds.

        Args:
            speaker: As in ``find``.
            words: As in ``find``.
            exact: As in ``find``.
            direct: As in ``find``.
            filters: Which articles to look in.
            limit: How many speakers are named at most, from 1; by default all.
        """
        name = t.quotes.c.speaker
        self._catch_up()
        with self._db.reading() as connection:
            sought = self._sought(connection, speaker, words, exact, direct)
            query = self._query(filters).where(*sought)
            grouped = query.with_only_columns(name, func.count().label("n")).group_by(name)
            most = grouped.order_by(func.count().desc(), name).limit(limit)
            counts = tuple((row.speaker, row.n) for row in connection.execute(most))
            total = connection.execute(
                select(func.count()).select_from(grouped.subquery())
            ).scalar_one()
        return _Speakers(counts, total)

    def by(
        self,
        names: Collection[str],
        speaks: Callable[[Any, str, str], bool],
        *,
        filters: Filters = EVERYTHING,
        every: bool = False,
    ) -> list[Quote]:
        """Return all quotes of a speaker, the newest article first, each article's in order.

        Args:
            names: What the speaker is called; one word of one of them has to be in a name.
            speaks: Tells if a quote is the speaker's, given what has its ``speaker`` and ``role``,
                the article's title and its text. It is asked first with an empty text, and must
                not say no for want of that.
            filters: Which articles to look in.
            every: Whether to look in earlier revisions, too.
        """
        q, r = t.quotes.c, t.revisions.c
        stems = sorted({word for name in names for word in name_words(name)})
        if not stems:
            return []
        named = or_(*(q.names.contains(f" {word} ", autoescape=True) for word in stems))
        query = self._query(filters, every=every).where(q.speaker.is_not(None), named)
        order = (r.published.desc().nulls_last(), t.articles.c.sequence.desc(), q.n)
        chosen = query.with_only_columns(*t.quotes.c, r.title).order_by(*order)
        self._catch_up()
        with self._db.reading() as connection:
            # First without the texts, which are large: most rows are somebody else's.
            rows = [row for row in connection.execute(chosen) if speaks(row, row.title or "", "")]
            quotes = self._quotes(connection, rows)
        return [q for q in quotes if speaks(q, q.article.title or "", q.article.text)]

    def among(self, article_ids: Sequence[str], *, filters: Filters = EVERYTHING) -> list[Quote]:
        """Return all quotes of some articles, in their order; also those of nobody knows whom."""
        here = self._query(filters).where(t.articles.c.id.in_(self._db.listed(article_ids)))
        query = here.with_only_columns(*t.quotes.c).order_by(t.quotes.c.n)
        self._catch_up()
        with self._db.reading() as connection:
            quotes = self._quotes(connection, connection.execute(query).all())
        places = {article_id: index for index, article_id in enumerate(article_ids)}
        return sorted(quotes, key=lambda quote: places[quote.article.id])

    def within(self, article_id: str, revision: str) -> list[Quote]:
        """Return all quotes of one revision of an article; none where it is not there."""
        q = t.quotes.c
        query = select(t.quotes).where(q.article_id == article_id, q.revision == revision)
        self._catch_up()
        with self._db.reading() as connection:
            return self._quotes(connection, connection.execute(query.order_by(q.n)).all())

    # -- keeping it right -------------------------------------------------------------------

    def unread(self) -> int:
        """Count the articles that were not read for quotes yet, in a library of an older version.

        Some are read whenever quotes are asked for, all by ``Corpus.check`` and ``Corpus.rebuild``.
        """
        with self._db.reading() as connection:
            return QuoteIndex(connection).unread()

    def damaged(self) -> int:
        """Count the revisions whose quotes are not those that were found in them."""
        with self._db.reading() as connection:
            return QuoteIndex(connection).damaged()

    def fill(self) -> None:
        """Find the quotes of all articles that were not read for them yet."""
        _fill(self._db)

    def rebuild(self, *, every: bool = True) -> None:
        """Find the quotes of all articles anew, or of those whose quotes are damaged."""
        with self._db.writing() as connection:
            QuoteIndex(connection).forget(every=every)
        self.fill()

    def _catch_up(self) -> None:
        """Read some articles of an older library, unless another process is changing it."""
        if self._db.read_only:
            return
        with self._db.reading() as connection:
            waiting = QuoteIndex(connection).waiting()
        if waiting:
            with suppress(StoreError):
                with self._db.lock("write", 0):
                    pass  # nobody else holds it: a question does not wait
                _fill(self._db, _AT_ONCE)

    # -- queries ----------------------------------------------------------------------------

    def _query(self, filters: Filters, *, every: bool = False) -> Select[Any]:
        a, r, q = t.articles.c, t.revisions.c, t.quotes.c
        here = (q.article_id == r.article_id) & (q.revision == r.revision)
        known = a.id == q.article_id
        if not every:
            known &= a.revision == q.revision
        joined = t.quotes.join(t.revisions, here).join(t.articles, known)
        return select().select_from(joined).where(*conditions(filters, self._db))

    def _sought(
        self, connection: Connection, speaker: str, words: str, exact: bool, direct: bool
    ) -> list[ColumnElement[bool]]:
        """Return the conditions of a search, as ``find`` takes them."""
        q = t.quotes.c
        sought: list[ColumnElement[bool]] = [q.speaker.is_not(None)]
        if exact:
            sought.append(q.speaker == speaker)
        elif speaker.strip():  # nobody is named by signs alone
            # Of small words alone nobody is named: a line break is in no row.
            stems = name_words(speaker)[:_MOST_WORDS] or ["\n"]
            sought += (q.names.contains(f" {word} ", autoescape=True) for word in stems)
        if direct:
            sought.append(q.form != "indirect")
        if wanted := words.split()[:_MOST_WORDS]:
            keys = self._holding(connection, sought, wanted)
            sought.append(_key().in_(self._db.listed(keys)))
        return sought

    def _holding(
        self, connection: Connection, sought: Sequence[ColumnElement[bool]], words: Sequence[str]
    ) -> list[str]:
        """Return the keys of the quotes that meet conditions and hold all of the words.

        The words are looked for here, not in SQL: there a text would be read from its beginning
        for each quote in it.
        """
        q, r = t.quotes.c, t.revisions.c
        holding = (r.text.icontains(word, autoescape=True) for word in words)
        query = select(r.article_id, r.revision, r.text).where(*holding)
        keys: list[str] = []
        with connection.execute(query.execution_options(yield_per=_TEXTS)) as result:
            for rows in result.partitions(_TEXTS):
                texts = {(row.article_id, row.revision): row.text for row in rows}
                ids = sorted({row.article_id for row in rows})
                places = select(q.article_id, q.revision, q.start, q.end, _key())
                places = places.where(q.article_id.in_(self._db.listed(ids)), *sought)
                for article_id, revision, start, end, key in connection.execute(places):
                    quoted = texts.get((article_id, revision), "")[start:end].lower()
                    if all(word.lower() in quoted for word in words):
                        keys.append(key)
        return keys

    def _quotes(self, connection: Connection, rows: Sequence[Any]) -> list[Quote]:
        """Return the quotes that rows hold, with their articles."""
        r = t.revisions.c
        # Two lists, for pairs cannot be looked for in one; what is too much does no harm.
        ids, revisions = ({row[at] for row in rows} for at in (0, 1))
        query = select(t.revisions).where(
            r.article_id.in_(self._db.listed(sorted(ids))),
            r.revision.in_(self._db.listed(sorted(revisions))),
        )
        articles = {
            (row.article_id, row.revision): stored(row).article for row in connection.execute(query)
        }
        return [_quote(row, articles[row.article_id, row.revision]) for row in rows]


def _key() -> ColumnElement[str]:
    """One string that tells a quote apart from all others."""
    q = t.quotes.c
    return q.article_id + " " + q.revision + " " + cast(q.n, Text)


def _quote(row: Any, article: Article) -> Quote:
    return Quote(
        article=article,
        start=row.start,
        end=row.end,
        content=tuple((start, end) for start, end in row.content),
        speaker=row.speaker,
        role=row.role,
        form=row.form,
        cue=row.cue,
        named=None if row.named_start is None else (row.named_start, row.named_end),
    )


def _fill(database: Database, most: int | None = None) -> None:
    """Find the utterances of revisions that have none yet, the newest first.

    Args:
        database: The library's.
        most: How many revisions to read at most; by default all.
    """
    r, left = t.revisions.c, most
    while left is None or left > 0:
        query = select(r.article_id, r.revision, r.text).where(r.quotes.is_(None))
        size = _BATCH if left is None else min(_BATCH, left)
        with database.reading() as connection:
            if not QuoteIndex(connection).waiting():
                return
            newest = query.order_by(r.sequence.desc()).limit(size)
            rows = connection.execute(newest).all()
        # Outside a transaction, as it takes a while and others may write meanwhile.
        uttered = [utterances(row.text) for row in rows]
        with database.writing() as connection:
            for row, words in zip(rows, uttered, strict=True):
                QuoteIndex(connection).put(row.article_id, row.revision, words)
            if connection.execute(query.limit(1)).first() is None:
                write_state(connection, {"quotes": "read"})
        left = None if left is None else left - size
