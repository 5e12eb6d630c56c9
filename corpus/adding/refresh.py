"""Refresh: reading again the addresses that articles were added from."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from json import dumps
from typing import TYPE_CHECKING

from corpus.adding.add import Intake, take_in
from corpus.reports import RefreshReport
from corpus.sources.draft import Address, Item, Options, Sourced, Visit

if TYPE_CHECKING:
    from corpus.store import Store

__all__ = ["refresh"]


def refresh(
    store: "Store",
    options: Options,
    *,
    every: bool,
    progress: "Callable[[str], None] | None" = None,
) -> RefreshReport:
    """Read the addresses in a store again, as far as they have changed.

    Args:
        store: What is refreshed.
        options: How to read; ``fields`` and ``follow`` are those by which an address was added.
        every: Also the pages that feeds once led to and no longer do.
        progress: Called with the name of each article, or of a source that failed.

    Raises:
        StoreBusy: Another refresh of the store is at work.
        StoreError: It cannot be written.
    """
    with store.database.lock("refresh", seconds=0):
        addresses = store.visits.all()
        earlier = {address.url: address.visit for address in addresses}
        # These two are each address's own: whatever it was added by, it is read by again.
        options = replace(options, visits=earlier, fields={}, follow=True)
        groups: dict[str, list[Address]] = {}
        for address in addresses:
            if every or not address.followed:
                # One reader for all that is read alike: it knows when each site was last asked.
                groups.setdefault(dumps(address.options, sort_keys=True), []).append(address)
        news = _News(addresses, set(store.visits.removed()))
        for group in groups.values():
            own = replace(options, **group[0].options)
            with Intake(store, own, news.report, progress) as intake:
                for item in news.of(group, own):
                    intake.take(item)
    return news.report


class _News:
    """Filter of a refresh: passes on what is to be stored, and reads no address twice."""

    def __init__(self, addresses: list[Address], removed: set[str]) -> None:
        self.report = RefreshReport()
        self._known = {address.url: address for address in addresses}
        self._removed = removed
        # A feed may lead to a page that is in the list by itself, too.
        self._seen: set[str] = set()

    def of(self, addresses: list[Address], options: Options) -> Iterator[Item]:
        """Yield what addresses hold now that is to be stored."""
        items = take_in(
            (address.url for address in addresses if address.url not in self._seen), options
        )
        for item in items:
            if isinstance(item, Visit):
                self._seen.add(item.url)
                known = self._known.get(item.url)
                if known and item.outcome == "gone":
                    next(items)  # the failure that says so
                    self.report.gone += [] if known.gone else [item.url]
                elif known and item.outcome == "unchanged" and known.article_id:
                    self.report.unchanged.append(known.article_id)
                yield item
            elif not (isinstance(item, Sourced) and self._was_removed(item)):
                yield item

    def _was_removed(self, sourced: Sourced) -> bool:
        return any(
            article.id in self._removed for article in (sourced.article, sourced.own) if article
        )
