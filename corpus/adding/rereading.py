"""An article read again: a new revision, the same text, or a page that has lost it."""

import re
from collections import Counter
from difflib import SequenceMatcher
from math import sqrt

from corpus.text.search_terms import plain_words

__all__ = ["about_something_else", "lost", "same_but_for_counters"]

_FEWEST = 12
"""Telling words of a text, from which another can be compared with it."""
_ANOTHER = 0.25
"""Share of two texts' telling words that both have (the geometric mean of each's share), below
which they are about different things. Two unrelated articles share .09, two papers' accounts of
one event .33."""
_GROWN = 0.4
"""Share of the old text's telling words that are in one which has grown many times as long."""
# The share of the old length below which a text may have been cut out of it.
_HALF = 0.5
_PIECE = 0.6
"""Share of a shorter text that stands in the longer one in one piece, from which it was cut out
of that and not written anew."""
_SCRAP = 0.2
"""Of a text's length, below which nothing is a shorter version of it unless it tells most of it."""
_GIST = 0.35
"""Share of the telling words that a version so short has to have."""
_MOST_COMPARED = 2_000
"""Words of the new text in which a piece of the old one is looked for."""
_SHORT = 5
"""Letters of words that tell little: of, the, und, que."""
_LONGEST = 200
"""Characters of a line that is a counter."""
_NUMBER = r"\d[\d.,\s]*[km]?"
_COUNTED = r"""(?:
    views?|reads?|comments?|shares?|likes?|clicks?|reactions?|page\ ?views?
    |aufrufe|kommentare|vues|commentaires|partages|lecturas|visitas|comentarios|commenti
    |visualizzazioni|visualizaç\w+|comentários|reacties|visningar|visninger|kommentarer
    |wyświetle\w+|komentarz\w*|просмотр\w*|комментари\w*
)"""
_READERS = r"""(?:
    people|persons?|readers?|users?|visitors?|times|leser\w*|mal|lecteurs?|fois|personnes?
    |lectores|personas|veces|persone|volte|lettori|pessoas|vezes|leitores|lezers|keer|razy|раз
)"""
_READ = r"(?:read|viewed|seen|shared|liked|gelesen|lu|vu|leído|visto|letto|lido|gelezen|läst|lest)"
_COUNTER = re.compile(
    rf"""
    # "1,204 views · 12 comments", "Comments (12)"
    \W*(?:{_NUMBER}\s*{_COUNTED}|{_COUNTED}\W*{_NUMBER})(?:\W+(?:{_NUMBER}\s*)?{_COUNTED})*\W*
    # "Read by 1,204 people today, according to our counter", "1.204 mal gelesen"
    |\W*(?:this\ \w+\ (?:was|has\ been)\ )?{_READ}\s+(?:(?:by|von|par|por|da|door|av)\s+)?
        {_NUMBER}\s*{_READERS}\b.{{0,80}}
    |{_NUMBER}\s*{_READERS}\s+{_READ}\W*
    # "37 people are reading this article"
    |{_NUMBER}\s*{_READERS}\s+(?:(?:are|have|is|now|already)\s+)*(?:reading|viewing|{_READ})
        \s+(?:this|the)\ (?:article|story|page|post).{{0,40}}
    # "Updated 5 minutes ago"
    |(?:last\ )?(?:updated|published|posted)?\W*(?:about\ )?\d+\s*
        (?:s|m|h|d|sec|min|hr|second|minute|hour|day|week)s?\.?\ ago\W*
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""A line that counts who has read the page, or tells how long ago something was."""


def about_something_else(old: str, new: str) -> bool:
    """Tell if two texts have hardly a name, a figure or a telling word in common.

    Of a text of a sentence or two nothing is told.
    """
    told, there = _telling(old), _telling(new)
    kept, taken = _share(told, there), _share(there, told)
    return told.total() >= _FEWEST and sqrt(kept * taken) < _ANOTHER and kept < _GROWN


def lost(old: str, new: str) -> str | None:
    """Say why a text cannot be a newer version of another, or ``None`` when it can.

    A correction, a story that has grown, one that was written anew and a short version of it keep
    the names and figures that the old one turns on. A sign that the article is there no more, or
    its beginning with an offer to subscribe, do not.

    Args:
        old: The text that is stored.
        new: The one that is at its address now.
    """
    told = _telling(old)
    if told.total() < _FEWEST:
        return None
    if about_something_else(old, new):
        return "what is there now is about something else"
    before, now = _words(old), _words(new)
    size = len(now) / len(before)
    scrap = size < _SCRAP and _share(told, _telling(new)) < _GIST
    if scrap or (size < _HALF and _longest_piece(before, now) >= _PIECE * len(now)):
        return f"only {size:.0%} of it is there now"
    return None


def same_but_for_counters(old: str, new: str) -> bool:
    """Tell if two texts differ in nothing but lines that count readers, or tell how long ago."""
    return _without_counters(old) == _without_counters(new)


def _without_counters(text: str) -> list[str]:
    lines = (line.strip() for line in text.split("\n"))
    return [line for line in lines if len(line) > _LONGEST or not _COUNTER.fullmatch(line)]


def _telling(text: str) -> Counter[str]:
    """Count the words by which one story is told from the next: long ones, and figures."""
    words = _words(text)
    # An ideograph alone tells little: with the one after it it counts as a word.
    return Counter(
        word + following if len(word) == 1 and not word.isascii() else word
        for word, following in zip(words, [*words[1:], ""], strict=True)
        if len(word) > _SHORT or not word.isascii() or word.isdigit()
    )


def _words(text: str) -> list[str]:
    return plain_words(text.lower())


def _share(of: Counter[str], within: Counter[str]) -> float:
    both = sum(count for word, count in of.items() if word in within)
    return both / of.total() if of else 0.0


def _longest_piece(old: list[str], new: list[str]) -> int:
    """Return the length, in words, of the longest run that is in both texts."""
    new = new[:_MOST_COMPARED]
    # "autojunk" would pass over the words that a long text has often.
    match = SequenceMatcher(None, new, old, autojunk=False).find_longest_match()
    return match.size
