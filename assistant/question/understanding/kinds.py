"""The kind of a question, and what it asks of: articles, a summary, the latest, or a fact.

Rules read the wording; what they do not know is a question of fact, which the reader answers.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from difflib import get_close_matches
from typing import Final

from assistant.answer import Kind
from assistant.question.naming.as_of import AsOf
from assistant.question.naming.days import Days, named_days
from assistant.question.naming.named_sources import last_words
from assistant.question.tags import without_tag
from assistant.question.understanding.classifier import bare
from assistant.question.understanding.kind_guesses import (
    SURE,
    SURER,
    Embed,
    guessed,
    may_be_of_world,
    misled,
)
from assistant.question.understanding.request import Request
from assistant.question.understanding.wording_rules import ruled, said
from assistant.question.understanding.wordings import ARTICLE, TAKE, TELLING_KIND, TRIM, YES_NO

__all__ = ["understood"]

_MOST_READ: Final = 1_000
"""Characters of a question, its last, that are read for its kind."""
_OVERRULE: Final = frozenset(("articles", "summary", "latest", "timeline", "said"))
"""Kinds that the classifier may tell where a rule says otherwise."""
_EDGES: Final = " ?!.,"


def understood(
    question: str,
    publishers: Iterable[str],
    today: date,
    embed: Embed | None = None,
    near: date | None = None,
) -> Request:
    """Return what a question asks for: by rules, and where they don't know by a classifier.

    Args:
        question: Standalone, in English.
        publishers: The names of the corpus's publishers.
        today: The day on which it is asked.
        embed: Returns the vectors of texts; without it the rules alone decide.
        near: When the story was in the news, for a day without a year "as of" which it is asked.
    """
    # What is asked mostly stands last, behind the story that leads to it.
    asked = bare(question[-_MOST_READ:])
    # Nothing is left of a question of marks alone, such as "???".
    text = _spelled(asked) or question
    plain, known = _without_conditions(text, publishers, today, near)
    # A day elsewhere than at the end is part of what was said or spoken of.
    whole = known.days is not None and not known.as_of and not _dated(text, known.days)
    by_rule = ruled(plain, known) or (said(text, Request()) if whole else said(plain, known))
    guess = guessed(asked, plain, known, embed, SURER if by_rule else SURE) if embed else Request()
    if by_rule:
        # The classifier does not know which names are papers'.
        if guess.kind in _OVERRULE - {by_rule.kind} and not by_rule.publisher:
            return guess
        return replace(by_rule, of_world=may_be_of_world(by_rule, plain))
    if guess.kind != "fact" and not misled(guess, plain):
        return replace(guess, of_world=may_be_of_world(guess, plain))
    kind: Kind = "yes-no" if YES_NO.match(without_tag(plain)) else "fact"
    return Request(kind, days=known.days if known.as_of else None, as_of=known.as_of)


def _without_conditions(
    text: str, publishers: Iterable[str], today: date, near: date | None
) -> tuple[str, Request]:
    """Return a question without the days and the paper that it names, and a request with them."""
    as_of = AsOf.of(text, today, near)
    days = None if as_of else named_days(text, today)
    plain = as_of.question if as_of else text
    if days:  # what is left is asked of the articles of these days
        plain = " ".join((text[: days.start] + " " + text[days.end :]).split()).strip(_EDGES)
    publisher, words = _publisher(plain, publishers)
    if words:
        # "The Courier article" becomes "the article": the wordings look for its "the".
        the = " the " if words.lower().startswith("the ") else " "
        plain = " ".join(plain.replace(words, the, 1).split()).strip(_EDGES)
    if as_of:
        days = Days(None, as_of.day, 0, len(text))
    return plain, Request(days=days, as_of=as_of, publisher=publisher)


def _dated(text: str, days: Days) -> bool:
    """Tell if the days that a question names stand at its end, as the time that it asks of."""
    last = not text[days.end :].strip(TRIM)
    when = r"(?:on|in|since|from|during|yesterday|today|last|this|between|after|before|until)\b"
    return last and bool(re.match(when, text[days.start :], re.IGNORECASE))


def _spelled(text: str) -> str:
    """Return a question with the words that tell its kind put right: "articels", "whats"."""
    words = text.split(" ")
    for index, word in enumerate(words):
        lower = word.lower()
        if lower in ("whats", "hows", "wheres"):
            words[index] = f"{word[:-1]}'s"
        # Shorter words are near to too many, and "publish" is no misspelt "published".
        elif len(word) >= 6 and not any(known.startswith(lower) for known in TELLING_KIND):  # noqa: PLR2004
            close = get_close_matches(lower, TELLING_KIND, 1, cutoff=0.84)
            # The first letter is seldom mistyped: "particle" is no "article".
            if close and close[0][0] == lower[0]:
                words[index] = close[0]
    return " ".join(words)


def _publisher(text: str, publishers: Iterable[str]) -> tuple[str | None, str]:
    """Return the publisher that a question names, and the words that name it there; else none."""
    # The longest first, as a name may be part of another's.
    names = sorted(publishers, key=len, reverse=True)
    # "The Fjord Times" is called "Fjord Times" too, and "courier.example.org" "Courier".
    known = [(re.sub(r"^the\s|(?:\.[a-z]{2,})+$", "", name, flags=re.I), name) for name in names]
    called = [
        (rf"(?:the\s)?(?:{re.escape(name)}|{re.escape(short)})", name)
        for short, name in known
        if len(short) > 1
    ]
    # Anna Courier is not the Courier.
    called += [(rf"the\s{last}", name) for last, name in last_words(names).items()]
    for wording, name in called:
        pattern = (
            rf"(?:\b(?:according\sto|published\sby|by|from|in|of|at)\s)?\b{wording}(?:'s)?(?!\w)"
        )
        for match in re.finditer(pattern, text, re.IGNORECASE):
            if _is_paper(match[0], text[match.end() :]):
                return name, match[0]
    return None, ""


def _is_paper(named: str, after: str) -> bool:
    """Tell if the words for a paper name it: they may be common ones, "the Sun".

    Args:
        named: The words, with "by" or "in" before them.
        after: What stands behind them.
    """
    # "What did the editor of the Fjord Times say?"
    if re.match(r"(?:of|at)\b", named, re.IGNORECASE) and not re.match(
        rf"\s(?:\w+\s)?{ARTICLE}\b", after, re.IGNORECASE
    ):
        return False
    return bool(
        re.match(r"(?:by|from|in|according|published)\b", named, re.IGNORECASE)
        or _PAPERS_OWN.match(after)
    )


_PAPERS_OWN: Final = re.compile(
    rf"\s(?:(?:\w+\s)?{ARTICLE}|{TAKE}|publish(?:ed)?|print(?:ed)?|says?|said|writ(?:e|es|ten)|wrote"
    r"|have|has|report(?:ed)?|run|ran)\b",
    re.IGNORECASE,
)
"""What papers have and do, behind their names: "the Sun's story", "the Sun writes"."""
