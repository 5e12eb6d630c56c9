"""Words in articles with who says them; a quotation that goes on is one."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from assistant.answering.compose import passage_of
from corpus import Corpus, Filters, Hit
from corpus.language.attributions import Attribution, attributions

__all__ = ["Words", "age", "attributed", "found", "naming", "passages", "spoken"]

ARTICLES: Final = 16
"""Articles that are read for somebody's words."""
NEAREST: Final = 10
"""Passages among which articles are looked for by the question."""
LONGEST: Final = 900
"""Code points of one statement: what goes on longer is another."""


@dataclass(frozen=True, slots=True)
class Words:
    """Somebody's words in one place of an article: whole sentences, with who says them."""

    hit: Hit
    start: int
    end: int
    said: tuple[Attribution, ...]

    @property
    def text(self) -> str:
        """The sentences, verbatim."""
        return self.hit.text[self.start : self.end]

    @property
    def content(self) -> str:
        """What is said, without who says it."""
        ranges = (each for said in self.said for each in said.content)
        return " ".join(self.hit.text[start:end] for start, end in ranges)

    @property
    def speaker(self) -> str:
        """Who says it."""
        return self.said[0].speaker or ""


def passages(question: str, speaker: str, corpus: Corpus, filters: Filters) -> list[Hit]:
    """Return the articles in which somebody may speak: the nearest first, then the newest."""
    near = found(question, corpus, filters)
    known = {passage.article_id for passage in near}
    holding = {hit.article_id: hit for hit in corpus.passages_with(speaker, filters)}
    others = sorted(
        (hit for article_id, hit in holding.items() if article_id not in known),
        key=age,
        reverse=True,
    )
    rest = others[: max(0, ARTICLES - len(near))]
    return near + [passage_of(corpus.article(hit.article_id)) for hit in rest]


def found(question: str, corpus: Corpus, filters: Filters) -> list[Hit]:
    """Return the articles that a search finds, each as one passage, the nearest first."""
    hits = corpus.search(question, NEAREST, filters=filters)
    ids = dict.fromkeys(hit.article_id for hit in hits)
    return [passage_of(corpus.article(article_id)) for article_id in ids]


@lru_cache(maxsize=256)
def attributed(text: str) -> tuple[Attribution, ...]:
    """Return the attributions of a text, which is read once."""
    return tuple(attributions(text))


def spoken(passage: Hit) -> Iterator[Words]:
    """Yield the words of an article by speaker and place; a quotation that goes on is one."""
    open_: Words | None = None
    for said in attributed(passage.text):
        start, end = said.sentences
        if open_ and _goes_on(open_, said):
            open_ = Words(passage, open_.start, max(end, open_.end), (*open_.said, said))
            continue
        if open_:
            yield open_
        open_ = Words(passage, start, end, (said,))
    if open_:
        yield open_


def _goes_on(words: Words, said: Attribution) -> bool:
    start, end = said.sentences
    if said.speaker != words.said[0].speaker or end - words.start > LONGEST:
        return False
    between = words.hit.text[words.end : start]
    return start < words.end or (not said.cue and "\n" not in between and not between.strip())


def naming(words: Words) -> list[Words]:
    """Return the sentence that names who speaks, where the quoted ones do not."""
    named = words.said[0].named
    if named is None or words.start <= named[0] < words.end:
        return []
    for start, end in words.hit.sentences:
        if start <= named[0] < end:
            return [Words(words.hit, start, end, words.said)]
    return []


def age(hit: Hit) -> date:
    """Return the day to order an article by; the earliest where it is not known."""
    return hit.published or date.min
