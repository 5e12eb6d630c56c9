"""The page of a long list that is asked for: the first, or the one after those told before."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from assistant.answer import Answer

__all__ = ["Page"]

_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class Page:
    """The page of a list that is asked for.

    Where the earlier pages are known, the next has what none of them had: so none is told twice
    and none left out when the list has changed between them. Else it is found by counting.
    """

    number: int = 0
    """Number of pages before it."""
    before: tuple[Answer, ...] = ()
    """The pages before it; empty where the conversation has their text alone, or there are none."""

    @property
    def articles(self) -> frozenset[str]:
        """The ids of the articles that the pages before cite."""
        return frozenset(c.article_id for answer in self.before for c in answer.citations)

    @property
    def places(self) -> frozenset[tuple[str, int]]:
        """The article and the first code point of each quote of the pages before."""
        return frozenset(
            (c.article_id, c.start) for answer in self.before for c in answer.citations
        )

    @property
    def speakers(self) -> frozenset[tuple[str, str | None]]:
        """The article and the name of each speaker whom the pages before quote."""
        return frozenset(
            (citation.article_id, statement.speaker)
            for answer in self.before
            for statement in answer.statements
            for citation in answer.citations
            if citation.number in statement.citations
        )

    def rest(
        self, items: Sequence[_Item], size: int, told: Callable[[_Item], bool]
    ) -> Sequence[_Item]:
        """Return the items from this page on, in their order.

        Args:
            items: The whole list.
            size: How many a page has.
            told: Tells if the pages before have an item.
        """
        if self.before:
            return [item for item in items if not told(item)]
        return items[self.number * size :]
