"""What a site lets robots read, and how often we ask it."""

import time
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from corpus.errors import SourceError
from corpus.sources.addresses import Refused
from corpus.sources.decoding import decode
from corpus.sources.fetch import Fetched, Fetcher, Gone, user_agent
from corpus.sources.items import Visit

__all__ = ["Polite"]

_LONGEST = 30.0
"""Seconds between two requests at most, whatever a site asks for."""


class Polite:
    """Fetches what nobody named one by one: the articles behind a feed's links.

    Asks for no address that the site's robots.txt (RFC 9309) excludes, and waits between two
    requests at one host.

    Args:
        fetcher: Does the fetching.
        delay: Seconds between two requests at one host; a site's Crawl-delay, up to 30, is longer.
    """

    def __init__(self, fetcher: Fetcher, delay: float) -> None:
        self._fetcher = fetcher
        self._delay = delay
        self._rules: dict[str, RobotFileParser] = {}
        self._last: dict[str, float] = {}

    def get(self, url: str, earlier: Visit | None = None) -> Fetched:
        """Get an address, if it has changed since an earlier visit.

        Raises:
            SourceError: The site's robots.txt excludes it, or it cannot be read.
        """
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._rules:
            self._rules[site] = self._read_rules(site)
        rules = self._rules[site]
        if not rules.can_fetch(user_agent(), url):
            raise SourceError(f"{url} is not for robots: the site's robots.txt excludes it")
        asked = rules.crawl_delay(user_agent())
        self._wait(site, max(self._delay, min(float(asked or 0), _LONGEST)))
        try:
            return self._fetcher.get(url, earlier)
        finally:
            self._last[site] = time.monotonic()

    def _wait(self, site: str, delay: float) -> None:
        since = time.monotonic() - self._last.get(site, -delay)
        if since < delay:
            time.sleep(delay - since)

    def _read_rules(self, site: str) -> RobotFileParser:
        rules = RobotFileParser()
        try:
            found = self._fetcher.get(f"{site}/robots.txt")
            text = decode(found.data, site, (found.charset,)) if found.data else ""
        except (Gone, Refused):
            text = ""  # no rules; a refused address is refused again with its own reason
        except SourceError as error:
            raise SourceError(f"{site} does not tell what robots may read: {error}") from error
        rules.parse(text.split("\n"))
        return rules
