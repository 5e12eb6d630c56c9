"""The sentences that tell most of a text: those that together stand nearest to all the others."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from assistant.reader.evidence import Evidence

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Embed = Callable[[Sequence[str]], NDArray[np.float32]]

__all__ = ["telling"]

_MOST_COMPARED: Final = 80
"""Sentences of a text that are compared with each other: the first ones."""
_FEWEST_WORDS, _MOST_WORDS = 6, 40
"""Words of a sentence that can tell something by itself; those from which a longer one gains no
more."""
_EARLY: Final = 0.5
"""How much more a text's first sentence weighs than its middle, as a share."""
_SUBJECT: Final = 0.5
"""How much more a sentence weighs that is the headline's very words, as a share."""


def telling(
    quotes: Sequence[Evidence], embed: "Embed", most: int, subject: str = ""
) -> list[Evidence]:
    """Return the sentences that tell most of a text, in the text's order.

    Chosen one by one so that each sentence of the text has one near it (facility location, as Lin
    and Bilmes 2011 summarise with), where early sentences and those near the subject weigh more.
    What a sentence adds is multiplied by the square root of its length: a short one tells less.

    Args:
        quotes: The statements of the text, in order.
        embed: Returns the unit vectors of texts.
        most: How many at most.
        subject: A headline, or a few words that the text is about.
    """
    import numpy as np

    long = [quote for quote in quotes if len(quote.quote.split()) >= _FEWEST_WORDS]
    quotes = (long or list(quotes))[:_MOST_COMPARED]
    if len(quotes) <= most:
        return list(quotes)
    vectors = embed([subject or quotes[0].quote, *(quote.quote for quote in quotes)])
    about, vectors = vectors[0], vectors[1:]
    near = np.maximum(vectors @ vectors.T, 0)
    place = np.linspace(1, -1, len(quotes))
    weight = (1 + _EARLY + _EARLY * place) * (1 + _SUBJECT * (vectors @ about))
    length = np.sqrt([min(len(quote.quote.split()), _MOST_WORDS) for quote in quotes])
    covered = np.zeros(len(quotes))
    chosen: list[int] = []
    while len(chosen) < most:
        gain = (weight * np.maximum(near - covered, 0)).sum(axis=1) * length
        gain[chosen] = -1  # less than any gain, so that none comes twice
        chosen.append(int(gain.argmax()))
        covered = np.maximum(covered, near[chosen[-1]])
    return [quotes[index] for index in sorted(chosen)]
