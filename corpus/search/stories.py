"""Stories of several papers: articles that tell a sentence with the same facts, or otherwise.

A sentence of one paper is looked for in another by its words; the two are then compared fact by
fact (``corpus.language.relation``).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Final, NamedTuple

from corpus.hit import Copy, Hit, Retellings, Variant
from corpus.language.relation import Relation, mostly_shared, relation, supports, tells_more
from corpus.library.near_duplicates import Member, word_runs
from corpus.text.search_terms import IDEOGRAPHS, terms
from corpus.text.sentences import Range, sentence_ranges

__all__ = ["Stories"]

_SAME_RUNS: Final = 0.3
"""Share of the runs of words of a passage that are another's too, from which the two overlap."""
_LEFT_OUT: Final = 0.5
"""Share of the sentences of a passage that opens an article which a copy may leave out."""
_SAME_WORDS: Final = 0.5
"""Share of a sentence's words that one of another paper must have to stand in its place."""
_MOST_COMPARED: Final = 3
"""Sentences of another paper that are compared with one, those first that share the most words."""

_IDEOGRAPH = re.compile(f"[{IDEOGRAPHS}]")


class _Telling(NamedTuple):
    """The sentence of another paper that stands in the place of one."""

    place: Range
    relation: Relation


class Stories:
    """Comparison of the papers of each story: what they share, and in what they differ.

    Args:
        members: The articles, by id, of the stories that have several.
        query: The question: what a passage has of it counts as told only where it is.
    """

    def __init__(self, members: Mapping[str, Member], query: str = "") -> None:
        self._members = members
        self._asked = terms(query)
        self._runs = cache(word_runs)
        self._terms = cache(terms)
        self._told = cache(_told)

    def copied(self, one: Hit, other: Hit) -> bool:
        """Tell if two hits are one passage in two papers."""
        first, second = (self._members.get(hit.article_id) for hit in (one, other))
        if first is None or second is None or first is second or first.story != second.story:
            return False
        # The younger is the copy: it may repeat the older one, and must not say more.
        younger, older = (one, second) if first.age > second.age else (other, first)
        near = self._overlaps(one.text, other.text) or self._overlaps(other.text, one.text)
        return near and self._repeats(younger, older.text)

    def also_in(self, hits: Sequence[Hit]) -> list[tuple[Copy, ...]]:
        """Find for each passage the other papers that tell it with the same facts, by age.

        Of a passage that opens an article they may leave out half: papers cut and lead anew.
        """
        of_story: dict[str, list[int]] = {}
        for index, hit in enumerate(hits):
            if member := self._members.get(hit.article_id):
                of_story.setdefault(member.story, []).append(index)
        copies_of: list[list[Copy]] = [[] for _ in hits]
        # Paper by paper, so that each is read once: a story may have more than are remembered.
        for member in sorted(self._members.values(), key=lambda member: member.age):
            for index in of_story.get(member.story, ()):
                hit = hits[index]
                if hit.article_id != member.copy.article_id and self._tells(hit, member.text):
                    copies_of[index].append(member.copy)
        return [tuple(copies) for copies in copies_of]

    def retellings(self, article_id: str, text: str) -> Retellings:
        """Find the other papers that tell an article's text with the same facts, or otherwise.

        Args:
            article_id: The article that the text is from.
            text: One or a few of its sentences.
        """
        sentences = [text[start:end] for start, end in sentence_ranges(text)]
        also_in, differs = [], []
        for member in self._others(article_id):
            tellings = [_telling(sentence, member.text) for sentence in sentences]
            if all(telling and telling.relation == "supported" for telling in tellings):
                also_in.append(member.copy)
            # Notices made from one form share their words, and tell of different events.
            elif mostly_shared(self._members[article_id].text, member.text):
                differs += [
                    _variant(member, telling.place)
                    for telling in tellings
                    if telling and telling.relation == "contradicted"
                ]
        return Retellings(tuple(also_in), tuple(dict.fromkeys(differs)))

    def _others(self, article_id: str) -> list[Member]:
        me = self._members.get(article_id)
        story = [m for m in self._members.values() if me and m is not me and m.story == me.story]
        return sorted(story, key=lambda member: member.age)

    def _overlaps(self, one: str, other: str) -> bool:
        wanted = self._runs(other)
        return len(wanted & self._runs(one)) >= _SAME_RUNS * len(wanted)

    def _tells(self, hit: Hit, text: str) -> bool:
        """Tell if a text tells a passage, and nothing of it otherwise."""
        may_lack = (_LEFT_OUT if hit.start == 0 else 0) * len(hit.sentences)
        for sentence in _sentences_of(hit):
            told = self._told(text, sentence)
            if not told:
                may_lack -= 1
                # Left out is not told otherwise.
                if may_lack < 0 or told is False:
                    return False
        return True

    def _repeats(self, hit: Hit, text: str) -> bool:
        """Tell if a text has all that a hit has, but for a lead that adds nothing."""
        if (self._asked & self._terms(hit.text)) - self._terms(text):
            return False
        sentences = list(_sentences_of(hit))
        if hit.start == 0 and self._told(text, sentences[0]) is None:
            lead = sentences.pop(0)
            if not sentences or tells_more(lead, text):
                return False
        return all(self._told(text, sentence) for sentence in sentences)


def _sentences_of(hit: Hit) -> Iterator[str]:
    return (hit.text[start - hit.start : end - hit.start] for start, end in hit.sentences)


def _variant(member: Member, span: Range) -> Variant:
    copy, (start, end) = member.copy, span
    return Variant(
        copy.article_id,
        member.revision,
        copy.title,
        copy.publisher,
        copy.url,
        copy.published,
        start,
        end,
        member.text[start:end],
    )


def _told(text: str, sentence: str) -> bool | None:
    """Tell if a text has a sentence that tells the same as one; None where it leaves it out."""
    likely = _likely(sentence, text)
    return any(supports(other, sentence, text) for _, other in likely) if likely else None


def _telling(sentence: str, text: str) -> _Telling | None:
    """Find the sentence of a text that stands in the place of one: one that supports it, if any."""
    tellings = [
        _Telling(span, relation(sentence, other, text)) for span, other in _likely(sentence, text)
    ]
    for wanted in ("supported", "contradicted"):
        for telling in tellings:
            if telling.relation == wanted:
                return telling
    return None


def _likely(sentence: str, text: str) -> list[tuple[Range, str]]:
    """Find the sentences of a text that may stand in the place of one, those most alike first."""
    words = _words(sentence)
    shared = [(len(words & theirs), -len(theirs), span) for span, theirs in _indexed(text)]
    likely = sorted(
        (candidate for candidate in shared if candidate[0] >= _SAME_WORDS * len(words)),
        reverse=True,
    )
    return [(span, text[slice(*span)]) for *_, span in likely[:_MOST_COMPARED]]


@lru_cache(maxsize=1024)
def _indexed(text: str) -> tuple[tuple[Range, frozenset[str]], ...]:
    """Return the ranges of a text's sentences, with their words."""
    return tuple((span, _words(text[slice(*span)])) for span in sentence_ranges(text))


@lru_cache(maxsize=4096)
def _words(sentence: str) -> frozenset[str]:
    # Each ideograph counts as a word, for no space tells where one ends.
    return frozenset(terms(_IDEOGRAPH.sub(r" \g<0> ", sentence)))
