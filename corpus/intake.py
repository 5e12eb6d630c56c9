"""What is added: articles as they are, and sources read into articles."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from corpus.article import Article
from corpus.chunking import Chunk, chunk_article
from corpus.claims import Claims
from corpus.errors import InvalidInput, SourceError
from corpus.pipeline import Pipeline
from corpus.reports import AddReport, Failure, Note
from corpus.rereading import lost, same_but_for_counters
from corpus.rows import Stored
from corpus.sources.barriers import barrier
from corpus.sources.files import walk
from corpus.sources.formats import SUFFIXES
from corpus.sources.items import BEGINNING, SUMMARY, Item, Options, Sourced, Visit, failure
from corpus.sources.reading import Reader

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from corpus.store import Store

__all__ = ["Addable", "Intake", "expected", "take_in"]

_SINGLE = ("text", "markdown", "html", "pdf", "word", "epub", "mail")
"""Kinds of files that hold one article."""

Addable = Article | Sourced | Failure | Path | str
"""An article; what was read elsewhere, or failed there; a path; or a path, a pattern, "-" or an
address as a string."""


def take_in(items: Addable | Iterable[Addable], options: Options) -> Iterator[Item]:
    """What one or many items hold.

    Raises:
        InvalidInput: An item is none of these.
    """
    reader = Reader(options)
    for item in [items] if isinstance(items, Addable) else items:
        if isinstance(item, Article):
            yield Sourced(item, item.label)
        elif isinstance(item, Sourced | Failure):
            yield item
        elif isinstance(item, Path | str):
            yield from reader.read(item)
        else:
            raise InvalidInput(f"{item!r} cannot be added; give articles, paths or addresses")


def expected(sources: Iterable[str]) -> int | None:
    """How many articles files and folders hold, as far as a look at them tells; for progress.

    None where only reading tells: with addresses, patterns, standard input, feeds, JSON or CSV.
    """
    paths = [Path(source) for source in sources]
    if not all(path.exists() for path in paths):
        return None
    total = 0
    for each in chain.from_iterable(map(walk, paths)):
        count = _held(each)
        if count is None:
            return None
        total += count
    return total


def _held(found: Path | Failure) -> int | None:
    """How many articles a file holds; one for what fails, which is counted too."""
    if isinstance(found, Failure):
        return 1
    kind = SUFFIXES.get(found.suffix.lower())
    if kind in _SINGLE:
        return 1
    if kind != "jsonl" or not found.is_file():  # a pipe can be read only once
        return None
    try:
        with found.open("rb") as lines:
            return sum(1 for line in lines if line.strip())
    except OSError:
        return 1


class Intake:
    """Puts what was read into the store, and says in a report what came of it.

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
        self._claims = Claims(store.library.stored)
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

    def take(self, found: Item) -> None:
        """Store it, soon."""
        if isinstance(found, Visit):
            self._take_visit(found)
            return
        if isinstance(found, Sourced):
            found = self._claims.settle(found)
        if isinstance(found, Sourced):
            found = self._take_article(found)
        if isinstance(found, Failure):
            self._report.failed.append(found)
        if self._progress:
            self._progress(found.source if isinstance(found, Failure) else found.article.label)

    def _take_visit(self, visit: Visit) -> None:
        if self._refused:  # the next visit is to read it again, and to tell of it again
            visit, self._refused = replace(visit, etag=None, last_modified=None), False
        source, article_id = self._last
        job = partial(self._remember, visit, article_id if source == visit.url else None)
        self._pipeline.push([], job)

    def _take_article(self, found: Sourced) -> Sourced | Failure:
        earlier = self._store.library.stored(found.article.id)
        self._last = (found.source, found.article.id)
        notes = found.notes
        if earlier:
            found = _completed(found, earlier)
        if earlier and found.summary and earlier.origins.get("text") != SUMMARY:
            self._report.unchanged.append(found.article.id)
            notes = tuple(f"the text that is stored stays; {note}" for note in notes)
        elif earlier and earlier.article == found.article:
            self._report.unchanged.append(found.article.id)
        elif earlier and (why := _why_refused(found, earlier)):
            self._refused = True
            return failure(found.source, SourceError(f"the text that is stored stays: {why}"))
        else:
            chunks = chunk_article(found.article)
            self._pipeline.push(chunks, partial(self._put, found, chunks))
        self._report.notes += (Note(found.source, note) for note in notes)
        return found

    def _put(self, found: Sourced, chunks: list[Chunk], embeddings: "NDArray[np.float32]") -> None:
        change = self._store.library.put(found.article, chunks, embeddings, found.origins)
        getattr(self._report, change).append(found.article.id)

    def _remember(self, visit: Visit, article_id: str | None, _: object) -> None:
        self._store.visits.remember([(visit, article_id)], self._options)


def _why_refused(found: Sourced, earlier: Stored) -> str | None:
    """Why what is at an address now is no newer text of the article that was there, if it is none.

    What a version stored that took forms and error pages for articles gives way to anything.
    """
    old, new = earlier.article, found.article
    if not found.address or earlier.origins.get("text") == SUMMARY or old.text == new.text:
        return None
    why = lost(old.text, new.text)
    if found.origins.get("text") == BEGINNING != earlier.origins.get("text"):
        shorter = len(new.text) < len(old.text)
        why = why or ("it is to be paid for, and only its beginning is there" if shorter else None)
    return None if why is None or barrier([old.title or ""], old.text) else why


def _completed(found: Sourced, earlier: Stored) -> Sourced:
    """The article with what a feed said of it earlier, where it says nothing of that itself.

    Else a page that is read by itself would lose what its feed knows of it. A counter of readers
    makes no new text.
    """
    if found.address and same_but_for_counters(earlier.article.text, found.article.text):
        found = replace(found, article=replace(found.article, text=earlier.article.text))
    told: dict[str, Any] = {
        name: value
        for name, origin in earlier.origins.items()
        if origin == "feed" and name not in found.origins
        if (value := getattr(earlier.article, name))
    }
    if not told or "feed" in found.origins.values():
        return found
    origins = {**found.origins, **dict.fromkeys(told, "feed")}
    return replace(found, article=replace(found.article, **told), origins=origins)


def _unusual(options: Options) -> dict[str, Any]:
    """Those options that an address is to be read again by and that are not the usual ones."""
    found: dict[str, Any] = {}
    if options.fields:
        found["fields"] = dict(options.fields)
    if not options.follow:
        found["follow"] = False
    return found
