"""The corpus: stores articles, and searches their passages."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Self

from corpus.article import Article
from corpus.config import WAIT, Config, checked_wait, default_home
from corpus.errors import InvalidInput, SettingsError
from corpus.filters import EVERYTHING, Filters, alike, names
from corpus.hit import Copy, Hit, Retellings
from corpus.reports import AddReport, CheckReport, RefreshReport
from corpus.sources.draft import Address, Options
from corpus.text.search_terms import query_words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from corpus.adding.add import Addable
    from corpus.diff import Diff
    from corpus.library.quotes import Quotes
    from corpus.vectors.index import Progress

__all__ = ["Corpus"]


class Corpus:
    """Articles in a data folder, searchable by words and by meaning.

    Several threads and several processes may use one folder at once. Open it with
    ``Corpus.open``; it is a context manager.

    Args:
        home: The data folder; made when it does not exist.
        read_only: Change nothing in it, and need no right to.
        wait: Seconds to wait for another process that uses it.

    Attributes:
        home: The data folder.
        database: Where the library is, for tables of one's own beside it.

    Raises:
        StoreError: The folder cannot be used.
        StoreBusy: From every method that writes, when another process was not done in time. It is
            a ``StoreError``.
    """

    def __init__(self, home: Path, *, read_only: bool = False, wait: float = WAIT) -> None:
        # The door to all that is heavy: SQLAlchemy, the engines, the library.
        from corpus.store import Store

        self._store = Store(home, read_only=read_only, wait=checked_wait(wait))
        self.home = home
        self.database = self._store.database
        self._library = self._store.library
        self._passages = self._store.passages
        self._vectors = self._store.vectors

    @classmethod
    def open(
        cls,
        home: Path | str | None = None,
        *,
        read_only: bool | None = None,
        wait: float | None = None,
    ) -> Self:
        """Open the corpus in a data folder, by default in ``default_home()``.

        Args:
            home: The data folder; made when it does not exist.
            read_only: Change nothing in it, and need no right to: what would change something
                raises ``StoreError``. By default what ``ONRECORD_READ_ONLY`` says (1 or 0).
            wait: Seconds to wait for another process that uses the folder, from 0 to 86,400;
                then ``StoreBusy`` says which. By default what ``ONRECORD_WAIT`` says, else 60.
                A question never waits long: it is answered without the vector index.

        Raises:
            SettingsError: ``home`` is an empty string.
            StoreError: The folder cannot be used.
        """
        if home == "":  # as a path it would be the folder where the program runs
            raise SettingsError("the data folder is an empty name; give its path")
        config = Config.from_environment()
        return cls(
            Path(home).expanduser() if home is not None else default_home(),
            read_only=config.read_only if read_only is None else read_only,
            wait=config.wait if wait is None else wait,
        )

    def close(self) -> None:
        """Close library and vector index; what is asked afterwards raises ``StoreError``."""
        self._store.close()

    @property
    def read_only(self) -> bool:
        """True if nothing can be changed: what would change something raises ``StoreError``."""
        return self._store.read_only

    @property
    def is_new(self) -> bool:
        """True if nothing was ever added to the corpus or asked of it."""
        # The library names the embedder from the first text it embeds on, whatever is removed.
        return "embedder" not in self._library.state()

    def snapshot(self) -> AbstractContextManager[None]:
        """Have all that this thread reads show one state of the corpus, until the block ends.

        It is for what takes moments, with no ``yield`` or ``await`` inside. Who changes the corpus
        inside sees the change.

        Raises:
            StoreError: The corpus cannot be read.
        """
        return self.database.snapshot()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -- articles ---------------------------------------------------------------------------

    def add(
        self,
        items: "Addable | Iterable[Addable]",
        *,
        options: Options | None = None,
        progress: Callable[[str], None] | None = None,
    ) -> AddReport:
        """Add articles and sources of articles, or update them. Adding twice changes nothing.

        What cannot be read is reported, and the rest is added: each article whole or not at
        all.

        Args:
            items: One or many: an article, or a mapping of its facts as ``Article.from_dict``
                takes it; a path to a file or a folder; or a string that is a
                path, a pattern such as ``news/**/*.html``, "-" for standard input, or the
                address of a page, a document, a feed or a list of feeds.
            options: How to read sources.
            progress: Called with the name of each article or source when it has been read, or
                has failed.

        Raises:
            InvalidArticle: A mapping makes no article.
            InvalidInput: An item is none of these, or an option makes no sense.
            StoreError: The data folder cannot be written. What was added before stays.
        """
        from corpus.adding.add import Intake, take_in

        report, options = AddReport(), options or Options()
        with Intake(self._store.for_writing(), options, report, progress) as intake:
            for item in take_in(items, options):
                intake.take(item)
        return report

    def refresh(
        self,
        *,
        every: bool = False,
        options: Options | None = None,
        progress: Callable[[str], None] | None = None,
    ) -> RefreshReport:
        """Read again what was added by address: pages, documents, feeds with what they lead to.

        Only what has changed is sent again, where a server can tell (ETag, Last-Modified). An
        article whose page is gone stays. One that was removed does not come back by a feed.

        Args:
            every: Also the pages that feeds once led to and no longer do.
            options: How to read; ``fields`` and ``follow`` are those by which an address was added.
            progress: Called with the name of each article, or of a source that failed.

        Raises:
            StoreBusy: Another refresh of the folder is at work; it is left alone.
            StoreError: The folder cannot be written.
        """
        from corpus.adding.refresh import refresh

        store = self._store.for_writing()
        return refresh(store, options or Options(), every=every, progress=progress)

    def addresses(self) -> list[Address]:
        """The addresses that were read, feeds first: what ``refresh`` reads again."""
        return self._store.visits.all()

    def forget(self, url: str) -> None:
        """Stop refreshing an address. The articles that were read there stay.

        Raises:
            InvalidInput: It is not among the addresses.
        """
        self._store.for_writing().visits.forget(url)

    def remove(
        self,
        article_ids: str | Iterable[str],
        *,
        progress: Callable[[str], None] | None = None,
    ) -> None:
        """Remove articles with all their revisions: citations of them no longer resolve.

        Each is removed whole or not at all. The addresses that they were read from are forgotten,
        and no feed brings them back.

        Args:
            article_ids: One or many.
            progress: Called with the id of each article that was removed.

        Raises:
            ArticleNotFound: There is none with that id. Those before it are removed.
            StoreError: The data folder cannot be written; the same.
        """
        from corpus.adding.audit import audit

        store = self._store.for_writing()
        # Once for all: whenever the index is changed, it is opened and its files are summed up.
        with store.vectors_following():
            for article_id in [article_ids] if isinstance(article_ids, str) else article_ids:
                store.library.remove(article_id)
                audit("removed", article=article_id)
                if progress:
                    progress(article_id)

    def article(self, article_id: str, revision: str | None = None) -> Article:
        """Return one article, at its newest revision or at the one that a citation names.

        Raises:
            ArticleNotFound: There is none with that id, or it has no such revision.
        """
        return self._library.revision(article_id, revision).article

    def article_as_of(self, article_id: str, day: date) -> Article:
        """Return one article as it stood on a day: its last revision of that day or before.

        A revision's day is the one on which it was updated, as its publisher states it; else that
        of the article's publication. Where all revisions are later, or nothing is known of their
        days, it is the newest: what was not kept cannot be told.

        Raises:
            ArticleNotFound: There is none with that id.
        """
        newest = self.article(article_id)
        if not newest.updated or newest.updated <= day:
            return newest
        history = [stored.article for stored in self._library.history(article_id)]
        days = [(known.updated or known.published, known) for known in history]
        return next((known for at, known in reversed(days) if at and at <= day), newest)

    def origins(self, article_id: str, revision: str | None = None) -> dict[str, str]:
        """Return the origins of an article's facts: "json-ld", "open graph", "feed", "file", ...

        Empty for what was given as an ``Article`` or stored by version 1.

        Raises:
            ArticleNotFound: There is none with that id, or it has no such revision.
        """
        return dict(self._library.revision(article_id, revision).origins)

    def diff(self, article_id: str, old: str | None = None, new: str | None = None) -> "Diff":
        """Compare two revisions of an article: return what changed.

        Args:
            article_id: The article.
            old: The earlier revision; by default the one before ``new``, or ``new`` itself if it
                is the first.
            new: The later revision; by default the newest.

        Raises:
            ArticleNotFound: There is none with that id, or it has no such revision.
        """
        from corpus.diff import compare

        later = self.article(article_id, new)
        if old is None:
            older = self.revisions(article_id)
            # The one before; the very first is compared with itself.
            old = [*older[older.index(later.revision) + 1 :], older[-1]][0]
        return compare(self.article(article_id, old), later)

    def gone(self, article_id: str) -> str | None:
        """The address of an article that answered 404 or 410 when it was last read, if any."""
        return self._store.visits.gone(article_id)

    def articles(self) -> list[Article]:
        """The newest revision of every article, in the order in which they were added."""
        return self._library.articles()

    def count(self) -> int:
        """Count the articles."""
        return self._library.count()[0]

    def __len__(self) -> int:
        return self.count()

    def revisions(self, article_id: str) -> list[str]:
        """The revisions of an article, newest first.

        Raises:
            ArticleNotFound: There is none with that id.
        """
        return self._library.revisions(article_id)

    def copies(self, article_id: str) -> tuple[Copy, ...]:
        """Find the other articles that tell an article's story in the same words, earliest first.

        Raises:
            StoreError: The corpus cannot be read.
        """
        story = self._passages.copies([article_id])
        others = [member for id_, member in story.items() if id_ != article_id]
        return tuple(member.copy for member in sorted(others, key=lambda member: member.age))

    def resolve(self, prefix: str) -> str:
        """Return the one article id that begins with ``prefix``.

        Raises:
            ArticleNotFound: There is none, or more than one.
        """
        return self._library.resolve(prefix)

    # -- search -----------------------------------------------------------------------------

    def search(
        self,
        query: str,
        k: int = 10,
        *,
        published_after: date | None = None,
        published_before: date | None = None,
        publishers: Iterable[str] | None = None,
        article_ids: Iterable[str] | None = None,
        filters: Filters = EVERYTHING,
    ) -> list[Hit]:
        """The passages that match a query best, best first.

        Args:
            query: Any text; a question or a few words.
            k: How many at most, from 1.
            published_after: First day, inclusive; articles without a date are left out.
            published_before: Last day, inclusive; articles without a date are left out.
            publishers: Names, any of which will do, without regard to case.
            article_ids: Articles to search in.
            filters: Conditions that must hold too.

        Raises:
            InvalidInput: ``k`` is less than 1, or a filter makes no sense.
        """
        from corpus.search.hybrid import search

        if not isinstance(query, str):
            raise InvalidInput(f"query is {query!r}, not a string")
        if k < 1:
            raise InvalidInput(f"k is {k}; ask for at least 1 passage")
        with self.snapshot():
            return search(
                self._passages,
                self._vectors,
                lambda text: self.embed([text])[0],
                query=query,
                k=k,
                filters=self.filters(
                    published_after, published_before, publishers, article_ids
                ).narrowed(filters),
            )

    def filters(
        self,
        published_after: date | None = None,
        published_before: date | None = None,
        publishers: Iterable[str] | None = None,
        article_ids: Iterable[str] | None = None,
    ) -> Filters:
        """Return conditions as ``search`` takes them, with publishers as the corpus spells them.

        Raises:
            InvalidInput: A filter makes no sense.
        """
        wanted = names("publishers", publishers)
        known = wanted and alike(wanted, self.publishers())
        chosen = names("article_ids", article_ids)
        return Filters(published_after, published_before, known, chosen)

    def spelled(self, question: str) -> str:
        """Return a question with words that the corpus does not have put as it spells them.

        "F16" becomes "F-16", "Soderholm" "Søderholm", and misspelt words are put right, where the
        corpus has those (see ``corpus.search.spelling``).

        Raises:
            StoreError: The corpus cannot be read.
        """
        from corpus.search.held_words import spelled_as_held

        return spelled_as_held(question, self._store.embedder().words, self._passages)

    def unknown(self, words: Sequence[str]) -> list[str]:
        """Return those of some words that no passage has, in whatever spelling of theirs.

        Args:
            words: Each a word, or letters and a number as in "F-35".

        Raises:
            StoreError: The corpus cannot be read.
        """
        from corpus.search.held_words import not_held

        return not_held(words, self._passages)

    def passages_with(self, text: str, filters: Filters = EVERYTHING) -> list[Hit]:
        """Return all passages that hold every content word of a text, whatever its ending.

        Words of an article's title count as held by each of its passages.

        Args:
            text: One or a few words; without a word there are none.
            filters: Which articles to search.

        Raises:
            StoreError: The corpus cannot be read.
        """
        words = query_words(text)
        return self._passages.holding(words, filters) if words else []

    def retellings(self, article_id: str, text: str) -> Retellings:
        """Find the other articles that tell an article's text with the same facts, or otherwise.

        Only articles that tell the same story in nearly the same words are compared: copies of
        one wire story, the 200 most alike where there are more.

        Args:
            article_id: The article that the text is from; one that is not there has no others.
            text: One or a few of its sentences.

        Raises:
            StoreError: The corpus cannot be read.
        """
        from corpus.search.stories import Stories

        return Stories(self._passages.compared([article_id])).retellings(article_id, text)

    @property
    def quotes(self) -> "Quotes":
        """Quotes with their speakers: ``quotes.find("Ane Roe")``, ``quotes.speakers()``."""
        return self._store.quotes

    def embed(self, texts: Sequence[str]) -> "NDArray[np.float32]":
        """The unit vectors of texts, by the corpus's model: shape (len(texts), 384)."""
        return self._store.embedder().embed(texts)

    def publishers(self) -> list[str]:
        """The publishers of the articles, in alphabetical order."""
        return self._library.publishers()

    # -- keeping it right -------------------------------------------------------------------

    def probe(self) -> None:
        """Ask library and vector index for a sign of life, at no great cost.

        Raises:
            StoreError: The library cannot be read; or the vector index cannot be had, without
                which questions are answered all the same, later.
        """
        self._library.count()
        self._vectors.probe()

    def check(self, *, repair: bool = False) -> CheckReport:
        """Compare the parts of the store with each other.

        What a library of an older version was not read for yet (who says what) is found meanwhile.

        Args:
            repair: Put right what is wrong.

        Raises:
            StoreError: Articles themselves are damaged, which only a backup puts right; or, without
                ``repair``, indexes in the library's own file are.
        """
        store = self._store.for_writing() if repair else self._store
        problems = store.check(repair=repair)
        articles, chunks = self._library.count()
        return CheckReport(articles, chunks, tuple(problems), bool(problems) and repair)

    def rebuild(self, progress: "Progress | None" = None) -> int:
        """Make quotes, full-text and vector indexes anew; return the number of chunks.

        The embeddings come from the library. Only when they were made by another version of
        the model are they computed again.

        Args:
            progress: Called with how many chunks are done and how many there are.

        Raises:
            StoreError: The data folder cannot be written.
        """
        return self._store.for_writing().rebuild(progress)

    def export_lines(self) -> Iterator[str]:
        """The whole corpus as JSON Lines, with all revisions: see ``corpus.adding.export_import``.

        Raises:
            StoreError: The corpus cannot be read.
        """
        from corpus.adding.export_import import export_lines

        return export_lines(self._store)

    def import_lines(
        self, lines: Iterable[str], progress: Callable[[str], None] | None = None
    ) -> AddReport:
        """Take in what ``export_lines`` gave. Ids and revisions stay, so old citations resolve.

        Lines that are damaged are left out and reported. Articles that are there already get the
        revisions that they lack; importing twice changes nothing.

        Args:
            lines: With or without line breaks.
            progress: Called with the name of each article.

        Raises:
            InvalidInput: The lines were written by a newer version.
            StoreError: The data folder cannot be written. What was taken in before stays.
        """
        from corpus.adding.export_import import import_lines

        return import_lines(self._store.for_writing(), lines, progress)
