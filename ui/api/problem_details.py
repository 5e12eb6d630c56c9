"""Errors as problem details (RFC 9457): ``application/problem+json``, without a trace."""

import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final, Self

from corpus import (
    ArticleNotFound,
    InvalidArticle,
    InvalidInput,
    ModelError,
    OnRecordError,
    SettingsError,
    SourceError,
    StoreBusy,
    StoreError,
)
from corpus.text.printing import json_text, plain

if TYPE_CHECKING:
    from pydantic import ValidationError
    from starlette.responses import Response

__all__ = ["MEDIA_TYPE", "Problem", "problem_of"]

MEDIA_TYPE: Final = "application/problem+json"
_URN: Final = "urn:onrecord:problem:"
_MOST_FAULTS: Final = 5
"""Faults of a request that a message names."""
_LONGEST_VALUE: Final = 80
"""Code points of an offending value that a message shows."""
_TRY_AGAIN: Final = "5"
"""Seconds after which a store that another process uses may be free."""

_BY_ERROR: Final[Mapping[type[OnRecordError], tuple[int, str, str]]] = {
    InvalidInput: (422, "invalid-input", "The request makes no sense"),
    InvalidArticle: (422, "invalid-article", "The article cannot be stored"),
    SourceError: (422, "unreadable-source", "The source cannot be read"),
    ArticleNotFound: (404, "article-not-found", "There is no such article"),
    StoreBusy: (503, "store-busy", "The corpus is in use"),
    StoreError: (503, "store-unavailable", "The corpus cannot be used"),
    ModelError: (503, "model-unavailable", "A model cannot be used"),
    SettingsError: (500, "wrong-setting", "The server is set up wrongly"),
    OnRecordError: (503, "unavailable", "The request could not be answered"),
}
"""Status, type and title; the first class that an error belongs to counts."""
_CLIENTS: Final = (InvalidInput, InvalidArticle, SourceError, ArticleNotFound)
"""Errors whose messages are for the client; others name paths, hosts and settings, which are the
operator's to know."""
_CLOSED: Final = "Try again in a while. The server's log says why."
_DEFECT: Final = "Something went wrong on the server's side; its log has the details."

_log = logging.getLogger(__name__)


class Problem(Exception):
    """A problem that the client is told.

    Args:
        status: Of HTTP.
        slug: Names the kind of problem, within ``type``; empty where the status says it all.
        title: The kind of problem in words.
        detail: What is wrong this time, with the offending value, and what to do.
        headers: To send with it.
    """

    def __init__(
        self,
        status: int,
        slug: str,
        title: str,
        detail: str,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.slug = slug
        self.title = title
        self.detail = detail
        self.headers = dict(headers or {})

    @classmethod
    def invalid(cls, error: "ValidationError") -> Self:
        """Return the problem of a request that has not the form of its model."""
        faults = error.errors(include_url=False, include_context=False)
        if faults[0]["type"] == "json_invalid":
            return cls(400, "not-json", "The body is no JSON", faults[0]["msg"])
        told = [_fault(fault) for fault in faults[:_MOST_FAULTS]]
        more = len(faults) - len(told)
        detail = "; ".join([*told, f"and {more} more"] if more else told)
        return cls(422, "invalid-input", "The request makes no sense", detail)

    def to_dict(self) -> dict[str, Any]:
        """Return the members of RFC 9457, and ``error``, where OpenAI's clients look."""
        return {
            "type": _URN + self.slug if self.slug else "about:blank",
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            "error": {
                "message": self.detail,
                "type": self.slug or "http_error",
                "code": self.slug or None,
                "param": None,
            },
        }

    def response(self) -> "Response":
        """Return the response that tells it."""
        from starlette.responses import Response

        headers = {"cache-control": "no-store", **self.headers}
        body = json_text(self.to_dict())
        return Response(body, self.status, headers, media_type=MEDIA_TYPE)


def problem_of(error: Exception) -> Problem:
    """Return what the client is told of an error; what is for the operator goes to the log."""
    from starlette.exceptions import HTTPException

    if isinstance(error, Problem):
        return error
    if isinstance(error, HTTPException):
        return _of_http(error)
    # The table has the special ones first, and the base of all last.
    kind = next((kind for kind in _BY_ERROR if isinstance(error, kind)), None)
    if kind is None:
        _log.error("a request failed", exc_info=error)
        return Problem(500, "defect", "Internal server error", _DEFECT)
    status, slug, title = _BY_ERROR[kind]
    if not isinstance(error, _CLIENTS):
        _log.error("%s", plain(str(error)))
        # Of the others nobody knows when, or if, they pass by themselves.
        headers = {"retry-after": _TRY_AGAIN} if kind is StoreBusy else None
        return Problem(status, slug, title, _CLOSED, headers)
    return Problem(status, slug, title, str(error))


def _fault(fault: Mapping[str, Any]) -> str:
    field = ".".join(map(str, fault["loc"])) or "the body"
    if fault["type"] in ("missing", "extra_forbidden"):
        return f"{field}: {fault['msg']}"
    shown = repr(fault["input"])
    if len(shown) > _LONGEST_VALUE:
        shown = f"{shown[:_LONGEST_VALUE]}…"
    return f"{field} is {shown}: {fault['msg']}"


def _of_http(error: Any) -> Problem:
    status = HTTPStatus(error.status_code)
    details = {
        HTTPStatus.NOT_FOUND: "Nothing is at this path; /openapi.json lists the paths.",
        HTTPStatus.METHOD_NOT_ALLOWED: "This path does not take this method; 'Allow' lists those "
        "that it takes.",
    }
    detail = details.get(status, status.description or status.phrase)
    return Problem(status, "", status.phrase, detail, error.headers)
