"""Work in a thread that ends soon after nobody waits for it any more."""

from collections.abc import Generator
from contextlib import closing
from typing import TypeVar

from anyio import from_thread

__all__ = ["last_step"]

_T = TypeVar("_T")


def last_step(steps: Generator[object, None, None], kind: type[_T]) -> _T:
    """Take one step after the other, and return the last, which is of that kind.

    Runs in a thread of anyio's. When the task that waits for it is cancelled, the steps are closed
    after the one in progress.
    """
    with closing(steps):
        for step in steps:
            # First, so that a result that is there is not thrown away.
            if isinstance(step, kind):
                return step
            # Asked again and again: Python has no way to stop a thread from outside.
            from_thread.check_cancelled()
    raise AssertionError(f"the last step is no {kind.__name__}")
