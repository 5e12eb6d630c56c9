# ruff: noqa: S311 - seeded randomness is what makes a run repeatable
"""All pairs that the judge learns from, written to a file.

Run ``python -m assistant.judge.training.pairs DATA FOLDER``.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import zlib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from multiprocessing import Pool
from pathlib import Path
from typing import Any, Final

from assistant.judge.selection import WORDS, best_sentences
from assistant.judge.training.making import Maker, Pair
from assistant.judge.training.rules import CONTRADICTED, NOT_TOLD, SUPPORTED, UNSUPPORTED, Material
from assistant.judge.training.texts import materials, split
from assistant.judge.training.written import written_pairs
from assistant.reader.training.data.examples import rows
from assistant.reader.training.data.news_articles import CLAIMS, NEWS_SOURCES, plain

LONGEST: Final = 45
"""Words of a claim that is altered."""
HELD_OUT: Final = 20
"""Pairs of one text in so many measure, and are never trained on."""
_CONTRADICTING: Final = frozenset({"REFUTES", "contradiction"})
_WEIGHTS: Final = {
    "vectara_llm": 0.5,
    "snli_dev": 0.5,
    "med": 0.5,
    "alexa_dialog": 0.7,
    "begin": 0.7,
    "dialfact": 0.7,
    "q2": 0.7,
}
_SEEDS: Final = NEWS_SOURCES | {
    "wikisplit", "onestop_rewrite", "fever_nli", "fool_me_twice", "summedits_other", "paws",
    "factcheckgpt", "gensearch", "expertqa", "attributedqa", "fever_symmetric",
}  # fmt: skip
"""The sources whose supported claims are altered."""


@lru_cache(maxsize=4096)
def _sentences(evidence: str) -> tuple[str, ...]:
    return tuple(split(evidence))


def evidence_for(claim: str, evidence: str) -> str:
    """Return the sentences of a text that are held against a claim, as at run time."""
    if len(evidence.split()) <= WORDS:
        return " ".join(evidence.split())
    sentences = _sentences(evidence)
    return " ".join(sentences[index] for index in best_sentences(claim, sentences))


def label_of(row: dict[str, Any]) -> str:
    """Return what the text of a public pair says of its claim."""
    if row["label"]:
        return SUPPORTED
    if row["kind"] in _CONTRADICTING or row["source"].endswith("_swap"):
        return CONTRADICTED
    return NOT_TOLD if row["kind"] == "neutral" else UNSUPPORTED


def public_pairs(data: Path) -> Iterator[Pair]:
    """Give the public pairs."""
    for row in rows(data / CLAIMS):
        yield {
            "claim": row["claim"],
            "evidence": evidence_for(row["claim"], plain(row["evidence"])),
            "header": "",
            "label": label_of(row),
            "source": row["source"],
            "kind": "public",
            "weight": _WEIGHTS.get(row["source"], 1.0),
            "doc": row["doc"],
        }


def made_pairs(data: Path, seed: int, most: int, part: int = 0, parts: int = 1) -> Iterator[Pair]:
    """Give the pairs that are made from texts and from supported claims.

    Args:
        data: The folder of training data.
        seed: What all choices come from.
        most: How many sentences of an article are used.
        part: Which part of the texts to use.
        parts: Into how many they are divided.
    """

    def in_part(doc: str) -> bool:
        return zlib.crc32(doc.encode()) // HELD_OUT % parts == part

    rng = random.Random(seed)
    gathered = materials(rng, data)
    maker = Maker(seed + part)
    news = [material for material in gathered if material.news]
    others = {flag: next(m for m in gathered if m.news is flag).others for flag in (True, False)}
    for row in rows(data / CLAIMS):
        claim = row["claim"].strip()
        if not row["label"] or not in_part(row["doc"]) or row["source"] not in _SEEDS:
            continue
        if len(claim.split()) > LONGEST:
            continue
        if not claim[:1].isupper() or not claim.endswith(".") or "*" in claim:
            continue
        sentences = list(_sentences(plain(row["evidence"])))
        is_news = row["source"] in NEWS_SOURCES or row["source"].startswith("onestop")
        pool = rng.choice(news).others if is_news else others[False]
        material = Material(row["doc"], f"made_{row['source']}", sentences, is_news, pool)
        trust = _WEIGHTS.get(row["source"], 1.0)
        yield from maker.from_claim(claim, material, trust)
    rng.shuffle(gathered)
    for material in gathered:
        if in_part(material.doc):
            yield from maker.from_text(material, most if material.news else 2)


def distinct(pairs: Iterable[Pair]) -> Iterator[Pair]:
    """Give each pair of claim and evidence once."""
    seen: set[int] = set()
    for pair in pairs:
        key = hash((pair["claim"], pair["evidence"]))
        if key not in seen and pair["evidence"]:
            seen.add(key)
            yield pair


def write(pairs: Iterable[Pair], file: Path) -> None:
    """Write pairs, into their place only when all are written: those of one text together."""
    part = file.with_suffix(".part")
    with gzip.open(part, "wt", encoding="utf-8", compresslevel=6) as lines:
        for pair in sorted(pairs, key=lambda pair: str(pair["evidence"])):
            lines.write(json.dumps(pair, ensure_ascii=False) + "\n")
    part.replace(file)


def _made(data: Path, seed: int, most: int, part: int, parts: int) -> list[Pair]:
    return list(distinct(made_pairs(data, seed, most, part, parts)))


def main() -> None:
    """Make all pairs and write those to train on and those to measure with."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="folder of training data")
    parser.add_argument("folder", type=Path, help="where the files go")
    parser.add_argument("--seed", type=int, default=17)
    parser.add_argument("--most", type=int, default=14, help="sentences of an article to use")
    parser.add_argument("--parts", type=int, default=2, help="processes")
    asked = parser.parse_args()
    jobs = [(asked.data, asked.seed, asked.most, part, asked.parts) for part in range(asked.parts)]
    with Pool(asked.parts) as pool:
        made = pool.starmap(_made, jobs)
        pairs = [
            *distinct(public_pairs(asked.data)),
            *(pair for part in made for pair in part),
            *distinct(written_pairs(asked.data)),
        ]
    trained: list[Pair] = []
    held: list[Pair] = []
    for pair in pairs:
        of_held = zlib.crc32(pair.pop("doc").encode()) % HELD_OUT == 0
        (held if of_held else trained).append(pair)
    write(held, asked.folder / "claims_held.jsonl.gz")
    write(trained, asked.folder / "claims.jsonl.gz")


if __name__ == "__main__":
    main()
