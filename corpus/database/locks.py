"""File locks, each held by one process at a time, with a note beside it that names the holder."""

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from socket import gethostname

from corpus.private import FILE, FOLDER

__all__ = ["ProcessLock", "is_alive", "program"]

_SUBCOMMAND = re.compile(r"[a-z-]{1,20}")
_NOTE = re.compile(r"(?P<process>\d{1,20}) (?P<machine>[\w.-]+) (?P<program>[\w. -]{1,100})")


class ProcessLock:
    """A lock on a file. It is released when its holder dies, however that is.

    Args:
        path: The file; made, with its folder, when it does not exist. It stays.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._note = path.with_name(f"{path.name}.holder")

    @contextmanager
    def held(self, seconds: float) -> Iterator[bool]:
        """Hold the lock during the block, if it can be had within so many seconds.

        Yields:
            Whether it is held.

        Raises:
            OSError: The file cannot be written.
        """
        import filelock

        self.path.parent.mkdir(FOLDER, parents=True, exist_ok=True)
        lock = filelock.FileLock(self.path, mode=FILE)
        try:
            lock.acquire(timeout=seconds)
        except filelock.Timeout:
            yield False
            return
        try:
            self._write_note()
            yield True
        finally:
            lock.release()

    def holder(self) -> str:
        """Name the holder, as "onrecord rebuild (pid 4242)"; "another process" if no note says.

        Ask only while it is held: whoever comes to hold it writes the note anew. The note of a
        process that has ended is not believed.
        """
        try:
            note = _NOTE.fullmatch(self._note.read_text(encoding="utf-8", errors="replace"))
        except OSError:
            note = None
        if note is None:
            return "another process"
        # If a process of another machine still runs cannot be told here.
        if note["machine"] != gethostname():
            return f"{note['program']} (pid {note['process']} on {note['machine']})"
        if not is_alive(int(note["process"])):
            return "another process"
        return f"{note['program']} (pid {note['process']})"

    def _write_note(self) -> None:
        # The file is emptied in any case, so that on a full disk another's note does not stay.
        with suppress(OSError):
            file = os.open(self._note, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, FILE)
            try:
                os.write(file, f"{os.getpid()} {gethostname()} {program()}".encode())
            finally:
                os.close(file)


@cache
def program() -> str:
    """Return what this process runs, as "onrecord rebuild": no options and no arguments."""
    path = Path(sys.argv[0] if sys.argv else "")
    name = path.parent.name if path.name == "__main__.py" else path.name
    name = re.sub(r"[^\w.-]", "", name)[:40]
    words = ["python" if not name or name.startswith("-") else name]
    for before, word in zip(sys.argv, sys.argv[1:], strict=False):
        # What follows an option may be its value: "--wait 5".
        is_value = before.startswith("-") and "=" not in before and before != sys.argv[0]
        if not word.startswith("-") and not is_value:
            # Anything else may be a question or a path, and whoever waits reads the note.
            words += [word] if _SUBCOMMAND.fullmatch(word) else []
            break
    return " ".join(words)


def is_alive(process: int) -> bool:
    """Tell if a process of this machine runs, as far as that can be known."""
    if os.name == "nt":
        return True  # there, os.kill would end it
    try:
        os.kill(process, 0)  # signal 0 only asks if it is there
    except (ProcessLookupError, OverflowError):  # no process has a number that large
        return False
    except OSError:  # it is another user's
        return True
    return True
