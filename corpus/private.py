"""Files that nobody but their owner may read, whatever the umask is."""

import os
import stat
from contextlib import suppress
from pathlib import Path

__all__ = ["FILE", "FOLDER", "make_private", "make_tree_private", "private"]

FILE, FOLDER = 0o600, 0o700
"""Modes that let only the owner in."""


def private(path: str, flags: int) -> int:
    """Open for ``open(..., opener=private)``: a file that is made is its owner's alone."""
    return os.open(path, flags, FILE)


def make_private(*paths: Path) -> None:
    """Close files and folders to everybody but their owner, who gets no right back.

    What is not there, is a link, or is not ours to change is left as it is, and so is a folder in
    which everybody may put things (``/tmp``).
    """
    for path in paths:
        with suppress(OSError):  # gone meanwhile, another's, or on a disk that knows no modes
            mode = path.lstat().st_mode
            most = FILE if stat.S_ISREG(mode) else FOLDER if stat.S_ISDIR(mode) else None
            # A folder with the sticky bit is everybody's, as /tmp is, and not ours to close.
            if most and not mode & stat.S_ISVTX and stat.S_IMODE(mode) & ~most:
                path.chmod(stat.S_IMODE(mode) & most)


def make_tree_private(folder: Path) -> None:
    """Close a folder and all that is in it, as ``make_private`` does."""
    make_private(folder)
    for parent, folders, files in os.walk(folder):
        make_private(*(Path(parent, name) for name in (*folders, *files)))
