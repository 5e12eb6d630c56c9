"""The words of a conversation that a follow-up may leave out, each with what tells of its part.

After Voskarides et al. 2020 (QuReTeC), each word of what was said before is judged by itself. Its
features are of where it was said, of its form, and of the follow-up; none needs a model.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from corpus.language.vocabulary import AUXILIARIES, FUNCTION_WORDS
from corpus.text.search_terms import stem

__all__ = ["Exchange", "SaidWord", "said_words"]

_NO_CONTENT: Final = FUNCTION_WORDS | frozenset(
    """one ones first second get know tell want think thanks thank ok okay yes no oh please like
    interesting really lot lots say says said mean let not cannot don't didn't doesn't isn't aren't
    won't can't wasn't i'm it's that's what's there's""".split()
)
_ARTICLES: Final = frozenset("a an the".split())
_POINTING: Final = frozenset("a an the this these that its their his her".split())
_PREPOSITIONS: Final = frozenset("of in on for with from to at by about between as".split())
_POSSESSIVE: Final = frozenset("its their his her".split())
_DEFINES = re.compile(
    r"(?:and |so )?(?:what|who)(?: is| are| was| were|[’']s) (?:an? |the )?"
    r"(?:[^\W_]+(?:[ ?.]+|$)){1,4}$"
    r"|(?:tell me|describe|i want|i[’']d like|can you)\b",
    re.IGNORECASE,
)
"""A question that asks what something is, which is likely what the next ones are about."""
_BEFORE_VERBS: Final = frozenset(AUXILIARIES) | frozenset("to not i you we they".split())

_WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*|,")
_SENTENCE_END = re.compile(r"(?<=[.?!])\s+")
_OWNER = re.compile(r"[’']s?$")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_ADJECTIVE = re.compile(r"(?:ous|ive|able|ible|ful|al|ic|est|er|ent|ant)$")
_NOUN = re.compile(r"(?:tion|ment|ness|ity|ism|ship|ance|ence|ist|ology|age|ure)s?$")
_ALIKE: Final = 4
"""Letters at their beginning that two words of one kin share: "tooth" and "toothache"."""
_LONGEST_NAME: Final = 5
"""Words of a name."""
_MOST_TURNS: Final = 8
"""Turns from which a conversation counts as long."""

_ASKS: Final[tuple[tuple[str, re.Pattern[str]], ...]] = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        ("it", r"\b(?:it|its)\b"),
        ("they", r"\b(?:they|them|their|theirs)\b"),
        ("he", r"\b(?:he|she|him|her|his|hers)\b"),
        ("that", r"\b(?:that|this|these|those)\b"),
        ("there", r"\bthere(?=\W*(?:$|[.?!]))"),
        ("one", r"\b(?:ones?|others?|another|else|both|two|types?|kinds?)\b"),
        ("the", r"\bthe [a-z]+\W*$"),
        ("about", r"\b(?:what|how) about\b"),
        ("tell", r"\b(?:tell me|describe)\b"),
        ("why", r"\bwhy\b"),
        ("replies", r"^\W*(?:yes|no|oh|ok|interesting|thanks|i|that[’']?s)\b"),
        ("more", r"\b(?:more|other|another|else|differ\w*|compare\w*)\b"),
    )
)
_REFERS: Final = ("it", "they", "he", "that", "there", "one")
_CROSSED: Final = (
    """it*plural they*plural he*capital it*capital there*capital none*capital he*name_of_two
    they*name_of_two one*ends_phrase the*is_before it*new_asked they*new_asked none*new_asked
    none*asked_first about*asked_last about*verb it*told_only they*told_only he*told_only
    none*told_only tell*told_only the*told_only length*told_only none*recent it*standing
    they*standing none*standing it*unbroken they*unbroken none*unbroken none*all_lean
    none*first_unless_new it*leaning_last they*leaning_last none*leaning_last none*standing_last
    capital*standing it*defined they*defined"""
).split()
"""Pairs of features that tell more together: "they" and a plural."""


class Exchange(NamedTuple):
    """A question of a conversation, and what was answered."""

    asked: str
    """The question as it was put."""
    answer: str


@dataclass(slots=True)
class SaidWord:
    """A word of the conversation, with all of its places and its features."""

    text: str
    """As it was written last."""
    features: dict[str, float] = field(default_factory=dict)
    mentions: list["_Mention"] = field(default_factory=list)

    @property
    def order(self) -> tuple[int, int, int]:
        """Where it was last said: the exchange, the sentence and the word."""
        last = self.mentions[-1]
        return last.sentence.exchange, last.sentence.number, last.place

    @property
    def phrase(self) -> tuple[str, ...]:
        """The stems of the run of content words that it was part of in the last question."""
        asked = [mention for mention in self.mentions if not mention.sentence.number]
        if not asked:
            return ()
        sentence, place = asked[-1]
        low, high = sentence.phrase[place]
        return tuple(sentence.stems[max(low, place - 2) : min(high, place + 3)])

    @property
    def name(self) -> tuple[str, ...]:
        """The stems of the name that it was part of last; empty where it was of none."""
        sentence, place = self.mentions[-1]
        words, (first, end) = sentence.words, sentence.phrase[place]
        low, high = place, place
        while low > max(first, 1) and words[low - 1][0].isupper():
            low -= 1
        while high < end and words[high][0].isupper():
            high += 1
        return tuple(sentence.stems[low:high]) if 1 < high - low <= _LONGEST_NAME else ()


@dataclass(slots=True)
class _Sentence:
    exchange: int
    number: int
    """0 for the question, then the sentences of the answer from 1."""
    words: list[str]
    asks: bool
    stems: list[str]
    """Of each content word, and an empty text for any other."""
    phrase: list[tuple[int, int]]
    """Of each word, the run of content words that it stands in; half-open."""
    text: str
    marked: bool = False
    """Whether a content word of the follow-up is in it."""


class _Mention(NamedTuple):
    sentence: _Sentence
    place: int


def said_words(question: str, before: Sequence[Exchange]) -> dict[str, SaidWord]:
    """Return the content words of a conversation that a follow-up lacks, by stem.

    Args:
        question: The follow-up.
        before: The exchanges before it, oldest first; at least one.
    """
    own = _sentence(question, 0, 0)
    held = set(filter(None, own.stems))
    sentences = [s for number, each in enumerate(before) for s in _sentences(each, number)]
    found: dict[str, SaidWord] = {}
    for sentence in sentences:
        sentence.marked = not held.isdisjoint(sentence.stems)
        for place, root in enumerate(sentence.stems):
            if root and root not in held:
                said = found.setdefault(root, SaidWord(""))
                said.text = sentence.words[place]
                said.mentions.append(_Mention(sentence, place))
    if not found:
        return found
    asks = _question_features(question, before)
    asks |= _overlap(held, sentences, len(before))
    last = [s for s in sentences if s.exchange == len(before) - 1 and s.number]
    leaning = [_leans(each.asked) for each in before]
    told = _Told(last, len(before), leaning)
    for root, said in found.items():
        said.features = asks | _features(root, said, own, held, told)
        for pair in _CROSSED:
            one, two = pair.split("*")
            said.features[pair] = said.features.get(one, 0.0) * said.features.get(two, 0.0)
    return found


def _question_features(question: str, before: Sequence[Exchange]) -> dict[str, float]:
    """Return what a follow-up itself tells of what it leaves out."""
    words = _words(question)
    content = [word for word in words if _is_content(word)]
    asks = {name: float(bool(pattern.search(question))) for name, pattern in _ASKS}
    return asks | {
        "none": float(not any(asks[name] for name in _REFERS)),
        "bare": float(len(content) <= 1),
        "length": min(len(content), 8) / 8,
        "names": min(sum(w[0].isupper() and w != "I" for w in words[1:]), 3) / 3,
        "short": float(len(words) <= 5),  # noqa: PLR2004
        "turns": min(len(before), _MOST_TURNS) / _MOST_TURNS,
    }


class _Told(NamedTuple):
    """What is the same for all words of a conversation."""

    last: list[_Sentence]
    """Of the last answer."""
    turns: int
    leaning: list[float]
    """Of each question, whether it refers to what was said before it."""


def _features(
    root: str, said: SaidWord, own: _Sentence, held: set[str], told: _Told
) -> dict[str, float]:
    asked = [m for m in said.mentions if not m.sentence.number]
    answered = [m for m in said.mentions if m.sentence.number]
    now = [m for m in answered if m.sentence.exchange == told.turns - 1]
    turns = sorted({m.sentence.exchange for m in asked})
    of_answers = {m.sentence.exchange for m in answered}
    f = _form(said.text) | _phrases(said, held)
    last = float(bool(turns) and turns[-1] == told.turns - 1)
    f |= {
        "capital": sum(m.sentence.words[m.place][0].isupper() for m in said.mentions)
        / len(said.mentions),
        "asked": float(bool(turns)),
        "asked_last": last,
        "asked_first": float(0 in turns),
        "asked_before": float(told.turns - 2 in turns),
        "share_asked": len(turns) / told.turns,
        "asked_often": float(len(turns) > 1),
        "recent": 1 / (told.turns - turns[-1]) if turns else 0.0,
        "new_asked": float(turns == [told.turns - 1]),
        "told_last": float(bool(now)),
        "told_only": float(bool(now) and not turns),
        "told_and_asked": float(bool(now) and bool(turns)),
        "told_before": float(bool(of_answers - {told.turns - 1})),
        "share_told": len(of_answers) / told.turns,
        "new_told": float(len(of_answers) == 1 and bool(now) and not turns),
        "has_answer": float(bool(told.last)),
        "alike": float(any(_are_alike(root, other) for other in held)),
        "acronym": float(_is_spelled(said, own)),
    }
    return f | _topic(turns, told) | _asked_place(asked) | _told_place(now, told)


def _topic(turns: Sequence[int], told: _Told) -> dict[str, float]:
    """Return what tells if a word belongs to what the conversation is still about."""
    end = told.turns - 1
    standing = next((n for n in range(end, 0, -1) if not told.leaning[n]), 0)
    # From the word's question on, each refers to the one before it.
    unbroken = bool(turns) and all(told.leaning[turns[-1] + 1 :])
    first_time = bool(turns) and all(told.leaning[turns[0] + 1 :])
    return {
        "last_leans": told.leaning[end],
        "standing": float(standing in turns),
        "standing_last": float(end in turns and not told.leaning[end]),
        "leaning_last": float(end in turns and told.leaning[end] > 0),
        "standing_before": float(standing in turns and end not in turns),
        "unbroken": float(unbroken),
        "unbroken_first": float(first_time),
        "all_lean": float(all(told.leaning[1:]) and end > 0),
        "first_unless_new": float(0 in turns and standing == 0),
        "since_standing": (end - standing) / told.turns,
    }


def _leans(question: str) -> float:
    return float(any(pattern.search(question) for name, pattern in _ASKS if name in _REFERS))


def _asked_place(asked: Sequence[_Mention]) -> dict[str, float]:
    """Return what is told by where a word stands in the last question that has it."""
    if not asked:
        return {}
    sentence, place = asked[-1]
    content = [index for index, root in enumerate(sentence.stems) if root]
    low, high = sentence.phrase[place]
    before = next((w.lower() for w in sentence.words[place - 1 :: -1] if not _is_content(w)), "")
    return {
        "after_preposition": float(place > 0 and before in _PREPOSITIONS),
        "after_about": float(place > 0 and before == "about"),
        "after_article": float(place > 0 and before in _ARTICLES),
        "ends_question": float(place == content[-1]),
        "begins_question": float(place == content[0]),
        "in_compound": float(high - low > 1),
        "place_asked": (content.index(place) + 1) / len(content),
        "share_of_question": 1 / len(content),
        "possessed": float(low > 0 and sentence.words[low - 1].lower() in _POSSESSIVE),
        "has_attribute": float(any(w.lower() == "of" for w in sentence.words[:place])),
        "is_attribute": float(high < len(sentence.words) and sentence.words[high].lower() == "of"),
        "defined": float(bool(_DEFINES.match(sentence.text))),
    }


def _told_place(now: Sequence[_Mention], told: _Told) -> dict[str, float]:
    """Return what is told by where a word stands in the last answer."""
    if not now:
        return {}
    first, last = now[0], now[-1]
    words, place = last.sentence.words, last.place
    low, high = last.sentence.phrase[place]
    before = words[place - 1].lower() if place else ""
    numbers = {m.sentence.number for m in now}
    end = told.last[-1].number
    near = {s.number for s in told.last if s.marked}
    content = [index for index, root in enumerate(first.sentence.stems) if root]
    return {
        "times_told": min(len(now), 4) / 4,
        "density": 20 * len(now) / sum(len(s.words) for s in told.last),
        "told_first": float(1 in numbers),
        "told_at_end": float(end in numbers),
        "told_at_end_only": float(numbers == {end} and end > 1),
        "asked_back": float(any(m.sentence.asks for m in now)),
        "beside": float(not near.isdisjoint(numbers)),
        "near": float(any(n + 1 in near or n - 1 in near for n in numbers)),
        "far": float(not near),
        "told_after_article": float(before in _ARTICLES),
        "begins_sentence": float(not any(last.sentence.stems[:place])),
        "told_after_preposition": float(before in _PREPOSITIONS),
        "told_in_compound": float(high - low > 1),
        "in_list": float(before == "," or words[place + 1 : place + 2] == [","]),
        "subject": float(first.place in content[:2]),
    }


def _form(word: str) -> dict[str, float]:
    low = word.lower()
    return {
        "number": float(word[0].isdigit()),
        "year": float(bool(_YEAR.fullmatch(word))),
        "letters": min(len(word), 12) / 12,
        "ly": float(low.endswith("ly")),
        "ing": float(low.endswith("ing")),
        "ed": float(low.endswith("ed")),
        "plural": float(low.endswith("s") and not low.endswith("ss")),
        "adjective": float(bool(_ADJECTIVE.search(low))),
        "noun": float(bool(_NOUN.search(low))),
    }


def _phrases(said: SaidWord, held: set[str]) -> dict[str, float]:
    """Return what is told by the runs of content words that a word stands in."""
    total = len(said.mentions)
    f = dict.fromkeys(
        """words_of_phrase ends_phrase name name_of_two verb after_pointing phrase_after_preposition
        before_preposition with_asked is_before is_behind""".split(),
        0.0,
    )
    for sentence, place in said.mentions:
        low, high = sentence.phrase[place]
        words, roots = sentence.words[low:high], sentence.stems[low:high]
        before = sentence.words[low - 1].lower() if low else ""
        after = sentence.words[high].lower() if high < len(sentence.words) else ""
        name = low > 0 and all(word[0].isupper() for word in words)
        f["words_of_phrase"] += min(high - low, 6) / 4 / total
        f["ends_phrase"] += (place == high - 1) / total
        f["name"] += name / total
        f["name_of_two"] = max(f["name_of_two"], float(name and high - low == 2))  # noqa: PLR2004
        f["verb"] += (place == low and before in _BEFORE_VERBS) / total
        f["after_pointing"] += (before in _POINTING) / total
        f["phrase_after_preposition"] += (before in _PREPOSITIONS) / total
        f["before_preposition"] += (after in _PREPOSITIONS) / total
        if not sentence.marked:
            continue
        f["with_asked"] = max(f["with_asked"], float(not held.isdisjoint(roots)))
        f["is_before"] = max(f["is_before"], float(roots[-1] in held))
        f["is_behind"] = max(f["is_behind"], float(roots[0] in held))
    return f


def _overlap(held: set[str], sentences: Sequence[_Sentence], turns: int) -> dict[str, float]:
    """Return which share of a follow-up's own words was said before, and where."""
    asked = {root for s in sentences if not s.number for root in s.stems}
    last = {root for s in sentences if not s.number and s.exchange == turns - 1 for root in s.stems}
    told = {root for s in sentences if s.number and s.exchange == turns - 1 for root in s.stems}
    count = max(1, len(held))
    return {
        "held_asked": len(held & asked) / count,
        "held_asked_last": len(held & last) / count,
        "held_told": len(held & told) / count,
    }


def _are_alike(one: str, two: str) -> bool:
    return len(one) >= _ALIKE and one[:_ALIKE] == two[:_ALIKE]


def _is_spelled(said: SaidWord, own: _Sentence) -> bool:
    """Tell if a word stands in a phrase whose first letters the follow-up has: "PII"."""
    short = [w.lower() for w in own.words if w.isupper() and 2 <= len(w) <= 5]  # noqa: PLR2004
    if not short:
        return False
    for sentence, place in said.mentions:
        low, high = sentence.phrase[place]
        letters = "".join(word[0] for word in sentence.words[low:high][:6]).lower()
        if any(letters.startswith(w[:2]) and letters[: len(w)] in w for w in short):
            return True
    return False


def _sentences(exchange: Exchange, number: int) -> Iterator[_Sentence]:
    yield _sentence(exchange.asked, number, 0)
    parts = filter(str.strip, _SENTENCE_END.split(exchange.answer))
    yield from (_sentence(part, number, order) for order, part in enumerate(parts, 1))


def _sentence(text: str, exchange: int, number: int) -> _Sentence:
    words = _words(text)
    stems = [stem(word.lower()) if _is_content(word) else "" for word in words]
    phrase = [(index, index + 1) for index in range(len(words))]
    low = 0
    for index in range(len(words) + 1):
        if index == len(words) or not stems[index]:
            phrase[low:index] = [(low, index)] * (index - low)
            low = index + 1
    return _Sentence(exchange, number, words, text.rstrip().endswith("?"), stems, phrase, text)


def _words(text: str) -> list[str]:
    return [_OWNER.sub("", match[0]) or match[0] for match in _WORD.finditer(text)]


def _is_content(word: str) -> bool:
    return len(word) > 1 and word.lower().replace("’", "'") not in _NO_CONTENT
