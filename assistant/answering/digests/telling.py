"""The sentences that tell most of a text: those that together stand nearest to all the others."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from assistant.answering.digests.salience import salience
from assistant.reader.evidence import Evidence

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Embed = Callable[[Sequence[str]], NDArray[np.float32]]

__all__ = ["FEWEST_WORDS", "telling"]

_MOST_COMPARED: Final = 80
"""Sentences of a text that are compared with each other: the first ones."""
FEWEST_WORDS: Final = 6
"""Words of a sentence that can tell something by itself."""


def telling(
    quotes: Sequence[Evidence], embed: "Embed", most: int, subject: str = ""
) -> list[Evidence]:
    """Return the sentences that tell most of a text, in the text's order.

    Chosen one by one so that each sentence of the text has one near it (facility location, as Lin
    and Bilmes 2011 summarise with), where both what is covered and what covers it counts by its
    salience.

    Args:
        quotes: The statements of the text, in order.
        embed: Returns the unit vectors of texts.
        most: How many at most.
        subject: A headline, or a few words that the text is about.
    """
    import numpy as np

    long = [quote for quote in quotes if len(quote.quote.split()) >= FEWEST_WORDS]
    quotes = (long or list(quotes))[:_MOST_COMPARED]
    if len(quotes) <= most:
        return list(quotes)
    texts = [quote.quote for quote in quotes]
    vectors = embed([subject or texts[0], *texts])
    about, vectors = vectors[0], vectors[1:]
    near = np.maximum(vectors @ vectors.T, 0)
    weight = salience(texts, vectors, about)
    covered = np.zeros(len(quotes))
    chosen: list[int] = []
    while len(chosen) < most:
        # What each adds to what is told already, times how much it tells itself.
        gain = (weight * np.maximum(near - covered, 0)).sum(axis=1) * weight
        gain[chosen] = -1  # less than any gain, so that none comes twice
        chosen.append(int(gain.argmax()))
        covered = np.maximum(covered, near[chosen[-1]])
    return [quotes[index] for index in sorted(chosen)]
