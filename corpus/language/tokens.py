"""Tokens of a sentence, normalised so that two ways of writing the same compare equal.

"6 March" and "March 6", "U.K." and "the United Kingdom", "12,000" and "twelve thousand",
"didn't" and "did not" become the same tokens.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from corpus.language.calendar_words import MONTHS
from corpus.language.vocabulary import (
    AMOUNTS,
    BEFORE_MONTH,
    FUNCTION_WORDS,
    NEGATIONS,
    PRONOUNS,
    SCALES,
    SPEECH,
    SPEECH_NOUNS,
    TITLES,
    UNITS,
)
from corpus.text.search_terms import stem

__all__ = ["PRONOUNS", "Token", "fold", "tokens", "visible"]

_Kind = Literal["word", "stop", "name", "number", "date", "negation", "speech", "break"]

# Zero-width marks, marks of direction, fillers and tags: people see none, and a model reads them.
_HIDDEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0"
    "\U000e0000-\U000e0fff]"
)
_CONTROLS = re.compile(r"[\0-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_MISREAD = re.compile(r"(?<!\w)Â(?=[£¥°©])")
"""What is left of a sign that was read as Latin-1 and is UTF-8: "Â£25m"."""
_QUOTES = str.maketrans(
    {
        "‘": "'",
        "’": "'",
        "‛": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "–": "-",
        "—": "-",
        "−": "-",
        "‑": "-",
        "‐": "-",
    }
)
_AMOUNT = r"\d+(?:,\d{3})*(?:\.\d+)?(?:\s?(?:(?:thousand|[mb]illion|trillion|bn|tn|m|k)\b))?"
_PHRASES: Final = tuple(
    (re.compile(pattern), word)
    for pattern, word in (
        (r"\bUnited States(?: of America)?\b|\bU\.?S\.?A\b\.?|\bU\.S\b(?!\.\w)\.?", "US"),
        (r"\bUnited Kingdom\b|\bGreat Britain\b|\bBritain\b|\bU\.K\.(?=\W|$)", "UK"),
        (r"\bEuropean Union\b|\bE\.U\.(?=\W|$)", "EU"),
        (r"\bUnited Nations\b|\bU\.N\.(?=\W|$)", "UN"),
        (r"\bper cent\b|(?<=\d)\s?%", " percent"),
        (r"(?<=\d)\s?°\s?(?=[CF]\b)", " degrees "),
        (r"(?<=degrees )C\b", "celsius"),
        (r"(?<=degrees )F\b", "fahrenheit"),
        (r"(?<=\d)\s?([ap])\.?m\b\.?", r" \1m"),
        (r"(?<!\S)-(?=\d)", "minus "),
        (rf"€\s?({_AMOUNT})", r"\1 euros"),
        (rf"£\s?({_AMOUNT})", r"\1 pounds"),
        (rf"\$\s?({_AMOUNT})", r"\1 dollars"),
        (rf"[¥￥]\s?({_AMOUNT})", r"\1 yen"),
        (rf"₹\s?({_AMOUNT})", r"\1 rupees"),
        # It denies as "not" does.
        (r"\b(?:un(likely|able)|im(possible))\b", r"not \1\2"),
        (r"\b[Aa]ccording to\b", "according_to"),
        (r"\b([Cc])an(?:'t|not)\b", r"\1an not"),
        (r"\b([Ww])on't\b", r"\1ill not"),
        (r"n't\b", " not"),
        # Before the next one, which would make "1990" of "1990's".
        (r"(?<=\d0)'s\b", "s"),
        (r"'s?(?=\s|$|[,.;:!?\")])", ""),
        # Their stops end no sentence.
        (
            r"\b(Mr|Mrs|Ms|Dr|St|Prof|Gen|Sen|Gov|Rep|No|vs|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct"
            r"|Nov|Dec)\.",
            r"\1",
        ),
    )
)
# What may follow "twenty" to make one number with it.
_ONES: Final = frozenset("123456789")
_JOINING: Final = frozenset(("and", "to"))
_TOKEN = re.compile(
    r"(?P<abbreviation>(?:[A-Za-z]\.){2,})"
    r"|(?P<iso>\d{4}-\d\d-\d\d)"
    r"|(?P<number>\d+(?:,\d{3})*(?:\.\d+)?)(?P<unit>st|nd|rd|th|s|bn|m|k|tn)?(?![^\W\d_])"
    # "5G", "2nd-hand": figures within a word are no number.
    r"|(?P<mixed>\d+[^\W\d_]\w*)"
    r"|(?P<word>[^\W\d_](?:[^\W_]|_(?=to\b)|'(?=[^\W\d_]))*)"
    r"|(?P<break>[;:,.!?()\"]|--|(?<=\s)-(?=\s))"
)
# Endings of words that a sentence may begin with, and names have seldom.
_NOT_NAMES: Final = re.compile(r"(?:ers|ors|ists|ians|ing|ly|ed|ments?|tions?|ness|ities)$")
# Prepositions and linking words that a sentence may begin with, beside the function words.
_OPENING: Final = frozenset(
    """despite amid amidst among amongst alongside across along around behind beside besides beyond
    except inside outside like unlike near per plus since throughout toward towards underneath until
    till upon via within without worth however therefore thus hence meanwhile moreover furthermore
    nevertheless nonetheless instead otherwise perhaps maybe overall likewise regardless afterwards
    elsewhere today yesterday tomorrow tonight later earlier next other another several many few
    most both either neither each every some any all such key recent new former""".split()
)


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number, date or break of a sentence."""

    form: str
    """Comparable: folded, without accents; of a number its value, of a date "month-day"."""
    kind: _Kind
    written: str
    """The token as it stood in the text, after spellings were made alike."""
    initial: bool = False
    """True if a capital may be due to the beginning of a sentence or quotation."""

    @property
    def stem(self) -> str:
        """The form without its ending."""
        return stem(self.form) if self.kind in ("word", "stop", "speech") else self.form

    @property
    def content(self) -> bool:
        """True if the token is a content word: one that carries meaning of its own."""
        return self.kind in ("word", "name", "number", "date")


def visible(text: str) -> str:
    """Remove what cannot be seen: zero-width and bidirectional marks, tags, controls."""
    return _HIDDEN.sub("", _CONTROLS.sub(" ", text))


def fold(text: str) -> str:
    """Return the visible text in compatibility form (NFKC), with plain quotes and dashes."""
    return unicodedata.normalize("NFKC", _MISREAD.sub("", visible(text))).translate(_QUOTES)


@lru_cache(maxsize=4096)
def tokens(text: str) -> tuple[Token, ...]:
    """Return the tokens of ``text`` in order."""
    plain = fold(text)
    for pattern, word in _PHRASES:
        plain = pattern.sub(word, plain)
    parsed: list[Token] = []
    initial = True
    for match in _TOKEN.finditer(plain):
        token = _token(match, initial=initial)
        parsed.extend(token)
        initial = match["break"] is not None and match["break"] in '.!?":'
    return tuple(_dates(_numbers(list(_spoken(parsed)))))


def _token(match: re.Match[str], *, initial: bool) -> list[Token]:
    written = match[0]
    if match["break"]:
        return [Token(written, "break", written)]
    if match["iso"]:
        year, month, day = written.split("-")
        return [Token(year, "number", year), Token(f"{int(month)}-{int(day)}", "date", written)]
    if match["number"]:
        value = float(match["number"].replace(",", ""))
        if match["unit"] == "s":
            # "The 1990s" is no 1990.
            return [Token(f"{value:g}s", "number", written)]
        return [Token(_value(value * SCALES.get(match["unit"] or "", 1)), "number", written)]
    if match["abbreviation"]:
        written = written.replace(".", "")
    return [_word(written, initial=initial)]


def _word(written: str, *, initial: bool) -> Token:
    form = "".join(
        c for c in unicodedata.normalize("NFD", written.casefold()) if not unicodedata.combining(c)
    )
    if form in NEGATIONS:
        return Token(form, "negation", written)
    if form in SPEECH:
        return Token("say", "speech", written)
    if form in UNITS or form in AMOUNTS:
        value = UNITS.get(form)
        return Token(form if value is None else _value(value), "number", written)
    # "US" is no "us", and "WHO" no "who".
    if form in FUNCTION_WORDS and not (written.isupper() and len(written) > 1):
        return Token(form, "stop", written)
    capital = written[0].isupper() and form not in TITLES
    # "Officers" at the beginning of a sentence has its capital by its place.
    if capital and not (initial and (form in _OPENING or _NOT_NAMES.search(form))):
        return Token(form, "name", written, initial)
    return Token(form, "word", written, initial)


def _spoken(sentence: list[Token]) -> Iterator[Token]:
    """Leave words such as "claims" and "states" verbs of saying only after who says so."""
    for index, token in enumerate(sentence):
        before = sentence[index - 1] if index else None
        says = before is None or before.kind in ("name", "break") or before.form in PRONOUNS
        if token.kind == "speech" and token.written.casefold() in SPEECH_NOUNS and not says:
            yield Token(token.written.casefold(), "word", token.written, token.initial)
        else:
            yield token


def _value(number: float) -> str:
    return str(int(number)) if float(number).is_integer() else repr(round(number, 6))


def _numbers(sentence: list[Token]) -> list[Token]:
    """Join number words and scales: "twenty five", "3.5 million", "two hundred thousand"."""
    joined: list[Token] = []
    for token in sentence:
        last = joined[-1] if joined else None
        if last and last.kind == "number" and _digits(last.form):
            before = float(last.form)
            if token.form in SCALES and token.kind in ("word", "name"):
                joined[-1] = Token(_value(before * SCALES[token.form]), "number", last.written)
                continue
            # "Twenty five" is one number; "20 5" are two.
            tens = last.written[0].isalpha() and before in range(20, 100, 10)
            ones = token.kind == "number" and token.form in _ONES
            if tens and ones:
                joined[-1] = Token(_value(before + float(token.form)), "number", token.written)
                continue
        joined.append(token)
    return joined


def _dates(sentence: list[Token]) -> list[Token]:
    """Join a month with its days, as one token a day; a month alone is a date without a day."""
    dated: list[Token] = []
    index = 0
    while index < len(sentence):
        token = sentence[index]
        index += 1
        month = MONTHS.get(token.form) if token.written[0].isupper() else None
        after = sentence[index] if index < len(sentence) else None
        before = dated[-1] if dated else None
        if not month or token.kind == "break":
            dated.append(token)
        elif days := _days_after(sentence[index : index + 4]):
            dated += _each_day(days, month, token)
            index += len(days)
        elif days := _days_before(dated):
            dated[-len(days) :] = _each_day(days, month, token)
        # These three are verbs and names, too: they need a number beside them, or an "in" before.
        elif (
            token.form not in ("may", "march", "mar")
            or (after and after.kind == "number")
            or (before and before.form in BEFORE_MONTH)
        ):
            dated.append(Token(f"{month}-", "date", token.written))
        else:
            dated.append(Token(token.form, "name", token.written, token.initial))
    return dated


def _days_after(sentence: list[Token]) -> list[Token]:
    """Return the day, or the two of "March 6 and 7, 2025", with which the tokens begin."""
    days = sentence[:1] if sentence and _day(sentence[0]) else []
    if days and len(sentence) > 2 and sentence[1].form in _JOINING and _day(sentence[2]):  # noqa: PLR2004
        end = sentence[3] if len(sentence) > 3 else None  # noqa: PLR2004
        if end is None or end.kind == "break":  # but not "on March 6 and 12 people"
            days = sentence[:3]
    return days


def _days_before(sentence: list[Token]) -> list[Token]:
    """Return the day, or the two of "from 6 to 7 March", with which the tokens end."""
    of = bool(sentence) and sentence[-1].form == "of"
    last = sentence[-2:] if of else sentence[-1:]
    if not last or not _day(last[0]):
        return []
    rest = sentence[-len(last) - 2 : -len(last)]
    if len(rest) > 1 and rest[-1].form in _JOINING and _day(rest[-2]):
        return rest[-2:] + last
    return last


def _each_day(days: list[Token], month: int, named: Token) -> list[Token]:
    return [
        Token(f"{month}-{day.form}", "date", f"{named.written} {day.written}")
        for day in days
        if day.kind == "number"
    ]


def _day(token: Token) -> bool:
    return token.kind == "number" and _digits(token.form) and 1 <= float(token.form) <= 31  # noqa: PLR2004


def _digits(form: str) -> bool:
    return form.replace(".", "", 1).isdigit()
