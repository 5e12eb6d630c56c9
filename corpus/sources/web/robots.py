"""Rules of robots.txt, and delays between the requests at one site."""

import time
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from corpus.errors import SourceError
from corpus.sources.draft import Visit
from corpus.sources.web.fetch import AskedToWait, Fetched, Fetcher, Gone, user_agent
from corpus.sources.web.public_addresses import Refused
from corpus.text.decoding import decode

if TYPE_CHECKING:
    from protego import Protego

__all__ = ["Polite"]

_LONGEST = 30.0
"""Seconds between two requests at most, whatever a site asks for."""


class Polite:
    """Fetcher that keeps to delays and to robots.txt.

    It waits between two requests at one host, and asks no more of one that wants to be left alone.
    Of the addresses that nobody named one by one, the articles behind a feed's links, it asks for
    none that the site's robots.txt (RFC 9309) excludes.

    Args:
        fetcher: Does the fetching.
        delay: Seconds between two requests at one host; a site's Crawl-delay, up to 30, is longer.
    """

    def __init__(self, fetcher: Fetcher, delay: float) -> None:
        self._fetcher = fetcher
        self._delay = delay
        self._rules: dict[str, Protego] = {}
        self._last: dict[str, float] = {}
        # Sites that asked to be left alone, with their words: nothing more is asked of them.
        self._resting: dict[str, str] = {}

    def get(self, url: str, earlier: Visit | None = None, *, named: bool = False) -> Fetched:
        """Get an address, if it has changed since an earlier visit.

        Args:
            url: The address.
            earlier: The visit after which an unchanged page need not be sent again.
            named: Somebody asked for this very address.

        Raises:
            SourceError: The site's robots.txt excludes it, or it cannot be read.
        """
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site in self._resting:
            raise AskedToWait(f"{url} was not asked for: {self._resting[site]}")
        self._wait(site, self._delay if named else self._asked_delay(site, url))
        try:
            return self._fetcher.get(url, earlier)
        except AskedToWait as error:
            self._resting[site] = str(error)
            raise
        finally:
            # A request that failed was one, too.
            self._last[site] = time.monotonic()

    def _asked_delay(self, site: str, url: str) -> float:
        """Return the seconds to leave between two requests, if the site allows the address."""
        if site not in self._rules:
            self._rules[site] = self._read_rules(site)
        rules = self._rules[site]
        if not rules.can_fetch(url, user_agent()):
            raise SourceError(f"{url} is not for robots: the site's robots.txt excludes it")
        asked = float(rules.crawl_delay(user_agent()) or 0)
        return max(self._delay, min(asked, _LONGEST))

    def _wait(self, site: str, delay: float) -> None:
        # A site that was not asked yet is asked at once.
        since = time.monotonic() - self._last.get(site, -delay)
        if since < delay:
            time.sleep(delay - since)

    def _read_rules(self, site: str) -> "Protego":
        from protego import Protego

        try:
            answer = self._fetcher.get(f"{site}/robots.txt")
            text = decode(answer.data, site, (answer.charset,)) if answer.data else ""
        except (Gone, Refused):
            text = ""  # no rules; a refused address is refused again with its own reason
        except SourceError as error:
            raise SourceError(f"{site} does not tell what robots may read: {error}") from error
        return Protego.parse(text)
