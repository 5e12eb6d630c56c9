"""Counts as the page shows them."""

from typing import Final

from corpus.listing import Summary
from corpus.text.dates import spoken_day

__all__ = ["coverage"]

_NAMED: Final = 5
"""Publishers that are named; of the others, how many they are."""


def coverage(summary: Summary) -> str:
    """Describe the corpus in a sentence: how many articles, of when, and by whom."""
    words = [f"The corpus holds {summary.articles:,} article{'' if summary.articles == 1 else 's'}"]
    if summary.days:
        first, last = spoken_day(summary.days[0][0]), spoken_day(summary.days[-1][0])
        words.append(f"of {first}" if first == last else f"from {first} to {last}")
    if summary.publishers:
        names = [name for name, _ in summary.publishers[:_NAMED]]
        more = len(summary.publishers) - len(names)
        others = [f"{more:,} other{'' if more == 1 else 's'}"] if more else []
        words.append(f"by {_listed([*names, *others])}")
    return f"{' '.join(words)}."


def _listed(names: list[str]) -> str:
    """Return the names as they are read out: "A, B and C"."""
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
