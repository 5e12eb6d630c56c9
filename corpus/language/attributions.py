"""Attributions: who says what in a text, word for word or in the text's words, and by which cue.

Rules read the words around verbs of saying; nothing is guessed: where "he" may be one of two
people, the speaker is not known.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Final, Literal

from corpus.language.clauses import (
    DETERMINERS,
    Phrase,
    Unit,
    Word,
    phrase_after,
    phrase_before,
    units,
    verb_group,
)
from corpus.language.people import People
from corpus.language.quotations import quotations
from corpus.language.vocabulary import BEING, QUOTING, SAYING, SPEECH_NOUNS, STOP
from corpus.text.sentences import Range, sentence_ranges

__all__ = ["Attribution", "Form", "attributions"]

Form = Literal["direct", "mixed", "indirect"]
"""Word for word; in the text's words with some of the speaker's; in the text's words."""

_VERBS: Final = SAYING | QUOTING
_TELLING: Final = frozenset(
    "tell told tells telling warn warned warns assure assured assures remind reminded reminds".split()
)
_OBJECT: Final = 9
"""Words after "told" among which "that" begins what was said."""
_SPOKEN_ENDS: Final = ",.?!…—–-"
_CONNECTING: Final = frozenset((",", "and", "but", "then", ";", "—", "–", "while", "though", "or"))
_HELPING: Final = frozenset(
    "has have had will would can could may might must should do did".split()
)
_ABOUT: Final = frozenset("to about of on for with".split())
"""Words after a verb by which it tells of talk, not what is said: "replied to requests"."""
_FEW: Final = 3
"""Words from which a quotation by itself may be a statement."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Somebody's words in a text. All ranges are code points of the text, half-open."""

    speaker: str | None
    """A person's longest name in the text, else the words for who speaks; None if unclear."""
    role: str | None
    """What the person is, in the words of the text: "the finance minister"."""
    form: Form
    cue: str
    """The verb, or "according to"; empty where a quotation goes on without one."""
    content: tuple[Range, ...]
    """What is said: quotations without their marks, or clauses."""
    sentences: Range
    """The whole sentences in which it stands, all of one paragraph."""
    speaker_range: Range | None = None
    """The words for the speaker beside the cue."""
    cue_range: Range | None = None
    named: Range | None = None
    """The latest mention of the speaker by name, at the cue or before."""


@dataclass(frozen=True, slots=True)
class _Cue:
    """A verb of saying with its subject, as places of words in a unit."""

    start: int
    end: int
    """Of subject, verb and what is set between and after them."""
    verb: tuple[int, int]
    subject: Phrase | None
    """None where the verb shares that of the one before: "and added"."""
    inverted: bool = False
    around: bool = False
    """Whether it may stand anywhere: "according to"."""


def attributions(text: str, sentences: Sequence[Range] | None = None) -> list[Attribution]:
    """Return the attributions of a text, in order.

    Args:
        text: In English.
        sentences: Its sentences, if they are known.
    """
    ranges = sentence_ranges(text) if sentences is None else sentences
    return _Reading(text, list(units(text, ranges, quotations(text)))).read()


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
        cues = list(_cues(unit.words))
        last: Attribution | None = None
        for cue, following in zip_longest(cues, cues[1:]):
            found = self._attribution(index, unit, cue, following, last)
            if found:
                last = found
                self._found.append(found)
                if found.speaker:
                    self._spoke.append(found.speaker)
        if last is None:
            self._read_colon(index, unit)

    def _attribution(
        self, index: int, unit: Unit, cue: _Cue, following: _Cue | None, last: Attribution | None
    ) -> Attribution | None:
        words = unit.words
        verb = words[cue.verb[1] - 1].low
        parts, form = _content(words, cue, following)
        quoting = verb in QUOTING and verb not in SAYING
        if quoting and form == "indirect":
            return None
        if cue.subject is None:
            known = last or self._leading(index, unit, cue)
            if known is None:
                return None
        else:
            known = self._speaker(index, unit, cue.subject)
            if known is None:
                return None
        found = replace(
            known,
            form=form,
            cue=" ".join(word.text for word in words[slice(*cue.verb)]),
            cue_range=(words[cue.verb[0]].start, words[cue.verb[1] - 1].end),
            content=tuple(parts),
            sentences=(unit.start, unit.end),
        )
        if parts:
            return found
        if not quoting and index and self._bare_before(index, unit):
            # "“Shall I do it again?” Foss said.": the sentence before is what was said.
            place = self._of[index - 1][-1]
            old = self._found[place]
            span = (old.sentences[0], unit.end)
            self._found[place] = replace(found, form="direct", content=old.content, sentences=span)
            if found.speaker:
                self._spoke.append(found.speaker)
        return None

    def _bare_before(self, index: int, unit: Unit) -> bool:
        before = self._units[index - 1]
        return (
            before.paragraph == unit.paragraph
            and _is_quotation(before)
            and bool(self._of[index - 1])
        )

    def _leading(self, index: int, unit: Unit, cue: _Cue) -> Attribution | None:
        """Return the subject with which a sentence begins, for a verb without one of its own."""
        here = [m for m in self._people.in_unit(index) if m.end <= unit.words[cue.start].start]
        if here and len({m.name for m in here}) == 1:
            return self._named(here[-1].name, (here[0].start, here[0].end), here[0].role)
        first = unit.words[0]
        if first.low in ("he", "she") and not here:
            return self._speaker(index, unit, Phrase(0, 1))
        return None

    def _read_colon(self, index: int, unit: Unit) -> None:
        """Read "Blum was blunt: “There is no water.”", which has no verb of saying."""
        words = unit.words
        for at, word in enumerate(words):
            spoken = word.kind == "quotation" and _sentence_like(word)
            if not (spoken and at and words[at - 1].text == ":"):
                continue
            known = self._subject(index, word.start)
            if known:
                content = tuple(_inner(w) for w in words[at:] if w.kind == "quotation")
                span = (unit.start, unit.end)
                self._found.append(replace(known, content=content, sentences=span))
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
        if not any(map(_sentence_like, quoted)) and len(quoted[0].text.split()) < _FEW:
            return
        known = self._before(index, unit)
        empty = Attribution(None, None, "direct", "", (), (0, 0))
        said = replace(
            known or empty,
            form="direct",
            cue="",
            cue_range=None,
            content=tuple(map(_inner, quoted)),
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
        if len(words) == 1 and low in STOP:
            return self._meant(index, low, span)
        if len(words) == 1 and low in DETERMINERS:
            return None
        aside = phrase.aside and (
            unit.words[phrase.aside[0]].start,
            unit.words[phrase.aside[1] - 1].end,
        )
        joined = any(word.low == "and" for word in words)
        for mention in [] if joined else self._people.within(*span)[::-1]:
            rest = [w.low for w in words if w.start >= mention.end]
            if not rest or rest[0] in ("of", "from", "at"):
                role = self._text[span[0] : mention.start].strip() or None
                if aside and not role:
                    role = self._text[slice(*aside)]
                role = role if role and role.lower() not in ("mr", "mrs", "ms", "mr.") else None
                return self._named(mention.name, (mention.start, mention.end), role)
        described = aside and (low in DETERMINERS or not words[-1].capital)
        for mention in self._people.within(*aside) if aside and described else []:
            lead = self._text[aside[0] : mention.start].strip()
            if not lead or lead.rstrip(".").istitle():
                where = (mention.start, mention.end)
                return self._named(mention.name, where, self._text[slice(*span)])
            break
        return Attribution(
            self._text[slice(*span)], None, "indirect", "", (), (0, 0), span, None, span
        )

    def _named(self, name: str, span: Range, role: str | None) -> Attribution:
        role = role or self._people.roles.get(name)
        if role:
            self._people.roles.setdefault(name, role)
        return Attribution(name, role, "direct", "", (), (0, 0), span, None, span)

    def _meant(self, index: int, pronoun: str, span: Range) -> Attribution | None:
        nobody = Attribution(None, None, "indirect", "", (), (0, 0), span)
        if pronoun in ("he", "she"):
            name = self._people.meant(pronoun, index, span[0], self._recent(index))
            if name is None:
                return nobody
            earlier = [m for m in self._people.mentions if m.name == name and m.end <= span[0]]
            named = (earlier[-1].start, earlier[-1].end) if earlier else None
            return replace(nobody, speaker=name, role=self._people.roles.get(name), named=named)
        if pronoun in ("it", "they") and index and self._of[index - 1]:
            last = self._found[self._of[index - 1][-1]]
            if (
                last.speaker
                and last.speaker not in self._people.roles
                and not last.speaker.istitle()
            ):
                return replace(nobody, speaker=last.speaker, role=last.role, named=last.named)
        return nobody if pronoun in ("it", "they", "we", "i") else None

    def _recent(self, index: int) -> Sequence[str]:
        return self._spoke[-1:]


def _is_quotation(unit: Unit) -> bool:
    """Tell if a sentence is all quotation."""
    return any(w.kind == "quotation" for w in unit.words) and not any(
        w.kind == "word" for w in unit.words
    )


def _sentence_like(word: Word) -> bool:
    inner = word.text.strip()
    return bool(inner) and not inner[0].islower() and inner[-1] in ".!?…,"


def _inner(word: Word) -> Range:
    return word.quotation.words if word.quotation else (word.start, word.end)


def _cues(words: Sequence[Word]) -> Iterator[_Cue]:
    """Yield the cues of a sentence, in order."""
    for at, word in enumerate(words):
        if word.kind != "word":
            continue
        low = word.low
        following = words[at + 1] if at + 1 < len(words) else None
        if low == "according" and following and following.low == "to":
            subject = phrase_after(words, at + 2)
            if subject:
                yield _Cue(at, _past(subject), (at, at + 2), subject, around=True)
        elif low == "words" and at > 1 and [w.low for w in words[at - 2 : at]] == ["in", "the"]:
            subject = phrase_after(words, at + 2)
            if following and following.low == "of" and subject:
                yield _Cue(at - 2, _past(subject), (at - 2, at + 2), subject, around=True)
        elif low == "quoted" and at and words[at - 1].low in BEING:
            yield from _quoted(words, at)
        elif low in _VERBS and not (following and following.low == "by"):
            cue = _cue(words, at)
            if cue:
                yield cue


def _past(phrase: Phrase) -> int:
    return phrase.aside[1] if phrase.aside else phrase.end


def _quoted(words: Sequence[Word], at: int) -> Iterator[_Cue]:
    """Yield the cue of "was quoted as saying"."""
    saying = next((i for i in range(at, min(len(words), at + 9)) if words[i].low == "saying"), None)
    begin = at - 1
    while begin and words[begin - 1].low in ("has", "have", "had", "been", "also", "later"):
        begin -= 1
    subject = phrase_before(words, begin)
    if saying and subject and words[saying - 1].low == "as":
        yield _Cue(subject.start, saying + 1, (at, saying + 1), subject)


def _cue(words: Sequence[Word], at: int) -> _Cue | None:
    low = words[at].low
    begin = verb_group(words, at)
    if begin is None:
        return None
    before = words[begin - 1] if begin else None
    if before and begin == at and not low.endswith("ing") and _follows_speech(words, at):
        subject = phrase_after(words, at + 1)
        if subject and _inverts(words, at, subject):
            return _Cue(at, _past(subject), (at, at + 1), subject, inverted=True)
    if low.endswith("ing") and before is not None and before.text in (",", "and", "—", "–", "by"):
        return _Cue(at, at + 1, (at, at + 1), None) if low in _VERBS else None
    if before is None or low.endswith("ing") and begin == at:
        return None
    if before.low in ("and", "but", "then"):
        return _Cue(begin, at + 1, (at, at + 1), None)
    subject = phrase_before(words, begin)
    if subject is None or not _is_verb(words, at, subject):
        return None
    return _Cue(subject.start, at + 1, (at, at + 1), subject)


def _is_verb(words: Sequence[Word], at: int, subject: Phrase) -> bool:
    """Tell if a word such as "claims" is a verb where it stands."""
    if words[subject.start].low in ("neither", "no", "nobody", "none", "few"):
        return False
    if words[at].low not in SPEECH_NOUNS or subject.aside:
        return True
    last = words[subject.end - 1]
    after = words[at + 1] if at + 1 < len(words) else None
    return last.capital or last.low in STOP or bool(after and after.low in ("that", ":"))


def _follows_speech(words: Sequence[Word], at: int) -> bool:
    """Tell if what stands before a verb may be what was said."""
    before = words[at - 1]
    if before.kind == "quotation":
        return before.text.rstrip()[-1:] in tuple(_SPOKEN_ENDS)
    return before.text in (",", "—", "–")


def _inverts(words: Sequence[Word], at: int, subject: Phrase) -> bool:
    """Tell if a noun phrase after a verb is who says it, not what is said."""
    if words[at - 1].kind == "quotation" or words[at - 2].kind == "quotation":
        return True
    if phrase_before(words, at) and not all(w.capital for w in words[slice(*_own(subject))]):
        return False  # "Roe, the minister, said the plan had failed."
    end = _past(subject)
    closed = end >= len(words) or words[end].text in (".", ",", "!", "?")
    return closed and words[at].low in SAYING and not _has_verb(words, subject)


def _own(phrase: Phrase) -> tuple[int, int]:
    return phrase.start, phrase.end


def _has_verb(words: Sequence[Word], phrase: Phrase) -> bool:
    return any(word.low in BEING or word.low in _HELPING for word in words[slice(*_own(phrase))])


def _content(words: Sequence[Word], cue: _Cue, following: _Cue | None) -> tuple[list[Range], Form]:
    """Return the ranges of what is said, and its form; no range where nothing is."""
    end = _clause_end(words, cue, following)
    quoted_before = [i for i in range(cue.start) if words[i].kind == "quotation"]
    quoted_after = [i for i in range(cue.end, end) if words[i].kind == "quotation"]
    if not cue.around and _said_before(words, cue):
        adjacent = cue.start - 1 - (words[cue.start - 1].kind != "quotation")
        if adjacent >= 0 and words[adjacent].kind == "quotation":
            spoken = [i for i in quoted_before if _is_run(words, i, adjacent)] + quoted_after
            return [_inner(words[i]) for i in spoken], "direct"
        parts = [*_range(words, 0, cue.start), *_range(words, cue.end, end)]
        return parts, "mixed" if quoted_before or quoted_after else "indirect"
    if cue.around:
        parts = [*_range(words, 0, cue.start), *_range(words, cue.end, len(words))]
        return parts, "mixed" if quoted_before or quoted_after else "indirect"
    begin = _told(words, cue, end)
    if quoted_after:
        first = quoted_after[0]
        lead = words[first - 1]
        near = first <= begin or (
            lead.text in (":", ",") and lead.text == ":" or first - begin <= 0
        )
        if (
            near
            and (_sentence_like(words[first]) or words[first].text[:1].isupper())
            or (lead.text == ":")
        ):
            return [_inner(words[i]) for i in quoted_after], "direct"
        return list(_range(words, begin, end)), "mixed"
    if begin < end and words[begin].low in _ABOUT and words[begin - 1].low != "that":
        return [], "indirect"
    return list(_range(words, begin, end)), "indirect"


def _is_run(words: Sequence[Word], at: int, last: int) -> bool:
    """Tell if only quotations and marks stand between a quotation and the last one."""
    return all(words[i].kind != "word" for i in range(at, last))


def _said_before(words: Sequence[Word], cue: _Cue) -> bool:
    """Tell if what is said stands before a subject and its verb."""
    if cue.inverted:
        return True
    if not cue.start or cue.subject is None:
        return False
    before = words[cue.start - 1]
    after = words[cue.end] if cue.end < len(words) else None
    spoken = before.kind == "quotation" and before.text.rstrip()[-1:] in tuple(_SPOKEN_ENDS)
    outside = before.text == "," and cue.start > 1 and words[cue.start - 2].kind == "quotation"
    if spoken or outside:
        return after is None or after.text != ":"
    ends = after is None or after.text in (",", ".", "!")
    return ends and before.text in (",", "—", "–") and cue.start > _FEW


def _clause_end(words: Sequence[Word], cue: _Cue, following: _Cue | None) -> int:
    """Return where what is said after a cue ends: at the next one that is not part of it."""
    if following is None or following.start <= cue.end:
        return len(words)
    end = following.start
    if words[end - 1].low not in _CONNECTING and not following.inverted:
        return len(words)
    while end > cue.end and words[end - 1].low in _CONNECTING:
        end -= 1
    return end


def _told(words: Sequence[Word], cue: _Cue, end: int) -> int:
    """Return where what is said begins, after whom it is told and "that"."""
    begin = cue.end
    stop = min(end, begin + _OBJECT)
    for at in range(begin, stop):
        if words[at].kind == "quotation":
            break
        if words[at].text == ":" or (
            words[at].low == "that"
            and (
                at == begin
                or words[cue.verb[1] - 1].low in _TELLING
                or words[at - 1].low in ("day", "yesterday")
                or words[at - 1].capital
            )
        ):
            return at + 1
    while begin < end and words[begin].text in (",", ":"):
        begin += 1
    return begin


def _range(words: Sequence[Word], start: int, end: int) -> Iterator[Range]:
    """Yield the range of a clause without the marks and joining words at its ends, if any is left."""
    while start < end and (words[start].kind == "mark" or words[start].low in _CONNECTING):
        start += 1
    while end > start and words[end - 1].kind == "mark":
        end -= 1
    if start < end:
        yield words[start].start, words[end - 1].end
