"""Attributions: who says what in a text, word for word or in the text's words, and by which cue.

Rules read the words around verbs of saying; nothing is guessed: where "he" may be one of two
people, the speaker is not known.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest
from typing import Final

from corpus.language.speech.clauses import DETERMINERS, Phrase
from corpus.language.speech.cues import (
    FEW,
    Cue,
    Form,
    content_of,
    cues,
    is_sentence,
    spoken_words,
)
from corpus.language.speech.mentions import Mention
from corpus.language.speech.people import People
from corpus.language.speech.quotations import quotations
from corpus.language.speech.units import Unit, Word, units
from corpus.language.vocabulary import FUNCTION_WORDS, HONORIFICS, QUOTING, SAYING
from corpus.text.sentences import Range, sentence_ranges

__all__ = ["Attribution", "Form", "attributions", "people_of"]

_READ_AT_ONCE = 500_000
"""Characters, a hundred pages: the words of a book, all held at once, would take a gigabyte."""
_NAME = 5
"""Words with a capital before a colon that may be a name."""
_BEFORE_NAME: Final = frozenset("and but so then later also in on at yesterday today".split())
"""Words before the name with which a sentence begins."""
_MOST_BEFORE: Final = 40
"""Words before it at most."""
_LAST_SPOKEN: Final = 5
"""Attributions of a sentence that are looked at for who is still meant."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Somebody's words in a text. All ranges are code points of the text, half-open."""

    speaker: str | None
    """A person's longest name in the text, else the words for who speaks; None if unclear."""
    role: str | None
    """The person's office, in the words of the text: "the finance minister"."""
    form: Form
    cue: str
    """The verb, or "according to"; empty where a quotation goes on without one."""
    content: tuple[Range, ...]
    """The words that are said: quotations without their marks, or clauses."""
    sentences: Range
    """The whole sentences in which it stands, all of one paragraph."""
    speaker_range: Range | None = None
    """The words for the speaker beside the cue."""
    cue_range: Range | None = None
    named: Range | None = None
    """The latest mention of the speaker by name, at the cue or before."""


def attributions(text: str, sentences: Sequence[Range] | None = None) -> list[Attribution]:
    """Return the attributions of a text, in order.

    Of a text that is longer than a hundred pages the speakers are known part by part.

    Args:
        text: In English.
        sentences: Its sentences, if they are known.
    """
    ranges = sentence_ranges(text) if sentences is None else sentences
    quoted = quotations(text)
    said: list[Attribution] = []
    for part in _parts(text, ranges):
        low, high = part[0][0], part[-1][1]
        inside = [quotation for quotation in quoted if low <= quotation.start < high]
        said += _Reading(text, list(units(text, part, inside))).read()
    return said


def people_of(text: str) -> People:
    """Return the people of a text, by their mentions."""
    return People(list(units(text, sentence_ranges(text), quotations(text))))


def _parts(text: str, sentences: Sequence[Range]) -> Iterator[Sequence[Range]]:
    """Yield the sentences of a book part by part, of which each ends with a paragraph."""
    first = 0
    for index, (low, high) in enumerate(pairwise(sentences), 1):
        if high[0] - sentences[first][0] > _READ_AT_ONCE and "\n" in text[low[1] : high[0]]:
            yield sentences[first:index]
            first = index
    if sentences:
        yield sentences[first:]


class _Reading:
    """One reading of a text, sentence after sentence."""

    def __init__(self, text: str, parts: Sequence[Unit]) -> None:
        self._text = text
        self._units = parts
        self._people = People(parts)
        self._found: list[Attribution] = []
        self._of: list[list[int]] = []
        """The places in ``_found`` of each unit's attributions."""
        self._spoke: list[str] = []

    def read(self) -> list[Attribution]:
        for index, unit in enumerate(self._units):
            before = len(self._found)
            self._read_unit(index, unit)
            self._of.append(list(range(before, len(self._found))))
        self._carry_back()
        return self._found

    # -- one sentence ------------------------------------------------------------------------

    def _read_unit(self, index: int, unit: Unit) -> None:
        if _is_quotation(unit):
            self._add_bare(index, unit)
            return
        found_cues = list(cues(unit.words))
        last: Attribution | None = None
        # Each with the next one, at which what is said by it may end.
        for cue, following in zip_longest(found_cues, found_cues[1:]):
            said = self._attribution(index, unit, cue, following, last)
            if said:
                last = said
                self._found.append(said)
                if said.speaker:
                    self._spoke.append(said.speaker)
        if last is None:
            self._read_colon(index, unit)

    def _attribution(
        self, index: int, unit: Unit, cue: Cue, following: Cue | None, last: Attribution | None
    ) -> Attribution | None:
        words = unit.words
        verb = words[cue.verb[1] - 1].low
        parts, form = content_of(words, cue, following)
        quoting = verb in QUOTING and verb not in SAYING
        if quoting and form == "indirect" and parts:
            return None
        if cue.subject is None:
            known = last or self._leading(index, unit, cue)
            if known is None:
                return None
        else:
            known = self._speaker(index, unit, cue.subject)
            if known is None:
                return None
        said = replace(
            known,
            form=form,
            cue=" ".join(word.text for word in words[slice(*cue.verb)]),
            cue_range=(words[cue.verb[0]].start, words[cue.verb[1] - 1].end),
            content=tuple(parts),
            sentences=(unit.start, unit.end),
        )
        if parts:
            return said
        if index and self._bare_before(index, unit):
            # "“Shall I do it again?” Foss said.": the sentence before is what was said.
            before = self._of[index - 1][-1]
            old = self._found[before]
            span = (old.sentences[0], unit.end)
            self._found[before] = replace(said, form="direct", content=old.content, sentences=span)
            if said.speaker:
                self._spoke.append(said.speaker)
        return None

    def _bare_before(self, index: int, unit: Unit) -> bool:
        before = self._units[index - 1]
        return (
            before.paragraph == unit.paragraph
            and _is_quotation(before)
            and bool(self._of[index - 1])
        )

    def _leading(self, index: int, unit: Unit, cue: Cue) -> Attribution | None:
        """Return the subject with which a sentence begins, for a verb without one of its own."""
        if unit.words[0].low in ("he", "she"):
            return self._speaker(index, unit, Phrase(0, 1))
        here = [m for m in self._people.in_unit(index) if m.end <= unit.words[cue.start].start]
        if not here or len({m.name for m in here}) > 1:
            return None
        if not _leads(unit, here[0]):
            return None
        return self._named(here[-1].name, (here[0].start, here[0].end), here[0].role)

    def _read_colon(self, index: int, unit: Unit) -> None:
        """Read "Blum was blunt: “There is no water.”", which has no verb of saying."""
        words = unit.words
        for at, word in enumerate(words):
            spoken = word.kind == "quotation" and is_sentence(word)
            if not (spoken and at and words[at - 1].text == ":"):
                continue
            name = all(word.capital for word in words[: at - 1]) and at <= _NAME
            known = self._speaker(index, unit, Phrase(0, at - 1)) if name else None
            known = known or self._subject(index, word.start)
            if known:
                content = tuple(spoken_words(w) for w in words[at:] if w.kind == "quotation")
                span = (unit.start, unit.end)
                self._found.append(replace(known, form="direct", content=content, sentences=span))
                self._spoke.append(known.speaker or "")
            return

    def _subject(self, index: int, before: int) -> Attribution | None:
        """Return the only person whom a unit names or means; None if there may be more."""
        here = {m.name: m for m in self._people.in_unit(index) if m.end <= before}
        if len(here) == 1:
            (mention,) = here.values()
            return self._named(mention.name, (mention.start, mention.end), mention.role)
        words = self._units[index].words
        if not here and words and words[0].low in ("he", "she"):
            return self._speaker(index, self._units[index], Phrase(0, 1))
        return None

    # -- quotations without a cue ------------------------------------------------------------

    def _add_bare(self, index: int, unit: Unit) -> None:
        """Add a sentence that is all quotation: of who spoke before it, as far as that is clear."""
        quoted = [word for word in unit.words if word.kind == "quotation"]
        if not any(map(is_sentence, quoted)) and len(quoted[0].text.split()) < FEW:
            return
        known = self._before(index, unit)
        empty = Attribution(None, None, "direct", "", (), (0, 0))
        said = replace(
            known or empty,
            form="direct",
            cue="",
            cue_range=None,
            content=tuple(map(spoken_words, quoted)),
            sentences=(unit.start, unit.end),
        )
        self._found.append(said)

    def _before(self, index: int, unit: Unit) -> Attribution | None:
        if not index:
            return None
        previous = self._units[index - 1]
        near = self._of[index - 1]
        if near:
            return self._found[near[-1]]
        if previous.paragraph == unit.paragraph:
            return self._subject(index - 1, previous.end)
        if previous.words and previous.words[-1].text == ":":
            return self._subject(index - 1, previous.end)
        return None

    def _carry_back(self) -> None:
        """Give a quotation that opens over several paragraphs the speaker named at its end."""
        # Backwards, so that the name reaches the first of several paragraphs.
        for index in range(len(self._units) - 2, -1, -1):
            opened = [w for w in self._units[index].words[-1:] if w.quotation]
            if not opened or opened[0].quotation is None or opened[0].quotation.closed:
                continue
            here, after = self._of[index], self._of[index + 1]
            if here and after and self._found[here[-1]].speaker is None:
                old, known = self._found[here[-1]], self._found[after[0]]
                self._found[here[-1]] = replace(
                    old, speaker=known.speaker, role=known.role, named=known.named
                )

    # -- speakers ----------------------------------------------------------------------------

    def _speaker(self, index: int, unit: Unit, phrase: Phrase) -> Attribution | None:
        """Return who a noun phrase stands for, as an attribution without content."""
        words = unit.words[phrase.start : phrase.end]
        span = (words[0].start, words[-1].end)
        low = words[0].low
        # "Some said": nobody in particular, and yet it is said.
        if len(words) == 1 and low in DETERMINERS:
            return Attribution(None, None, "indirect", "", (), (0, 0), span)
        if len(words) == 1 and low in FUNCTION_WORDS:
            return self._meant(index, low, span)
        aside = (0, 0)
        if phrase.aside:
            first, last = phrase.aside
            aside = (unit.words[first].start, unit.words[last - 1].end)
        # Of two who speak together, neither speaks alone.
        people = self._people.within(*span)[::-1]
        last = people[0].start if people else 0
        joined = any(word.low == "and" and word.start < last for word in words)
        for mention in [] if joined else people:
            rest = [word.low for word in words if word.start >= mention.end]
            if not rest or rest[0] in ("of", "from", "at"):
                role = self._text[span[0] : mention.start].strip()
                if phrase.aside and not role and _is_role(unit.words[phrase.aside[0]]):
                    role = self._text[slice(*aside)]
                if role in mention.role:
                    role = mention.role
                return self._named(mention.name, (mention.start, mention.end), role)
        # "The minister, Olof Rand, said": the name stands beside the words for who speaks.
        described = low in DETERMINERS or not words[-1].capital
        mention_beside = next(iter(self._people.within(*aside)), None) if described else None
        if mention_beside:
            lead = self._text[aside[0] : mention_beside.start].strip()
            if not lead or lead.rstrip(".").istitle():
                where = (mention_beside.start, mention_beside.end)
                return self._named(mention_beside.name, where, self._text[slice(*span)])
        named = self._text[slice(*span)]
        return Attribution(named, None, "indirect", "", (), (0, 0), span, None, span)

    def _named(self, name: str, span: Range, role: str) -> Attribution:
        """Return a person as the speaker of an attribution without content."""
        known = self._people.roles.get(name)
        if role.lower().rstrip(".") not in HONORIFICS | {""}:
            known = role if known is None or known in role else known
            self._people.roles[name] = known
        return Attribution(name, known, "direct", "", (), (0, 0), span, None, span)

    def _meant(self, index: int, pronoun: str, span: Range) -> Attribution | None:
        nobody = Attribution(None, None, "indirect", "", (), (0, 0), span)
        if pronoun in ("he", "she"):
            name = self._still(pronoun, index, span[0])
            name = name or self._people.meant(pronoun, index, span[0], self._spoke)
            if name is None and index and not self._people.in_unit(index - 1):
                name = self._just_spoke(index, pronoun)
            if name is None:
                return nobody
            named = self._people.named_before(name, span[0])
            return replace(nobody, speaker=name, role=self._people.roles.get(name), named=named)
        # "It" is a body that spoke before, and no person.
        if pronoun in ("it", "they") and index and self._of[index - 1]:
            last = self._found[self._of[index - 1][-1]]
            if (
                last.speaker
                and last.speaker not in self._people.roles
                and not last.speaker.istitle()
            ):
                return replace(nobody, speaker=last.speaker, role=last.role, named=last.named)
        return nobody if pronoun in ("it", "they", "we", "i") else None

    def _still(self, pronoun: str, index: int, before: int) -> str | None:
        """Return whose words the same pronoun brought in the unit before, if nobody is named since.

        In "He asked for Brand. The clerk said that he waited." he is who asked.
        """
        here = [m for m in self._people.in_unit(index) if m.end <= before]
        if not index or any(self._people.may_be(mention.name, pronoun) for mention in here):
            return None
        spoken = [self._found[at] for at in self._of[index - 1][-_LAST_SPOKEN:]]
        return next(
            (
                said.speaker
                for said in reversed(spoken)
                if said.speaker_range and self._text[slice(*said.speaker_range)].lower() == pronoun
            ),
            None,
        )

    def _just_spoke(self, index: int, pronoun: str) -> str | None:
        """Return who spoke in the unit before by a single name, or by one meant there already."""
        last = self._of[index - 1] and self._found[self._of[index - 1][-1]].speaker
        if not last or not last[0].isupper():
            return None
        known = last in self._people.roles or " " not in last or self._people.gender(last)
        return last if known and self._people.may_be(last, pronoun) else None


def _leads(unit: Unit, mention: Mention) -> bool:
    """Tell if a sentence begins with a person: in "the clerk praised Roe" another does."""
    own = {word.lower() for word in mention.role.split()} | HONORIFICS | DETERMINERS | _BEFORE_NAME
    opening = unit.words[:_MOST_BEFORE]
    if opening[-1].start < mention.start:
        return False
    before = [
        word
        for word in opening
        if word.start < mention.start and word.text != "." and word.low.rstrip(".") not in own
    ]
    # "On Monday Roe …", "In a room full of people, Roe …".
    return not before or before[-1].text == "," or all(word.capital for word in before)


def _is_role(first: Word) -> bool:
    """Tell if what is set beside a name says what the person is, by its first word."""
    plain = first.low in DETERMINERS or first.low not in FUNCTION_WORDS
    return plain and not first.text[0].isdigit() and first.low not in ("via", "aged", "citing")


def _is_quotation(unit: Unit) -> bool:
    """Tell if a sentence is all quotation."""
    return any(w.kind == "quotation" for w in unit.words) and not any(
        w.kind == "word" for w in unit.words
    )
