"""Access to the API: who calls, by which key, as what, and how often."""

import math
import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from ui.api.api_keys import ApiKey, ApiKeys, matching
from ui.api.problem_details import Problem
from ui.api.roles import ROLES, Role

if TYPE_CHECKING:
    from starlette.datastructures import Headers

__all__ = ["Access"]

MINUTE: Final = 60.0
"""Seconds over which questions are counted."""
_FORWARDED: Final = ("forwarded", "via", "x-forwarded-", "x-real-ip")
"""Beginnings of headers of proxies: whoever is behind one is no user of this computer."""


class Access:
    """Decides on every request by its key. Thread-safe.

    Args:
        keys: Those that open the API.
        local: Whether only users of this computer reach the server: without any key, everything
            is open to them.
        clock: Gives seconds that only rise.
    """

    def __init__(
        self, keys: ApiKeys, *, local: bool, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._keys = keys
        self._open = local and not keys.all()
        self._clock = clock
        self._asked: defaultdict[str, deque[float]] = defaultdict(deque)
        self._lock = threading.Lock()

    def caller(self, headers: "Headers") -> ApiKey | None:
        """Return the key by which a request comes; None for a user of this computer.

        Raises:
            Problem: 401 without a key that is known.
            StoreError: The keys cannot be read.
        """
        keys = self._keys.all()
        # Once there was a key the server stays closed: revoking the last must open nothing.
        self._open = self._open and not keys
        if self._open and not any(name.startswith(_FORWARDED) for name in headers):
            return None
        scheme, _, given = headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not given.strip():
            raise _unauthorised("Send a key: 'Authorization: Bearer onrecord_…'.")
        key = matching(keys, given.strip())
        if key is None:
            raise _unauthorised("This key is unknown or was revoked; ask for another.")
        return key

    def admit(self, key: ApiKey | None, role: Role, *, question: bool) -> None:
        """Let a caller through, or say why not.

        Args:
            key: As ``caller`` returned it.
            role: The least that the request needs.
            question: Whether it is to count as a question, or several, of its minute (``count``).

        Raises:
            Problem: 401 or 403 without the role, 429 when the minute's questions are used up.
        """
        if key is None:
            if role == "admin":  # not every user of this computer is the operator
                raise _unauthorised(
                    "This needs a key with the role admin; make one with "
                    "'onrecord keys add NAME --role admin'."
                )
            return
        if ROLES.index(key.role) < ROLES.index(role):
            raise Problem(
                403,
                "role-missing",
                "The key may not do this",
                f"The key {key.name!r} has the role {key.role}; this needs the role {role}.",
            )
        # Before the body is read it is not known as how many it counts: one at the least. ``count``
        # takes the whole number, once it is known.
        if question:
            with self._lock:
                self._make_room(key, 1)

    def count(self, key: ApiKey, questions: int) -> None:
        """Count a request of a key that was let through.

        Args:
            key: As ``caller`` returned it.
            questions: As how many it counts; more than the key's rate count as the whole minute.

        Raises:
            Problem: 429 when so many are too many; then none of them is counted.
        """
        with self._lock:
            number = min(questions, key.rate)
            asked = self._make_room(key, number)
            asked.extend([self._clock()] * number)

    def _make_room(self, key: ApiKey, number: int) -> deque[float]:
        """Return when the questions of the last minute were asked, if so many more may be.

        Raises:
            Problem: 429.
        """
        now, asked = self._clock(), self._asked[key.name]
        while asked and asked[0] <= now - MINUTE:
            asked.popleft()
        if (over := len(asked) + number - key.rate) > 0:
            # Until as many of the oldest are a minute old.
            wait = math.ceil(asked[over - 1] + MINUTE - now)
            raise Problem(
                429,
                "rate-exceeded",
                "Too many questions",
                f"The key {key.name!r} may ask {key.rate} questions a minute; "
                f"ask again in {wait} seconds.",
                {"retry-after": str(wait)},
            )
        return asked


def _unauthorised(detail: str) -> Problem:
    headers = {"www-authenticate": 'Bearer realm="onrecord"'}
    return Problem(401, "key-missing", "No valid key", detail, headers)
