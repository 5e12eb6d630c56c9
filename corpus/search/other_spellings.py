"""Other spellings of words that mean the same: "F16" and "F-16", "Soderholm" and "Søderholm".

What they are for is a question whose words the articles spell otherwise. They need no index of
their own: a spelling counts only where the corpus has it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from corpus.text.search_terms import CLITICS, terms, without_accents

__all__ = ["folded", "joined", "name_spellings", "other_spellings", "pairs", "slips"]

_SHORTEST_PART: Final = 3
"""Letters of a word that is written together with another: "air strike" is "airstrike"."""
_SHORTEST_WHOLE: Final = 8
_LONGEST_WHOLE: Final = 30
"""Letters of a word that may be two."""
_SHORTEST_LETTERS: Final = 4
"""Letters of a name with a letter that others write otherwise: "Lodz"."""
_SHORTEST_NAME: Final = 6
"""Letters of a name in which two may have changed places, or y stand for i; shorter ones are
others'."""
_SHORTEST_DOUBLED: Final = 7
"""Letters of a name in which one may be doubled: Hansen is not Hanssen."""
_MOST: Final = 300
"""Spellings of a name that are looked for."""

_TOKEN: Final = re.compile(r"[^\W_]+")
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_LATIN: Final = re.compile(r"[a-zøæœßłđðþı]+")
_CODE: Final = re.compile(r"([^\W\d_]{1,6})(\d{1,4}[a-z]?)|(\d{1,4})([a-z]{1,2})", re.IGNORECASE)
"""Letters and a number, "F16", "Covid19", or a number and letters, "5G"."""

_BRITISH: Final = tuple(
    (re.compile(british), american, re.compile(back), forth)
    for british, american, back, forth in (
        # "colour"
        (r"our(?=$|s$|e|i|a|l|f)", "or", r"or(?=$|s$|e|i|a|l|f)", "our"),
        (
            # "organise", "organisation"
            r"is(?=e[drs]?$|ers$|ing$|ations?$|ational$)",
            "iz",
            r"iz(?=e[drs]?$|ers$|ing$|ation)",
            "is",
        ),
        # "analyse"
        (r"ys(?=e[drs]?$|ers$|ing$)", "yz", r"yz(?=e[drs]?$|ers$|ing$)", "ys"),
        # "travelled"
        (r"ll(?=ed$|ing$|ers?$|ery$|ors?$)", "l", r"(?<=[aeiou])l(?=ed$|ing$|ers?$|ors?$)", "ll"),
        # "dialogue"
        (r"ogue(?=s?$)", "og", r"og(?=s?$)", "ogue"),
        # "programme"
        (r"mme(?=s?$)", "m", r"m(?=s?$)", "mme"),
        # "judgement"
        (r"(?<=[dg])gement(?=s?$)", "gment", r"(?<=d)gment(?=s?$)", "gement"),
    )
)
"""Endings, British to American and back: what comes out counts only where the corpus has it."""
# Letters of a word that may end so: of "four" no "for" is made.
_SHORTEST_BRITISH: Final = 5
_ONE_BY_ONE: Final = tuple(
    tuple(line.split())
    for line in (
        "centre center",
        "theatre theater",
        "metre meter",
        "kilometre kilometer",
        "litre liter",
        "fibre fiber",
        "calibre caliber",
        "sombre somber",
        "spectre specter",
        "lustre luster",
        "manoeuvre maneuver",
        "defence defense",
        "offence offense",
        "licence license",
        "pretence pretense",
        "grey gray",
        "tyre tire",
        "plough plow",
        "aluminium aluminum",
        "jewellery jewelry",
        "mould mold",
        "moustache mustache",
        "pyjamas pajamas",
        "sceptic skeptic",
        "sceptical skeptical",
        "sulphur sulfur",
        "draught draft",
        "gaol jail",
        "ageing aging",
        "enrol enroll",
        "fulfil fulfill",
        "skilful skillful",
        "instalment installment",
        "cosy cozy",
        "doughnut donut",
        "paediatric pediatric",
        "paediatrician pediatrician",
        "orthopaedic orthopedic",
        "anaesthetic anesthetic",
        "anaemia anemia",
        "leukaemia leukemia",
        "haemorrhage hemorrhage",
        "haemoglobin hemoglobin",
        "gynaecologist gynecologist",
        "archaeologist archeologist",
        "archaeology archeology",
        "oestrogen estrogen",
        "oesophagus esophagus",
        "foetus fetus",
        "diarrhoea diarrhea",
        "encyclopaedia encyclopedia",
        "mediaeval medieval",
        "caesarean cesarean",
        "faeces feces",
    )
)
_EITHER: Final[Mapping[str, str]] = {
    word + ending: other + ending
    for pair in _ONE_BY_ONE
    for word, other in (pair, pair[::-1])
    for ending in ("", "s", "d" if word[-1] == "e" else "ed")
}

# Letters that are no other letter with an accent, and what stands for them; and what of the
# spellings of one name in the Latin alphabet varies.
_LETTER_FOR: Final = (
    ("ø", "o"),
    ("ø", "oe"),
    ("æ", "ae"),
    ("æ", "a"),
    ("œ", "oe"),
    ("ß", "ss"),
    ("ł", "l"),
    ("đ", "d"),
    ("ð", "d"),
    ("þ", "th"),
    ("ı", "i"),
)
_UMLAUTS: Final = (("ae", "a"), ("oe", "o"), ("ue", "u"), ("aa", "a"))
"""Two letters that stand for one whose accent search leaves away: Mueller for Müller."""
# How a letter with a mark is written without it; search knows the bare letter already.
_MARKED: Final[Mapping[str, str]] = {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa"}
_SOUNDS: Final = (
    ("ph", "f"),
    ("f", "ph"),
    ("kh", "h"),
    ("y", "i"),
    ("i", "y"),
    ("y", "yy"),
    ("yy", "y"),
    ("y", "iy"),
    ("iy", "y"),
    ("yy", "iy"),
    ("iy", "yy"),
    ("w", "v"),
    ("v", "w"),
)
_OWN_ENDING: Final = re.compile(r"(?:sson|son|mann|man)$")
"""Endings in which a doubled letter makes another name: Johanson is not Johansson."""
_ARABIC: Final = re.compile(r"[\u0600-\u06ff]+")
_HEBREW: Final = re.compile(r"[\u0590-\u05ff]+")
# The article and the small words that both languages write together with the word behind them.
_ARABIC_BEFORE: Final = ("ال", "وال", "بال", "لل", "و", "ب", "ل")
_HEBREW_BEFORE: Final = ("ה", "ב", "ל", "מ", "ו", "ש", "כ")


def pairs(text: str) -> Iterator[tuple[str, str, int, int]]:
    """Yield two words that may be one, side by side or with a hyphen, and where they stand.

    They are letters and a number ("F 16"), or two words of three letters at least of which
    neither tells nothing ("cyber security").
    """
    tokens = list(_TOKEN.finditer(text))
    for first, second in pairwise(tokens):
        if text[first.end() : second.start()] not in (" ", "-", "‐", "‑", "–"):
            continue
        # "don't": the t is no word
        if first[0] in CLITICS and text[first.start() - 1 : first.start()] in ("'", "’"):
            continue
        if joined(first[0], second[0]):
            yield first[0], second[0], first.start(), second.end()


def joined(first: str, second: str) -> str:
    """Return two words as one, where they may be; else nothing."""
    whole = first + second
    if _CODE.fullmatch(whole) and first.isalpha() != second.isalpha():
        letters = first if first.isalpha() else second  # not "at 5" nor "5 or", but "F 16"
        return whole if terms(letters) or (len(letters) == 1 and letters is first) else ""
    both = _LETTERS.fullmatch(first) and _LETTERS.fullmatch(second)
    long = min(len(first), len(second)) >= _SHORTEST_PART
    return whole if both and long and len(terms(f"{first} {second}")) > 1 else ""


def other_spellings(word: str) -> set[str]:
    """Return other spellings of a word, in lower case, each of one word or two.

    Letters and number apart, compounds apart, British and American; Arabic and Hebrew words
    with and without what is written together with them.
    """
    lower = word.lower()
    if code := _CODE.fullmatch(lower):
        return {" ".join(filter(None, code.groups()))}
    if _ARABIC.fullmatch(word):
        return _with_prefixes(without_accents(word), _ARABIC_BEFORE) - {word}
    if _HEBREW.fullmatch(word):
        return _with_prefixes(without_accents(word), _HEBREW_BEFORE) - {word}
    if not (lower.isascii() and lower.isalpha()):
        return set()
    return {*_apart(lower), *_american_and_british(lower)} - {lower}


def _with_prefixes(word: str, before: Sequence[str]) -> set[str]:
    bare = {word}
    for prefix in before:
        if word.startswith(prefix) and len(word) - len(prefix) >= _SHORTEST_PART:
            bare.add(word[len(prefix) :])
    return {prefix + word for word in bare for prefix in ("", *before)}


def _apart(word: str) -> Iterator[str]:
    if _SHORTEST_WHOLE <= len(word) <= _LONGEST_WHOLE:
        for at in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
            if joined(word[:at], word[at:]):
                yield f"{word[:at]} {word[at:]}"


def _american_and_british(word: str) -> Iterator[str]:
    if word in _EITHER:
        yield _EITHER[word]
    if len(word) >= _SHORTEST_BRITISH:
        for british, american, back, forth in _BRITISH:
            yield british.sub(american, word)
            yield back.sub(forth, word)


def folded(word: str) -> str:
    """Return a word as all spellings of its letters have it: "søderholm" and "soderholm" alike."""
    text = without_accents(word.lower())
    for letter, plain in (*_LETTER_FOR, *_UMLAUTS):
        text = text.replace(letter, plain)
    return text


def name_spellings(name: str) -> set[str]:
    """Return other spellings of one name: with other letters for the same, doubled ones, y for i.

    They are in lower case and, as search compares words, without accents. A name that only looks
    like it is none: "Johansen" and "Johanson", "Miller" and "Müller".
    """
    plain = without_accents(name.lower())
    if len(plain) < _SHORTEST_LETTERS or not _LATIN.fullmatch(plain):
        return set()
    for letter, two in _MARKED.items():
        if letter in name.lower():
            plain_two = without_accents(name.lower().replace(letter, two))
            return _closed({plain, plain_two}, plain) | {plain_two}
    return _closed({plain}, plain)


def slips(name: str) -> set[str]:
    """Return the names of which this one is a slip: two letters that changed places.

    The first letter stays, and shorter names than of six letters are left alone.
    """
    plain = without_accents(name.lower())
    if len(plain) < _SHORTEST_NAME or not _LATIN.fullmatch(plain):
        return set()
    swapped = {
        plain[:at] + plain[at + 1] + plain[at] + plain[at + 2 :] for at in range(1, len(plain) - 1)
    } - {plain}
    return swapped | {other for slip in swapped for other in _lettered(slip)}


def _closed(start: set[str], plain: str) -> set[str]:
    """Return what one or two changes make of some spellings."""
    once = {other for slip in start for other in _changed(slip)}
    twice = {other for slip in once for other in _lettered(slip)}
    # Sorted, so that of too many always the same ones are left out.
    return set([*sorted(once), *sorted(twice - once)][:_MOST]) - {plain}


def _changed(word: str) -> Iterator[str]:
    yield from _lettered(word)
    if len(word) < _SHORTEST_NAME:
        return
    for letters, others in _SOUNDS:
        yield from _replaced(word, letters, others, 1)
    if len(word) < _SHORTEST_DOUBLED:
        return
    own = _OWN_ENDING.search(word)
    for at in range(1, own.start() if own else len(word)):
        if word[at] == word[at - 1]:
            yield word[:at] + word[at + 1 :]
        else:
            yield word[: at + 1] + word[at:]


def _lettered(word: str) -> Iterator[str]:
    for letter, plain in _LETTER_FOR:
        yield from _replaced(word, letter, plain)
        yield from _replaced(word, plain, letter)
    for two, one in _UMLAUTS:
        yield from _replaced(word, two, one)


def _replaced(word: str, old: str, new: str, first: int = 0) -> Iterator[str]:
    for match in re.finditer(re.escape(old), word):
        if match.start() >= first:
            yield word[: match.start()] + new + word[match.end() :]
