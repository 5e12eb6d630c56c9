"""Reading again what was added by address."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from json import dumps
from typing import TYPE_CHECKING

from corpus.intake import Intake, take_in
from corpus.reports import RefreshReport
from corpus.sources.items import Item, Options, Sourced, Visit
from corpus.visits import Address

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
        earlier = {each.url: each.visit for each in addresses}
        options = replace(options, visits=earlier, fields={}, follow=True)
        groups: dict[str, list[Address]] = {}
        for each in addresses:
            if every or not each.followed:
                groups.setdefault(dumps(each.options, sort_keys=True), []).append(each)
        news = _News(addresses, set(store.visits.removed()))
        for group in groups.values():
            own = replace(options, **group[0].options)
            with Intake(store, own, news.report, progress) as intake:
                for found in news.of(group, own):
                    intake.take(found)
    return news.report


class _News:
    """Tells what is new from what is known, and reads no address twice."""

    def __init__(self, addresses: list[Address], removed: set[str]) -> None:
        self.report = RefreshReport()
        self._known = {each.url: each for each in addresses}
        self._removed = removed
        self._seen: set[str] = set()

    def of(self, addresses: list[Address], options: Options) -> Iterator[Item]:
        """What addresses hold now that is to be stored."""
        items = take_in((each.url for each in addresses if each.url not in self._seen), options)
        for found in items:
            if isinstance(found, Visit):
                self._seen.add(found.url)
                known = self._known.get(found.url)
                if known and found.outcome == "gone":
                    next(items)  # the failure that says so
                    self.report.gone += [] if known.gone else [found.url]
                elif known and found.outcome == "unchanged" and known.article_id:
                    self.report.unchanged.append(known.article_id)
                yield found
            elif not (isinstance(found, Sourced) and self._was_removed(found)):
                yield found

    def _was_removed(self, found: Sourced) -> bool:
        return any(each.id in self._removed for each in (found.article, found.own) if each)
