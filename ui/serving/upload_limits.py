"""Limits of uploads: Streamlit's endpoint takes files from every session, however many.

A session may upload once a page of it has drawn an uploader, which no page does where the corpus
is open for reading only, or before its user signed in.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final, cast

from ui.session.uploads import MOST_FILES, MOST_MEGABYTES_HELD

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send
    from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
    from streamlit.runtime.uploaded_file_manager import UploadedFile

__all__ = ["UploadLimits", "allow_uploads", "drop_uploads", "forbid_uploads"]

_PATH: Final = re.compile(r"/_stcore/upload_file/([^/]+)/")
_allowed: Final[set[str]] = set()
"""The sessions that may upload."""


def allow_uploads() -> None:
    """Let the session that is being drawn upload files."""
    from streamlit import runtime

    if runtime.exists():
        # Sessions that are over are dropped, or the set would grow for ever.
        active = runtime.get_instance().is_active_session
        # Of a copy, for sessions are drawn in threads of their own.
        _allowed.difference_update([session for session in set(_allowed) if not active(session)])
    _allowed.add(_session())


def forbid_uploads() -> None:
    """Take no more files from the session that is being drawn."""
    _allowed.discard(_session())


def drop_uploads(files: "Iterable[UploadedFile]") -> None:
    """Drop files that were read; Streamlit would hold them as long as the session."""
    from streamlit import runtime

    if runtime.exists():
        for file in files:
            _manager().remove_file(_session(), file.file_id)


class UploadLimits:
    """ASGI middleware that refuses uploads of sessions that may not, and those that are too much.

    A session holds ``MOST_FILES`` files and ``MOST_MEGABYTES_HELD`` at most at a time.

    Args:
        app: What requests are passed on to.
        held: The sizes, in bytes, of the files that a session holds.
    """

    def __init__(self, app: "ASGIApp", held: Callable[[str], list[int]] | None = None) -> None:
        self._app = app
        self._held = held or _held
        self._coming: dict[str, list[int]] = defaultdict(list)

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Pass the request on, unless it is an upload to be refused."""
        upload = _PATH.search(scope.get("path", "")) if scope["type"] == "http" else None
        if not upload or scope["method"] != "PUT":
            await self._app(scope, receive, send)
            return
        session = upload[1]
        length = _length(scope)
        if session not in _allowed:
            await _refuse(403, "No files can be added here.", scope, receive, send)
        elif length is None:
            await _refuse(411, "Say how long the file is.", scope, receive, send)
        elif self._too_much(session, length):
            reason = (
                f"These are more than {MOST_FILES} files or {MOST_MEGABYTES_HELD} MB together; "
                "add the ones before first."
            )
            await _refuse(413, reason, scope, receive, send)
        else:
            # While they come in they count too: many at once would else all be let through.
            coming = self._coming[session]
            coming.append(length)
            try:
                await self._app(scope, receive, send)
            finally:
                coming.remove(length)
                if not coming:
                    self._coming.pop(session, None)

    def _too_much(self, session: str, length: int) -> bool:
        sizes = [*self._held(session), *self._coming.get(session, ()), length]
        return len(sizes) > MOST_FILES or sum(sizes) > MOST_MEGABYTES_HELD << 20


def _held(session: str) -> list[int]:
    """Return the sizes of the files that Streamlit holds for a session, in bytes."""
    return [len(file.data) for file in list(_manager().file_storage.get(session, {}).values())]


def _manager() -> "MemoryUploadedFileManager":
    """Return Streamlit's manager of uploaded files."""
    from streamlit import runtime

    return cast("MemoryUploadedFileManager", runtime.get_instance().uploaded_file_mgr)


def _length(scope: "Scope") -> int | None:
    from starlette.datastructures import Headers

    length = Headers(scope=scope).get("content-length", "")
    return int(length) if length.isascii() and length.isdigit() else None


async def _refuse(
    status: int, reason: str, scope: "Scope", receive: "Receive", send: "Send"
) -> None:
    from starlette.responses import PlainTextResponse

    await PlainTextResponse(reason, status)(scope, receive, send)


def _session() -> str:
    from streamlit.runtime.scriptrunner import get_script_run_ctx

    context = get_script_run_ctx()
    return context.session_id if context else ""
