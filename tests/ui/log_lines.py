"""The log as ``ONRECORD_LOG`` has it, read line by line."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import StringIO
from typing import Any

import pytest

from ui.serving.json_log import start_log

Lines = Callable[[], list[dict[str, Any]]]


@contextmanager
def logged(kind: str, raw: StringIO | None = None) -> Iterator[Lines]:
    """Write the log of this process as lines; what is yielded returns those written so far."""
    stream = raw or StringIO()

    def lines() -> list[dict[str, Any]]:
        return [json.loads(line) for line in stream.getvalue().splitlines()]

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ONRECORD_LOG", kind)
        start_log(stream)
        try:
            yield lines
        finally:
            patch.delenv("ONRECORD_LOG")
            start_log()
