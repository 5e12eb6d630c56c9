# ruff: noqa: PLR2004, S311 - chances are told where they are used; seeded, a run is repeatable
"""Make pairs from texts: sentences altered and faithful, each with the text it is held against."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from assistant.judge.selection import best_sentences
from assistant.judge.training import alterations, faithful, inventions
from assistant.judge.training.frames import framed
from assistant.judge.training.rules import CONTRADICTED, NOT_TOLD, SUPPORTED, Material, Rule
from assistant.judge.training.wording import opens_plainly, usable
from corpus.hit import header
from corpus.text.search_terms import stems

ALTERED: tuple[Rule, ...] = alterations.RULES + inventions.RULES
FAITHFUL: tuple[Rule, ...] = faithful.RULES
_KEEPING = [rule for rule in FAITHFUL if rule.kind in faithful.KEEPING]
_SHORTENING = [rule for rule in FAITHFUL if "dropped" in rule.kind or rule.kind == "half"]
_RARE_FAITHFUL = [rule for rule in FAITHFUL if rule.kind in faithful.RARE]
_RARE_ALTERED = [
    rule
    for rule in ALTERED
    if rule.kind
    in {
        "hedge dropped", "claim as fact", "condition dropped", "cause for sequence", "speaker",
        "negation scope", "cause swapped", "currency", "modality", "quantity beyond",
        "cause turned", "quantity against", "negation dropped", "stale", "points",
        "passive turned", "unit",
    }
]  # fmt: skip
_SHORTENED, _REWRITTEN, _COUNTERPART, _MIRRORED, _SINGLE, _WIDE = 0.25, 0.5, 0.35, 0.25, 0.25, 0.2
"""Chances: that a sentence is shortened before it is altered, that the altered one is
reworded too, that it gets a text that says it, that the old sentence gets that text, that one
sentence is the evidence, that the evidence is long."""
_BROKEN = re.compile(
    r"  | ,|\.\.|,\.|,,|\b(\w+) \1\b|\b(?:a|an|the|of) (?:a|an|the|of|is|was)\b|"
    r"\bto (?:will|has)\b|\b(?:is|was|are|were|be|has|have|will|would|can) (?:will|must)\b|"
    r"^\W*[a-z]"
)
Pair = dict[str, Any]


def sound(claim: str, old: str) -> bool:
    """Tell if a made sentence is one, and another than the old."""
    return (
        claim.strip(" .").lower() != old.strip(" .").lower()
        and 4 <= len(claim.split()) <= 60
        and (not _BROKEN.search(claim) or bool(_BROKEN.search(old)))
        and claim.count('"') % 2 == 0
        and claim.count("(") == claim.count(")")
    )


def evidence_of(rng: random.Random, claim: str, sentences: Sequence[str], home: int | None) -> str:
    """Return what a claim is held against: the best sentences, or now and then one alone."""
    if home is not None and rng.random() < _SINGLE:
        return sentences[home]
    words = 220 if rng.random() < _WIDE else rng.choice((150, 150, 110, 80))
    chosen = best_sentences(claim, sentences, words=words)
    return " ".join(sentences[index] for index in chosen)


def _header(rng: random.Random, material: Material) -> str:
    """Return a header for half of the news: a sentence of the text cut short, at times a date."""
    if not material.news or rng.random() < 0.5 or not material.sentences:
        return ""
    title = rng.choice(material.sentences[:2]).split(", ")[0].rstrip(".").strip('"“” ')
    words = title.split()
    if not 4 <= len(words) <= 14:
        title = " ".join(words[:10]) if len(words) > 14 else ""
    day = date(2007, 1, 1) + timedelta(rng.randrange(6900)) if rng.random() < 0.5 else None
    return header(title or None, day)


class Maker:
    """Makes pairs, and sees to it that rules that seldom apply are not outnumbered."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.counts: Counter[str] = Counter()

    def _apply(
        self, rules: Sequence[Rule], claim: str, material: Material
    ) -> tuple[Rule, str] | None:
        """Return what the rule makes that made least so far, of those that apply."""
        order = sorted(rules, key=lambda rule: self.counts[rule.kind] * self.rng.uniform(0.6, 1.4))
        for rule in order:
            made = rule.make(self.rng, claim, material)
            if made is not None and (rule.kind == "verbatim" or sound(made, claim)):
                return rule, made
        return None

    def _pair(  # noqa: PLR0917
        self, claim: str, evidence: str, material: Material, label: str, kind: str, weight: float
    ) -> Pair:
        self.counts[kind] += 1
        return {
            "claim": claim,
            "evidence": evidence,
            "header": _header(self.rng, material),
            "label": label,
            "source": material.source,
            "kind": kind,
            "weight": weight,
            "doc": material.doc,
        }

    def faithful(
        self,
        claim: str,
        material: Material,
        home: int | None,
        trust: float,
        rules: Sequence[Rule] = FAITHFUL,
    ) -> Iterator[Pair]:
        """Give a sentence that the text supports, reworded once or twice."""
        applied = self._apply(rules, claim, material)
        if not applied or (
            applied[0].kind == "verbatim" and (home is None or self.rng.random() < 0.4)
        ):
            return
        rule, made = applied
        if self.rng.random() < 0.4:
            again = self._apply(FAITHFUL[1:], made, material)
            if again and sound(again[1], made):
                rule, made = again
        evidence = evidence_of(
            self.rng, made, material.sentences, home if rule.kind != "joined" else None
        )
        if rule.kind == "pronoun resolved" and home is not None:
            evidence = evidence_of(
                self.rng, made, material.sentences[max(0, home - 2) : home + 3], None
            )
        yield self._pair(made, evidence, material, SUPPORTED, rule.kind, trust)

    def altered(
        self,
        claim: str,
        material: Material,
        home: int | None,
        rules: Sequence[Rule] = ALTERED,
    ) -> Iterator[Pair]:
        """Give a sentence that the text does not support, and at times a text that does."""
        if self.rng.random() < _SHORTENED:
            shorter = self._apply(_SHORTENING, claim, material)
            claim = shorter[1] if shorter else claim
        applied = self._apply(rules, claim, material)
        if not applied:
            return
        rule, made = applied
        said = made
        if self.rng.random() < _REWRITTEN:
            again = self._apply(_KEEPING, made, material)
            if again and sound(again[1], claim) and again[1] not in material.text:
                said = again[1]
        if said in material.text:
            return
        evidence = evidence_of(self.rng, said, material.sentences, home)
        yield self._pair(said, evidence, material, rule.label, rule.kind, rule.weight)
        if home is None:
            return
        if self.rng.random() < _COUNTERPART:
            sentences = [*material.sentences[:home], made, *material.sentences[home + 1 :]]
            evidence = evidence_of(self.rng, said, sentences, home)
            yield self._pair(said, evidence, material, SUPPORTED, f"{rule.kind}: text too", 1.0)
        if rule.mirrored and self.rng.random() < _MIRRORED:
            sentences = [*material.sentences[:home], made, *material.sentences[home + 1 :]]
            evidence = evidence_of(self.rng, claim, sentences, home)
            yield self._pair(
                claim, evidence, material, CONTRADICTED, f"{rule.kind}: text only", 0.8
            )

    def missing(self, claim: str, material: Material, home: int) -> Iterator[Pair]:
        """Give a sentence with its text, from which it and what is like it was taken out."""
        told = stems(claim)
        if len(told) < 5 or len(material.sentences) < 3:
            return
        left = [
            sentence
            for index, sentence in enumerate(material.sentences)
            if index != home and len(stems(sentence) & told) < 0.4 * len(told)
        ]
        if left:
            evidence = evidence_of(self.rng, claim, left, None)
            yield self._pair(claim, evidence, material, NOT_TOLD, "taken out of the text", 1.0)

    def in_frame(self, claim: str, material: Material, home: int) -> Iterator[Pair]:
        """Give a sentence of another text that this text holds in a frame."""
        strange = self.rng.choice(material.others)
        made = self._apply(ALTERED, claim, material) if self.rng.random() < 0.5 else None
        said = made[1] if made else strange
        if not opens_plainly(said) or '"' in said or len(said.split()) > 28 or ":" in said:
            return
        sentence, label, kind = framed(self.rng, said)
        if made and label == NOT_TOLD and made[0].label == CONTRADICTED:
            label = CONTRADICTED
        if made and label == SUPPORTED:
            sentences = [*material.sentences[:home], sentence, *material.sentences[home + 1 :]]
        else:
            at = self.rng.choice((home, home + 1, len(material.sentences)))
            sentences = [*material.sentences[:at], sentence, *material.sentences[at:]]
        where = sentences.index(sentence)
        evidence = evidence_of(self.rng, said, sentences, where)
        if sentence in evidence:
            yield self._pair(said, evidence, material, label, kind, 1.0)

    def from_text(self, material: Material, most: int) -> Iterator[Pair]:
        """Give the pairs of one text, from a few of its sentences."""
        places = [i for i, sentence in enumerate(material.sentences) if usable(sentence)]
        taken = set(self.rng.sample(places, min(most, len(places))))
        for home in places:
            claim = material.sentences[home]
            if home not in taken and material.news:
                yield from self.faithful(claim, material, home, 1.0, _RARE_FAITHFUL)
                yield from self.altered(claim, material, home, _RARE_ALTERED)
        for home in sorted(taken):
            claim = material.sentences[home]
            yield from self.altered(claim, material, home)
            for _ in range(2):
                yield from self.faithful(claim, material, home, 1.0)
            chance = self.rng.random()
            more: Callable[[str, Material, int], Iterator[Pair]] | None = None
            if chance < 0.22:
                more = self.in_frame
            elif chance < 0.30:
                more = self.missing
            if more:
                yield from more(claim, material, home)

    def from_claim(self, claim: str, material: Material, trust: float) -> Iterator[Pair]:
        """Give the pairs of a claim that a text supports, though in other words."""
        yield from self.altered(claim, material, None)
        if self.rng.random() < 0.3:
            yield from self.altered(claim, material, None)
        for _ in range(2):
            yield from self.faithful(claim, material, None, trust)
