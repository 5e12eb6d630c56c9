"""Cues of speech: verbs of saying with their subjects, and what is said by them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from corpus.language.speech.clauses import Phrase, phrase_after, phrase_before, verb_group
from corpus.language.speech.units import Word
from corpus.language.vocabulary import AUXILIARIES, BEING, PERSONAL, QUOTING, SAYING, SPEECH_NOUNS
from corpus.text.sentences import Range

__all__ = ["FEW", "Cue", "Form", "content_of", "cues", "is_sentence", "spoken_words"]

Form = Literal["direct", "mixed", "indirect"]
"""Word for word; in the text's words with some of the speaker's; in the text's words."""

_VERBS: Final = SAYING | QUOTING
_TELLING: Final = frozenset(
    "tell told tells telling warn warned warns assure assured assures remind reminded".split()
)
# "…, a doctor, told NBC News": whom it was told stands behind these, and never who told it.
_ALWAYS_TOLD: Final = frozenset(
    "tell told tells telling assure assured assures remind reminded".split()
)
_OBJECT: Final = 9
"""Words after "told" among which "that" begins what was said."""
_SPOKEN_ENDS: Final = ",.?!…—–-"
_SHARING: Final = frozenset("and but then".split())
"""Words before a verb that has the subject of the one before."""
# What stands between two statements of one sentence.
_CONNECTING: Final = frozenset((",", "and", "but", "then", ";", "—", "–", "while", "though", "or"))
# Forms that may be nouns: in "insurance claims" nobody says anything.
_ALSO_NOUNS: Final = SPEECH_NOUNS | frozenset(
    "estimates estimate hopes hope fears fear answers jokes joke hints signals tweets tweet wonders"
    " calls call demands demand blames brands laughs sighs smiles shouts praise thanks".split()
)
_SELDOM: Final = frozenset(
    """answer write report state note comment remark describe explain declare reply respond reveal
    recall remember confirm deny signal point repeat continue add speak speaks spoke
    continued continues repeated conclude concludes concluded alleged revealed expected""".split()
)
"""Forms that tell what somebody says only where "that" or a quotation follows."""
# These say something only as "point out", or before "that".
_POINTING: Final = frozenset("point pointed points pointing".split())
# "The plan failed, Roe said on Monday": with these nothing more is said behind the verb.
_WHERE: Final = frozenset("in on at during after last yesterday earlier later".split())
# Subjects that are no speaker: "nobody said".
_NOBODY: Final = frozenset("neither no nobody none few nor there this that these it's".split())
_HELPING: Final = BEING.union(AUXILIARIES)
_ABOUT: Final = frozenset("to about of on for with".split())
"""Words after a verb by which it tells of talk, not what is said: "replied to requests"."""
FEW: Final = 3
"""Words from which a quotation by itself may be a statement."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb of saying with its subject, as places of words in a unit."""

    start: int
    end: int
    """Of subject, verb and what is set between and after them."""
    verb: tuple[int, int]
    subject: Phrase | None
    """None where the verb shares that of the one before: "and added"."""
    inverted: bool = False
    around: bool = False
    """True if it may stand anywhere: "according to"."""


def cues(words: Sequence[Word]) -> Iterator[Cue]:
    """Yield the cues of a sentence, in order."""
    for at, word in enumerate(words):
        low = word.low if word.kind == "word" else ""
        cue = None
        if low in ("according", "words"):
            cue = _by_phrase(words, at)
        elif low == "quoted":
            cue = _quoted(words, at)
        # "Proposed by Roe" tells whose it is, and not what was said.
        elif low in _VERBS and not word.capital and not _is(words, at + 1, "by"):
            cue = _cue(words, at)
        if cue:
            yield cue


def _is(words: Sequence[Word], at: int, low: str) -> bool:
    return 0 <= at < len(words) and words[at].low == low


def _by_phrase(words: Sequence[Word], at: int) -> Cue | None:
    """Return the cue of "according to Roe" and "in the words of Roe"."""
    begin = at
    if words[at].low == "words":
        if not (
            _is(words, at - 1, "the") and _is(words, at - 2, "in") and _is(words, at + 1, "of")
        ):
            return None
        begin = at - 2
    elif not _is(words, at + 1, "to"):
        return None
    subject = phrase_after(words, at + 2)
    if subject and not begin and not _is(words, _past(subject), ","):
        subject = Phrase(subject.start, subject.end)  # "According to Roe, the plan failed."
    if subject is None:
        return None
    return Cue(begin, _past(subject), (begin, at + 2), subject, around=True)


def _past(phrase: Phrase) -> int:
    return phrase.aside[1] if phrase.aside else phrase.end


def _quoted(words: Sequence[Word], at: int) -> Cue | None:
    """Return the cue of "was quoted as saying"."""
    near = range(at, min(len(words), at + _OBJECT))
    saying = next((i for i in near if words[i].low == "saying"), 0)
    begin = at - 1
    if begin < 1 or words[begin].low not in BEING or not _is(words, saying - 1, "as"):
        return None
    while begin and words[begin - 1].low in ("has", "have", "had", "been", "also", "later"):
        begin -= 1
    subject = phrase_before(words, begin)
    return Cue(subject.start, saying + 1, (at, saying + 1), subject) if subject else None


def _cue(words: Sequence[Word], at: int) -> Cue | None:
    """Return the cue of a verb of saying; None where nobody says anything by it."""
    begin = verb_group(words, at)
    if not begin:  # nobody's, or nothing stands before it
        return None
    before, ing = words[begin - 1], words[at].low.endswith("ing")
    inverts = begin == at and not ing and words[at].low not in _ALWAYS_TOLD
    if inverts and _follows_speech(words, at):
        subject = phrase_after(words, at + 1)
        if subject and _inverts(words, at, subject):
            return Cue(at, _past(subject), (at, at + 1), subject, inverted=True)
    if before.low in _SHARING or (ing and (before.text in (",", "—", "–") or before.low == "by")):
        return Cue(begin, at + 1, (at, at + 1), None)
    subject = None if ing and begin == at else phrase_before(words, begin)
    if subject is None or not _is_verb(words, at, subject):
        return None
    return Cue(subject.start, at + 1, (at, at + 1), subject)


def _is_verb(words: Sequence[Word], at: int, subject: Phrase) -> bool:
    """Tell if a word such as "claims" or "answer" is a verb of saying where it stands."""
    low = words[at].low
    after = words[at + 1] if at + 1 < len(words) else None
    if words[subject.start].low in _NOBODY:  # "nobody said …"
        return False
    if low in _POINTING:
        return bool(after and after.low in ("out", "that"))
    spoken = after and (after.low in ("that", ":") or after.kind == "quotation")
    # A "think tank" thinks nothing.
    if low in _SELDOM or (low == "think" and after and after.low.startswith("tank")):
        return bool(spoken)
    last = words[subject.end - 1]
    # "Insurance claims" are no speech; what "Roe claims" is.
    if low in _ALSO_NOUNS and not subject.aside:
        return bool(spoken) or last.capital or last.low in PERSONAL
    return True


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
    return any(word.low in _HELPING for word in words[slice(*_own(phrase))])


def content_of(words: Sequence[Word], cue: Cue, following: Cue | None) -> tuple[list[Range], Form]:
    """Return the ranges of what is said, and its form; no range where nothing is."""
    end = len(words) if cue.around else _clause_end(words, cue, following)
    before = [i for i in range(cue.start) if words[i].kind == "quotation"]
    after = [i for i in range(cue.end, end) if words[i].kind == "quotation"]
    if cue.around or _said_before(words, cue):
        last = cue.start - 1
        if last > 0 and words[last].kind == "mark":
            last -= 1
        if not cue.around and last >= 0 and words[last].kind == "quotation":
            spoken = [i for i in before if _is_run(words, i, last)] + after
            return [spoken_words(words[i]) for i in spoken], "direct"
        parts = [*_range(words, 0, cue.start), *_range(words, cue.end, end)]
        return parts, "mixed" if before or after else "indirect"
    begin = _told(words, cue, end)
    if after and _is_direct(words, begin, after[0]):
        return [spoken_words(words[i]) for i in after], "direct"
    if after:
        return list(_range(words, begin, end)), "mixed"
    if _tells_nothing(words, cue, begin, end):
        return [], "indirect"
    return list(_range(words, begin, end)), "indirect"


def _is_direct(words: Sequence[Word], begin: int, first: int) -> bool:
    """Tell if a quotation is all that is said, word for word."""
    quoted = words[first]
    whole = is_sentence(quoted) or quoted.text[:1].isupper()
    return words[first - 1].text == ":" or (first <= begin and whole)


def _tells_nothing(words: Sequence[Word], cue: Cue, begin: int, end: int) -> bool:
    """Tell if what follows a verb says only to whom, or of what, somebody spoke."""
    if begin >= end or words[begin - 1].low == "that":
        return False
    verb = words[cue.verb[1] - 1].low
    told = verb in _TELLING and not verb.startswith("warn")
    about = words[begin].low in _ABOUT and not verb.startswith(("warn", "complain"))
    return about or (told and end - begin <= FEW + 1)


def _is_run(words: Sequence[Word], at: int, last: int) -> bool:
    """Tell if only quotations and marks stand between a quotation and the last one."""
    return all(words[i].kind != "word" for i in range(at, last))


def _said_before(words: Sequence[Word], cue: Cue) -> bool:
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
        # A colon behind the verb tells that what was said follows.
        return after is None or after.text != ":"
    at = cue.end
    # "…, Roe told reporters", "…, Roe said on Monday".
    if words[cue.verb[1] - 1].low in _TELLING or (after and after.low in _WHERE):
        while at < len(words) and at - cue.end < FEW + 2 and words[at].kind == "word":
            at += 1
    ends = at >= len(words) or words[at].text in (",", ".", "!")
    that = any(word.low == "that" for word in words[cue.end : at])
    return ends and not that and before.text in (",", "—", "–") and cue.start > FEW


def _clause_end(words: Sequence[Word], cue: Cue, following: Cue | None) -> int:
    """Return where what is said after a cue ends: at the next one that is not part of it."""
    if following is None or following.start <= cue.end:
        return len(words)
    end = following.start
    if words[end - 1].low not in _CONNECTING and not following.inverted:
        return len(words)
    while end > cue.end and words[end - 1].low in _CONNECTING:
        end -= 1
    return end


def _told(words: Sequence[Word], cue: Cue, end: int) -> int:
    """Return where what is said begins, after whom it is told and "that"."""
    begin = cue.end
    stop = min(end, begin + _OBJECT)
    for at in range(begin, stop):
        if words[at].kind == "quotation":
            break
        # Any other "that" may be part of what was said.
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
    """Yield the range of a clause without marks and joining words at its ends, if any is left."""
    while start < end and (words[start].kind == "mark" or words[start].low in _CONNECTING):
        start += 1
    while end > start and words[end - 1].kind == "mark":
        end -= 1
    if start < end:
        yield words[start].start, words[end - 1].end


def is_sentence(word: Word) -> bool:
    """Tell if a quotation may be a whole sentence."""
    inner = word.text.strip()
    return bool(inner) and not inner[0].islower() and inner[-1] in ".!?…,"


def spoken_words(word: Word) -> Range:
    """Return the range of a quotation without its marks."""
    return word.quotation.words if word.quotation else (word.start, word.end)
