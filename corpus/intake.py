"""What is added: articles as they are, and sources read into articles."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from corpus.article import Article
from corpus.errors import InvalidInput
from corpus.reports import Failure, Note
from corpus.sources import Options, Reader, Sourced

__all__ = ["Addable", "take_in"]

Addable = Article | Path | str
"""An article; a path; or a path, a pattern, "-" or an address as a string."""


def take_in(
    items: Addable | Iterable[Addable], options: Options | None
) -> Iterator[Article | Failure | Note]:
    """The articles that one or many items hold, with what failed and what is worth a note.

    Raises:
        InvalidInput: An item is none of these, or an option makes no sense.
    """
    reader = Reader(options or Options())
    for item in [items] if isinstance(items, Addable) else items:
        if isinstance(item, Article):
            yield item
        elif isinstance(item, Path | str):
            yield from _read(reader, item)
        else:
            raise InvalidInput(f"{item!r} cannot be added; give articles, paths or addresses")


def _read(reader: Reader, source: Path | str) -> Iterator[Article | Failure | Note]:
    for found in reader.read(source):
        if isinstance(found, Failure):
            yield found
        elif isinstance(found, Sourced):
            yield from (Note(found.source, note) for note in found.notes)
            yield found.article
