"""The words of a sentence in a form in which two ways of writing the same compare equal.

"6 March" and "March 6", "U.K." and "the United Kingdom", "12,000" and "twelve thousand",
"didn't" and "did not" become the same tokens.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from assistant.vocabulary import (
    AMOUNTS,
    BEFORE_MONTH,
    MONTHS,
    NEGATIONS,
    PRONOUNS,
    SCALES,
    SPEECH,
    STOP,
    TITLES,
    UNITS,
)

__all__ = ["PRONOUNS", "Token", "fold", "stem", "tokens", "visible"]

Kind = Literal["word", "stop", "name", "number", "date", "negation", "speech", "break"]

_HIDDEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0"
    "\U000e0000-\U000e0fff]"
)
_CONTROLS = re.compile(r"[\0-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
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
_PHRASES: Final = tuple(
    (re.compile(pattern), word)
    for pattern, word in (
        (r"\bUnited States(?: of America)?\b|\bU\.?S\.?A\b\.?|\bU\.S\.(?=\W|$)", "US"),
        (r"\bUnited Kingdom\b|\bGreat Britain\b|\bBritain\b|\bU\.K\.(?=\W|$)", "UK"),
        (r"\bEuropean Union\b|\bE\.U\.(?=\W|$)", "EU"),
        (r"\bUnited Nations\b|\bU\.N\.(?=\W|$)", "UN"),
        (r"\bper cent\b|(?<=\d)\s?%", " percent"),
        (r"\b[Aa]ccording to\b", "according_to"),
        (r"\b([Cc])an(?:'t|not)\b", r"\1an not"),
        (r"\b([Ww])on't\b", r"\1ill not"),
        (r"n't\b", " not"),
        (r"'s?(?=\s|$|[,.;:!?\")])", ""),
        (
            r"\b(Mr|Mrs|Ms|Dr|St|Prof|Gen|Sen|Gov|Rep|No|vs|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct"
            r"|Nov|Dec)\.",
            r"\1",
        ),
    )
)
_ONES: Final = frozenset("123456789")
_TOKEN = re.compile(
    r"(?P<abbreviation>(?:[A-Za-z]\.){2,})"
    r"|(?P<iso>\d{4}-\d\d-\d\d)"
    r"|(?P<number>\d+(?:,\d{3})*(?:\.\d+)?)(?P<unit>st|nd|rd|th|s|bn|m|k|tn)?(?![^\W\d_])"
    r"|(?P<mixed>\d+[^\W\d_]\w*)"
    r"|(?P<word>[^\W\d_](?:[^\W_]|_(?=to\b)|'(?=[^\W\d_]))*)"
    r"|(?P<break>[;:,.!?()\"]|--|(?<=\s)-(?=\s))"
)
_NOT_NAMES: Final = re.compile(r"(?:ers|ors|ists|ians|ing|ly|ed|ments?|tions?|ness|ities)$")


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number, date or break of a sentence."""

    form: str
    """Comparable: folded, without accents; of a number its value, of a date "month-day"."""
    kind: Kind
    written: str
    """As it stood in the text, after spellings were made alike."""
    initial: bool = False
    """Whether a capital may be due to the beginning of a sentence or quotation."""

    @property
    def stem(self) -> str:
        """The form without its ending."""
        return stem(self.form) if self.kind in ("word", "stop", "speech") else self.form

    @property
    def content(self) -> bool:
        """Whether it carries meaning of its own."""
        return self.kind in ("word", "name", "number", "date")


def visible(text: str) -> str:
    """Text without what cannot be seen: zero-width and bidirectional marks, tags, controls."""
    return _HIDDEN.sub("", _CONTROLS.sub(" ", text))


def fold(text: str) -> str:
    """Visible text in compatibility form, with plain quotes and dashes."""
    return unicodedata.normalize("NFKC", visible(text)).translate(_QUOTES)


@lru_cache(maxsize=512)
def tokens(text: str) -> tuple[Token, ...]:
    """The tokens of ``text`` in order."""
    plain = fold(text)
    for pattern, word in _PHRASES:
        plain = pattern.sub(word, plain)
    found: list[Token] = []
    initial = True
    for match in _TOKEN.finditer(plain):
        token = _token(match, initial=initial)
        found.extend(token)
        initial = match["break"] is not None and match["break"] in '.!?":'
    return tuple(_dates(_numbers(found)))


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """A word without its ending: enough for "proposed" to meet "proposal"."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    for ending, rest in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:  # noqa: PLR2004
            root = word[: -len(ending)] + rest
            # "stopped" is "stop", but "called" is "call".
            return root[:-1] if re.search(r"([bdgmnprt])\1$", root) else root.rstrip("e")
    return word.rstrip("e") if len(word) > 3 else word  # noqa: PLR2004


_ENDINGS: Final = (
    ("ationally", "at"),
    ("ational", "at"),
    ("ations", "at"),
    ("ation", "at"),
    ("ments", ""),
    ("ment", ""),
    ("ingly", ""),
    ("ings", ""),
    ("ing", ""),
    ("edly", ""),
    ("ies", "y"),
    ("ied", "y"),
    ("als", ""),
    ("al", ""),
    ("ions", ""),
    ("ion", ""),
    ("ers", ""),
    ("er", ""),
    ("ors", ""),
    ("or", ""),
    ("ly", ""),
    ("ed", ""),
    ("es", ""),
    ("s", ""),
)
_IRREGULAR: Final = {
    form: forms.split()[0]
    for forms in (
        "go went gone goes going",
        "know knew known knows",
        "throw threw thrown throws",
        "give gave given gives giving",
        "take took taken takes taking",
        "make made makes making",
        "find found finds",
        "begin began begun begins",
        "buy bought buys",
        "bring brought brings",
        "think thought thinks",
        "hold held holds",
        "leave left leaves leaving",
        "lead led leads",
        "meet met meets",
        "win won wins winning",
        "lose lost loses losing",
        "rise rose risen rises rising",
        "fall fell fallen falls",
        "grow grew grown grows",
        "see saw seen sees",
        "come came comes coming",
        "become became becomes",
        "write wrote written writes writing",
        "speak spoke spoken speaks",
        "child children",
        "man men",
        "woman women",
        "person people",
        "say said says saying",
        "tell told tells",
        "build built builds",
        "send sent sends",
        "spend spent spends",
        "keep kept keeps",
        "feel felt feels",
        "sell sold sells",
        "pay paid pays",
        "run ran runs running",
        "break broke broken breaks",
        "choose chose chosen",
        "draw drew drawn draws",
        "drive drove driven drives",
        "eat ate eaten eats",
        "fly flew flown flies",
        "show showed shown shows",
        "stand stood stands",
        "teach taught teaches",
        "get got gets",
        "catch caught catches",
        "fight fought fights",
        "sing sang sung sings",
        "die died dies",
        "lie lay lain",
        "life lives",
        "hear heard hears",
        "seek sought",
        "swim swam swum",
    )
    for form in forms.split()
}


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
    if form in STOP and not (written.isupper() and len(written) > 1):
        return Token(form, "stop", written)
    capital = written[0].isupper() and form not in TITLES
    if capital and not (initial and _NOT_NAMES.search(form)):
        return Token(form, "name", written, initial)
    return Token(form, "word", written, initial)


def _value(number: float) -> str:
    return str(int(number)) if number == int(number) else repr(round(number, 6))


def _numbers(found: list[Token]) -> list[Token]:
    """Number words and scales joined: "twenty five", "3.5 million", "two hundred thousand"."""
    joined: list[Token] = []
    for token in found:
        last = joined[-1] if joined else None
        if last and last.kind == "number" and _digits(last.form):
            before = float(last.form)
            if token.form in SCALES and token.kind in ("word", "name"):
                joined[-1] = Token(_value(before * SCALES[token.form]), "number", last.written)
                continue
            tens = last.written[0].isalpha() and before in range(20, 100, 10)
            ones = token.kind == "number" and token.form in _ONES
            if tens and ones:
                joined[-1] = Token(_value(before + float(token.form)), "number", token.written)
                continue
        joined.append(token)
    return joined


def _dates(found: list[Token]) -> list[Token]:
    """A month with its day as one token; a month alone as a date without a day."""
    dated: list[Token] = []
    skip = False
    for place, token in enumerate(found):
        if skip:
            skip = False
            continue
        month = MONTHS.get(token.form) if token.written[0].isupper() else None
        before = dated[-1] if dated else None
        after = found[place + 1] if place + 1 < len(found) else None
        if not month or token.kind == "break":
            dated.append(token)
        elif after and _day(after):
            dated.append(Token(f"{month}-{after.form}", "date", token.written))
            skip = True
        elif before and _day(before):
            dated[-1] = Token(f"{month}-{before.form}", "date", token.written)
        elif (
            token.form not in ("may", "march", "mar")
            or (after and after.kind == "number")
            or (before and before.form in BEFORE_MONTH)
        ):
            dated.append(Token(f"{month}-", "date", token.written))
        else:
            dated.append(Token(token.form, "name", token.written, token.initial))
    return dated


def _day(token: Token) -> bool:
    return token.kind == "number" and _digits(token.form) and 1 <= float(token.form) <= 31  # noqa: PLR2004


def _digits(form: str) -> bool:
    return form.replace(".", "", 1).isdigit()
