"""Intake of articles into the store: articles as given, and sources read into articles."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from corpus.adding.audit import audit
from corpus.adding.claimed_ids import ClaimedIds
from corpus.adding.embedding_queue import Pipeline
from corpus.adding.rereading import lost, same_but_for_counters
from corpus.article import Article
from corpus.errors import InvalidInput, SourceError
from corpus.reports import AddReport, Failure, Note
from corpus.sources.barriers import barrier
from corpus.sources.detect import SUFFIXES
from corpus.sources.draft import BEGINNING, SUMMARY, Item, Options, Sourced, Visit, failure
from corpus.sources.files import walk
from corpus.sources.formats.tables import MOST_ROWS
from corpus.sources.reading import SourceParser
from corpus.text.chunking import Chunk, chunk_article

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from corpus.store import Store

__all__ = ["Addable", "Intake", "expected", "take_in"]

_SINGLE = ("text", "markdown", "html", "pdf", "word", "epub", "mail")
"""Kinds of files that hold one article."""

Addable = Article | Mapping[str, Any] | Sourced | Failure | Path | str
"""An article, or its facts by name; what was read elsewhere, or failed there; a path; or a path, a
pattern, "-" or an address as a string."""


def take_in(items: Addable | Iterable[Addable], options: Options) -> Iterator[Item]:
    """Yield the articles, visits and failures that one or many items hold.

    Raises:
        InvalidArticle: Facts make no article.
        InvalidInput: An item is none of these.
    """
    reader = SourceParser(options)
    if isinstance(items, Article | Mapping | Sourced | Failure | Path | str):
        items = [items]
    for item in items:
        if isinstance(item, Article | Mapping):
            article = item if isinstance(item, Article) else Article.from_dict(item)
            yield Sourced(article, article.label)
        elif isinstance(item, Sourced | Failure):
            yield item
        elif isinstance(item, Path | str):
            yield from reader.read(item)
        else:
            raise InvalidInput(f"{item!r} cannot be added; give articles, paths or addresses")


def expected(sources: Iterable[str]) -> int | None:
    """Count the articles in files and folders, as far as a look at them tells; for progress.

    None where only reading tells: with addresses, patterns, standard input, feeds, JSON or CSV.
    """
    paths = [Path(source) for source in sources]
    if not all(path.exists() for path in paths):
        return None
    total = 0
    for item in chain.from_iterable(map(walk, paths)):
        count = _held(item)
        if count is None:
            return None
        total += count
    return total


def _held(item: Path | Failure) -> int | None:
    """Count the articles in a file, None if only reading tells; what fails counts as one."""
    if isinstance(item, Failure):
        return 1
    kind = SUFFIXES.get(item.suffix.lower())
    if kind in _SINGLE:
        return 1
    if kind != "jsonl" or not item.is_file():  # a pipe can be read only once
        return None
    try:
        with item.open("rb") as lines:
            count = sum(1 for line in lines if line.strip())
    except OSError:
        return 1
    return min(count, MOST_ROWS + 1)  # what is left out comes as one failure


class Intake:
    """Writer of what was read into the store; a report says what came of it.

    A context manager: at its end everything is stored. Each article is stored whole or not at
    all, and a visit after what was read there.

    Args:
        store: Where to.
        options: By which the sources are read.
        report: What is filled in.
        progress: Called with the name of each article, or of a source that failed.
    """

    def __init__(
        self,
        store: "Store",
        options: Options,
        report: AddReport,
        progress: "Callable[[str], None] | None" = None,
    ) -> None:
        self._store = store
        self._pipeline = Pipeline(store)
        self._options = _unusual(options)
        self._report = report
        self._progress = progress
        self._claims = ClaimedIds(store.library.stored)
        self._last = ("", "")
        """The source and the id of the article that came last."""
        self._refused = False
        """What was at the address could not take the place of what is stored."""

    def __enter__(self) -> Self:
        self._pipeline.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._pipeline.__exit__(kind, error, trace)

    def take(self, item: Item) -> None:
        """Queue an item to be stored, or report its failure."""
        if isinstance(item, Visit):
            self._take_visit(item)
            return
        if isinstance(item, Sourced):
            item = self._claims.settle(item)
        if isinstance(item, Sourced):
            item = self._take_article(item)
        if isinstance(item, Failure):
            self._report.failed.append(item)
        if self._progress:
            self._progress(item.source if isinstance(item, Failure) else item.article.label)

    def _take_visit(self, visit: Visit) -> None:
        if self._refused:  # the next visit is to read it again, and to tell of it again
            visit, self._refused = replace(visit, etag=None, last_modified=None), False
        source, article_id = self._last
        job = partial(self._remember, visit, article_id if source == visit.url else None)
        # Through the same queue, so that it is stored after its articles.
        self._pipeline.push([], job)

    def _take_article(self, sourced: Sourced) -> Sourced | Failure:
        earlier = self._store.library.stored(sourced.article.id)
        self._last = (sourced.source, sourced.article.id)
        notes = sourced.notes
        # Before all else, for the facts that a feed told make two articles the same or not.
        if earlier:
            sourced = _completed(sourced, earlier)
        # A feed's summary does not take the place of a whole text.
        if earlier and sourced.summary and earlier.origins.get("text") != SUMMARY:
            self._report.unchanged.append(sourced.article.id)
            notes = tuple(f"the text that is stored stays; {note}" for note in notes)
        elif earlier and earlier.article == sourced.article:
            self._report.unchanged.append(sourced.article.id)
        elif earlier and (why := _why_refused(sourced, earlier)):
            self._refused = True
            return failure(sourced.source, SourceError(f"the text that is stored stays: {why}"))
        else:
            chunks = chunk_article(sourced.article)
            self._pipeline.push(chunks, partial(self._put, sourced, chunks))
        self._report.notes += (Note(sourced.source, note) for note in notes)
        return sourced

    def _put(
        self, sourced: Sourced, chunks: list[Chunk], embeddings: "NDArray[np.float32]"
    ) -> None:
        # Decided by the library in its transaction: another process may have stored it meanwhile.
        change = self._store.library.put(sourced.article, chunks, embeddings, sourced.origins)
        getattr(self._report, change).append(sourced.article.id)
        if change != "unchanged":
            audit(change, article=sourced.article.id)

    def _remember(self, visit: Visit, article_id: str | None, _: object) -> None:
        self._store.visits.remember([(visit, article_id)], self._options)


def _why_refused(sourced: Sourced, earlier: Sourced) -> str | None:
    """Say why what is at an address is no newer text of its article, or ``None`` if it may be.

    What a version stored that took forms and error pages for articles gives way to anything.
    """
    old, new = earlier.article, sourced.article
    if not sourced.address or earlier.origins.get("text") == SUMMARY or old.text == new.text:
        return None
    why = lost(old.text, new.text)
    if sourced.origins.get("text") == BEGINNING != earlier.origins.get("text"):
        shorter = len(new.text) < len(old.text)
        why = why or ("it is to be paid for, and only its beginning is there" if shorter else None)
    return None if why is None or barrier([old.title or ""], old.text) else why


def _completed(sourced: Sourced, earlier: Sourced) -> Sourced:
    """Return the article with the facts that a feed stated earlier, where it states none itself.

    Else a page that is read by itself would lose what its feed knows of it. A counter of readers
    makes no new text.
    """
    if sourced.address and same_but_for_counters(earlier.article.text, sourced.article.text):
        sourced = replace(sourced, article=replace(sourced.article, text=earlier.article.text))
    told: dict[str, Any] = {
        name: value
        for name, origin in earlier.origins.items()
        if origin == "feed" and name not in sourced.origins
        if (value := getattr(earlier.article, name))
    }
    # What its feed says now is all that the feed knows of it.
    if not told or "feed" in sourced.origins.values():
        return sourced
    origins = {**sourced.origins, **dict.fromkeys(told, "feed")}
    return replace(sourced, article=replace(sourced.article, **told), origins=origins)


def _unusual(options: Options) -> dict[str, Any]:
    """Return the options for reading an address again that are not the defaults."""
    unusual: dict[str, Any] = {}
    if options.fields:
        unusual["fields"] = dict(options.fields)
    if not options.follow:
        unusual["follow"] = False
    return unusual
