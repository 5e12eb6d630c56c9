"""Items of every kind in flat arrays, drawn once and kept in a file that training reads whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from assistant.judge.training.rules import CONTRADICTED, NOT_TOLD, SUPPORTED, UNSUPPORTED
from assistant.reader.encoding import MAX_CLAIM, MAX_HEADER, encode
from assistant.reader.span_model import WINDOW
from assistant.reader.training.data.examples import rows
from assistant.reader.training.data.sampler import Item

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from tokenizers import Tokenizer

Drawn = dict[str, "NDArray[Any]"]
"""Items as arrays, each under its name in ``TYPES``."""
TYPES: Final = {
    "ids": np.uint16,
    "length": np.uint16,
    "second": np.uint8,
    "first": np.uint8,
    "start": np.int16,
    "end": np.int16,
    "answerable": np.uint8,
    "label": np.uint8,
    "weight": np.float16,
    "verdict": np.int8,
}
"""``ids`` has the tokens of all items one after another; of the others each item has one:

- ``length``, ``second`` and ``first`` as in ``Item``;
- ``start`` and ``end``: the span, its end inclusive; (0, 0) without an answer, -1 if not known;
- ``answerable``: 1 if the passage answers;
- ``label``: of a claim, its place in ``LABELS``; ``ASKED`` of a question;
- ``weight``: how much a claim counts;
- ``verdict``: of a question of yes or no, its place in ``VERDICTS``, -1 if not known.
"""
LABELS: Final = (SUPPORTED, CONTRADICTED, NOT_TOLD, UNSUPPORTED)
ASKED: Final = 255
UNCLEAR: Final = "unclear"
VERDICTS: Final = ("yes", "no", UNCLEAR)
"""What a passage says to a question of yes or no."""


def from_items(items: Iterable[Item], claims: bool = False) -> Drawn:
    """Return items as arrays.

    Args:
        items: What was drawn.
        claims: They have a statement in the question's place: the passage supports it where it
            answers, and it is not known why not where it does not.
    """
    lists: dict[str, list[Any]] = {name: [] for name in TYPES}
    for item in items:
        label = LABELS.index(SUPPORTED if item.answerable else UNSUPPORTED) if claims else ASKED
        _add(lists, item, label, 1.0)
    return _arrays(lists)


def from_pairs(file: Path, tokenizer: Tokenizer) -> Drawn:
    """Return the pairs of a file that ``assistant.judge.training.pairs`` wrote as arrays."""
    pairs = rows(file)
    texts = (
        tokenizer.encode_batch([pair[name] or "" for pair in pairs], add_special_tokens=False)
        for name in ("claim", "header", "evidence")
    )
    lists: dict[str, list[Any]] = {name: [] for name in TYPES}
    for pair, claim, header, evidence in zip(pairs, *texts, strict=True):
        said, head = claim.ids[:MAX_CLAIM], header.ids[:MAX_HEADER]
        room = WINDOW - 3 - len(said) - len(head)
        encoded = encode(said, head, evidence.ids[:room], MAX_CLAIM)
        supported = pair["label"] == SUPPORTED
        item = Item(encoded.ids, encoded.second, encoded.first, None, supported)
        _add(lists, item, LABELS.index(pair["label"]), pair["weight"])
    return _arrays(lists)


def _add(lists: dict[str, list[Any]], item: Item, label: int, weight: float) -> None:
    start, end = item.span or (-1, -1)
    lists["ids"] += item.ids
    verdict = VERDICTS.index(item.verdict) if item.verdict else -1
    told = (
        len(item.ids), item.second, item.first, start, end, item.answerable, label, weight, verdict
    )  # fmt: skip
    for name, value in zip(list(TYPES)[1:], told, strict=True):
        lists[name].append(value)


def _arrays(lists: dict[str, list[Any]]) -> Drawn:
    return {name: np.array(values, TYPES[name]) for name, values in lists.items()}


def join(parts: Sequence[Drawn]) -> Drawn:
    """Return the items of all parts, one part after another."""
    return {name: np.concatenate([part[name] for part in parts]) for name in TYPES}


def save(drawn: Drawn, file: Path) -> None:
    """Write items, into their place only when all are written."""
    part = file.with_suffix(".part.npz")
    stored: dict[str, Any] = {**drawn}
    np.savez(part, **stored)
    part.replace(file)


def load(file: Path) -> Drawn:
    """Read what ``save`` wrote."""
    with np.load(file) as stored:
        return {name: stored[name] for name in TYPES}
