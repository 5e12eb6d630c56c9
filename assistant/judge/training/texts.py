# ruff: noqa: PLR2004 - how long a sentence may be is told where it is used
"""The texts that pairs are made from: articles of news, passages of encyclopaedias."""

from __future__ import annotations

import random
from collections import defaultdict
from pathlib import Path

from assistant.judge.training.rules import Material
from assistant.judge.training.wording import usable
from assistant.reader.training.data.examples import is_held_out, rows, title_of
from assistant.reader.training.data.news_articles import CLAIMS, NEWS_SOURCES, plain
from corpus.text.sentences import sentence_ranges

_LONGEST = 1300
"""Words of the articles that are taken."""
_OTHERS = 400
"""Sentences of other texts that inventions for one text are taken from."""


def split(text: str) -> list[str]:
    """Return the sentences of a text, each on one line."""
    return [" ".join(text[low:high].split()) for low, high in sentence_ranges(text)]


def _news(data: Path) -> list[Material]:
    longest: dict[str, str] = {}
    for row in rows(data / CLAIMS):
        if row["source"] in NEWS_SOURCES and 60 <= len(row["evidence"].split()) <= _LONGEST:
            text = plain(row["evidence"])
            if len(text) > len(longest.get(row["doc"], "")):
                longest[row["doc"]] = text
    return [Material(doc, "made_news", split(text), True) for doc, text in longest.items()]


def _passages(data: Path) -> list[Material]:
    seen: dict[str, Material] = {}
    for source in ("squad1_train", "qamr", "qasrl_gs"):
        for row in rows(data / "train" / f"{source}.jsonl.gz"):
            text = row["context"]
            wiki = source == "squad1_train"
            if text in seen or is_held_out(source, title_of(row)):
                continue
            if not wiki and row.get("domain") != "wikinews":
                continue
            doc = f"squad:{title_of(row)}" if wiki else ":".join(row["id"].split(":")[:3])
            sentences = [" ".join(s.split()) for s in row["sentences"] or split(text)]
            seen[text] = Material(
                doc, "made_wiki" if wiki else "made_wikinews", sentences, not wiki
            )
    return list(seen.values())


def materials(rng: random.Random, data: Path) -> list[Material]:
    """Return all texts, each with sentences of others of its kind.

    Args:
        rng: Where the choice of sentences comes from.
        data: The folder of training data.
    """
    gathered = _news(data) + _passages(data)
    pools: dict[bool, list[str]] = defaultdict(list)
    for material in gathered:
        pools[material.news] += filter(usable, material.sentences)
    for material in gathered:
        material.others = rng.sample(pools[material.news], _OTHERS)
    return gathered
