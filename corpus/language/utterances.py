"""Utterances: somebody's words in one place of a text; a quotation that goes on is one."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from corpus.language.attributions import Attribution, Form, attributions
from corpus.language.corrections import corrections
from corpus.text.search_terms import stem, without_accents
from corpus.text.sentences import Range

__all__ = ["Utterance", "name_words", "utterances"]

_LONGEST: Final = 900
"""Code points of one utterance: what goes on longer is another."""
_WORD = re.compile(r"\w+")
_LETTERS = re.compile(r"\b(?:[a-z]\.){2,}")
_OWNED = re.compile(r"['’]s?(?!\w)")
_SMALL: Final = frozenset("the a an of for in at to from on and s by".split())
_SAME: Final = (("ceo", "chief executive"), ("pm", "prime minister"))
"""Short forms of offices, and what they stand for."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """Somebody's words in a text. All ranges are code points of the text, half-open."""

    start: int
    """Of the whole sentences in which they stand."""
    end: int
    content: tuple[Range, ...]
    """The words that are said: quotations without their marks, or clauses."""
    speaker: str | None
    """A person's longest name in the text, else the words for who speaks; None if unclear."""
    role: str | None
    """The person's office, in the words of the text: "the finance minister"."""
    form: Form
    cue: str
    """The verb, or "according to"; empty where a quotation has none."""
    named: Range | None
    """The latest mention of the speaker by name, at the cue or before."""


def utterances(text: str) -> list[Utterance]:
    """Return the utterances of a text, in order; none of a note that corrects it.

    Args:
        text: In English.
    """
    notes = corrections(text)
    said = [
        said
        for said in attributions(text)
        if not any(note.start <= said.sentences[0] < note.end for note in notes)
    ]
    return [_one(group) for group in _grouped(text, said)]


def _grouped(text: str, attributed: Sequence[Attribution]) -> Iterator[list[Attribution]]:
    group: list[Attribution] = []
    end = 0
    for said in attributed:
        if group and not _goes_on(text, group, end, said):
            yield group
            group = []
        end = max(end, said.sentences[1]) if group else said.sentences[1]
        group.append(said)
    if group:
        yield group


def _goes_on(text: str, group: Sequence[Attribution], end: int, said: Attribution) -> bool:
    begin, (start, stop) = group[0].sentences[0], said.sentences
    if said.speaker != group[0].speaker or stop - begin > _LONGEST:
        return False
    # A quotation goes on over sentences of its paragraph that name no speaker again.
    between = text[end:start]
    return start < end or (not said.cue and "\n" not in between and not between.strip())


def _one(group: Sequence[Attribution]) -> Utterance:
    first = group[0]
    quoted = first.form == "indirect" and any(said.form != "indirect" for said in group)
    return Utterance(
        first.sentences[0],
        max(said.sentences[1] for said in group),
        tuple(span for said in group for span in said.content),
        first.speaker,
        first.role,
        "mixed" if quoted else first.form,
        first.cue,
        first.named,
    )


def name_words(text: str) -> list[str]:
    """Return the stems of the words by which somebody is named, but for the small ones."""
    plain = without_accents(text).casefold()
    plain = _LETTERS.sub(lambda match: match[0].replace(".", ""), plain)
    plain = _OWNED.sub(" ", plain)
    for short, whole in _SAME:
        plain = re.sub(rf"\b{short}\b", whole, plain)
    return [stem(word) for word in _WORD.findall(plain) if word not in _SMALL]
