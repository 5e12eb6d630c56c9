"""Sample articles: one news story and six short briefs on its background, ready to ask about."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corpus.article import Article
    from corpus.corpus import Corpus
    from corpus.reports import AddReport

__all__ = ["TERMS", "add_samples", "samples"]

TERMS = (
    "One of them, a news article of March 2025, belongs to its publisher and is there only to try "
    "questions on; the others were written for On Record."
)
"""Whose the samples are, to be told where they are added; the folder's NOTICE says it too."""


def samples() -> "list[Article]":
    """The sample articles, in the order of their file names.

    The briefs were written for this sample, as their publisher says; the news story stands as
    it was found, with nothing added that its text does not support.

    Raises:
        SourceError: A sample is missing, or altered so that it cannot be read.
    """
    from corpus.sources import find_files, read_file

    return [read_file(path) for path in find_files(Path(__file__).parent)]


def add_samples(corpus: "Corpus", progress: Callable[[str], None] | None = None) -> "AddReport":
    """Add the sample articles to a corpus.

    Args:
        corpus: Takes them.
        progress: Called with the name of each when it is added.

    Raises:
        StoreError: The corpus cannot be written.
    """
    return corpus.add(samples(), progress=progress)
