"""The words of a question or a passage, as search compares them."""

import re
import unicodedata
from functools import lru_cache
from itertools import islice
from typing import Final

__all__ = [
    "CLITICS",
    "IDEOGRAPHS",
    "character_pieces",
    "plain_words",
    "query_words",
    "spaced",
    "stem",
    "stems",
    "terms",
    "without_accents",
]

_MAX_TERMS = 64
"""Words of a question that are searched for; a longer question is cut."""

_MAX_TERM = 200
"""Characters of a word that are searched for: what is longer is no word."""

IDEOGRAPHS = "\u2e80-\u9fff"
"""A range, for a pattern, of characters each of which counts as a word: in the languages that are
written with them, spaces do not set words apart."""
_SYLLABLES: Final = "\u1100-\u11ff\u2e80-\u2fff\u3005-\u3007\u3040-\u9fff\uac00-\ud7af\uf900-\ufaff"
"""A range of the characters of Chinese, Japanese and Korean; two of them tell as much as a word."""
_UNSPACED = re.compile(rf"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]+|[{_SYLLABLES}]+")
"""Runs of letters without spaces between words (Thai, Lao, Burmese, Khmer; Chinese, Japanese), or
with particles written together with them (Korean)."""
_PLAIN_WORD = re.compile(rf"[{IDEOGRAPHS}]|[^\W{IDEOGRAPHS}]+")
# Letters with full stops between ("U.S."), or a run of letters and digits together with the
# marks of the scripts that write vowels as marks, which for ``re`` are no part of a word.
_WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}"
    r"|[\w\u0300-\u036f\u0591-\u05c7\u064b-\u0670\u0900-\u0963\u0966-\u0eff]+"
)
CLITICS: Final = frozenset("d ll m re s t ve".split())
"""Pieces of words that follow an apostrophe."""
_NOT_SEARCHED = CLITICS | frozenset(
    word
    for line in (
        "a about an and are as at be been but by can could did do does for from had has have he",
        "her his how i in is it its me my of on or our say says said she should so than that the",
        "their them there they this those to us was we were what when where which who whom whose",
        "why will with would you your",
    )
    for word in line.split()
)
"""Words that tell nothing of the subject: with them in the query every chunk matches. Of the words
that hold a sentence together ("before", "under", "more") most are searched for."""


def plain_words(text: str) -> list[str]:
    """Return the words of a text in their order, an ideograph as a word of its own."""
    return _PLAIN_WORD.findall(text)


def terms(text: str) -> set[str]:
    """Return the content words of a text, in lower case: those that tell of its subject."""
    return {word.lower() for word in _WORD.findall(text)} - _NOT_SEARCHED


def query_words(text: str) -> list[str]:
    """Return the words of ``text`` to search for, each once: its content words, if it has any.

    They hold letters, digits and full stops only: nothing that a full-text query quotes with.
    """
    words = {word.lower(): word for word in _WORD.findall(text)}
    telling = [
        word for lower, word in words.items() if lower not in _NOT_SEARCHED
    ] or words.values()
    return [word[:_MAX_TERM] for word in islice(telling, _MAX_TERMS)]


def character_pieces(text: str) -> list[str]:
    """Return the pieces by which words are found that no space sets apart, each once.

    They are two characters of Chinese, Japanese or Korean, or three of Thai, Lao, Burmese or
    Khmer, as they overlap; a shorter run is a piece by itself.
    """
    pieces: dict[str, None] = {}
    for match in _UNSPACED.finditer(text):
        run = match[0]
        # Khmer lies between the letters of Korean and the ideographs.
        size = 2 if run[0] >= "\u1100" and not "\u1780" <= run[0] <= "\u17ff" else 3
        for start in range(max(1, len(run) - size + 1)):
            pieces[run[start : start + size]] = None
    return list(islice(pieces, _MAX_TERMS))


def spaced(text: str) -> str:
    """Return a text without what ``character_pieces`` takes from it."""
    return _UNSPACED.sub(" ", text)


def without_accents(text: str) -> str:
    """Return a text without accents and vowel marks, in compatibility form (NFKD)."""
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def stems(text: str) -> frozenset[str]:
    """Return the stems of a text's content words."""
    return frozenset(map(stem, terms(without_accents(text))))


@lru_cache(maxsize=1 << 15)
def stem(word: str) -> str:
    """Return a word without its ending: enough for "proposed" to meet "proposal"."""
    if word in IRREGULAR:
        return IRREGULAR[word]
    for ending, rest in _ENDINGS:
        # Three letters must be left: "king" and "bed" have no ending.
        if word.endswith(ending) and len(word) - len(ending) >= 3:  # noqa: PLR2004
            root = word[: -len(ending)] + rest
            # "stopped" is "stop", but "called" is "call".
            return root[:-1] if re.search(r"([bdgmnprt])\1$", root) else root.rstrip("e")
    return word.rstrip("e") if len(word) > 3 else word  # noqa: PLR2004


# The longest first: a word loses one only.
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
IRREGULAR: Final = {
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
