"""Sources: files, folders, pages and feeds that become articles."""

from typing import TYPE_CHECKING, Any

from corpus.sources.draft import Item, Options, Sourced, Visit

if TYPE_CHECKING:
    from corpus.sources.files import find_files, read_file
    from corpus.sources.reading import SourceParser, read

__all__ = ["Item", "Options", "SourceParser", "Sourced", "Visit", "find_files", "read", "read_file"]


def __getattr__(name: str) -> Any:
    # The formats are imported where something is read: a question reads none.
    if name in ("find_files", "read_file"):
        from corpus.sources import files

        return getattr(files, name)
    if name in ("SourceParser", "read"):
        from corpus.sources import reading

        return getattr(reading, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
