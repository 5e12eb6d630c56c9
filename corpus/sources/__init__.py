"""Sources: files, folders, pages and feeds that become articles."""

from corpus.sources.draft import Item, Options, Sourced, Visit
from corpus.sources.files import find_files, read_file
from corpus.sources.reading import SourceParser, read

__all__ = ["Item", "Options", "SourceParser", "Sourced", "Visit", "find_files", "read", "read_file"]
