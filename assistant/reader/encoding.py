"""The format of the reader's input, the same in training and at run time.

`[CLS] question [SEP] header passage [SEP]`, the second segment with token type 1. The header,
"title (date)", a title or nothing, is context only: spans lie in the passage.
"""

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["MAX_CLAIM", "MAX_HEADER", "MAX_QUESTION", "Encoded", "encode", "windows"]

CLS, SEP = 101, 102
"""The word pieces `[CLS]` and `[SEP]` in BERT's vocabulary."""
MAX_QUESTION = 48
"""Of a question, at most so many tokens are read."""
MAX_CLAIM = 96
"""Of a claim, which stands in the question's place, at most so many tokens are read at once."""
MAX_HEADER = 32
"""Of a header, at most so many tokens are read."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """One input of the network.

    Attributes:
        ids: Token ids.
        second: Index of the first token of the second segment.
        first: Index of the passage's first token; its last is the one but last of `ids`.
    """

    ids: list[int]
    second: int
    first: int


def encode(
    question: Sequence[int],
    header: Sequence[int],
    passage: Sequence[int],
    most: int = MAX_QUESTION,
) -> Encoded:
    """Join three lists of token ids without special tokens, cutting question and header.

    Args:
        question: Of the question, or of a claim.
        header: Of the header.
        passage: Of the passage.
        most: How many of the question's are kept.
    """
    question, header = question[:most], header[:MAX_HEADER]
    # Behind [CLS], the question and [SEP].
    second = len(question) + 2
    ids = [CLS, *question, SEP, *header, *passage, SEP]
    return Encoded(ids, second, second + len(header))


def windows(length: int, room: int, overlap: int) -> list[tuple[int, int]]:
    """Cover `[0, length)` by ranges of at most `room` that share at least `overlap`.

    The ranges are of nearly equal length; there is one, perhaps empty, if all fits.
    """
    if length <= room:
        return [(0, length)]
    # Rounded up: neighbours may share more than they must.
    count = -(-(length - overlap) // (room - overlap))
    starts = [round(number * (length - room) / (count - 1)) for number in range(count)]
    return [(start, start + room) for start in starts]
