"""Sources: files that become articles."""

from corpus.sources.files import find_files, read_file

__all__ = ["find_files", "read_file"]
