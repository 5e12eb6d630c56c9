"""Questions to begin with, made from the articles and checked to have an answer."""

import re
from collections.abc import Iterator
from itertools import chain, zip_longest
from typing import TYPE_CHECKING

from corpus import Article

if TYPE_CHECKING:
    from assistant.assistant import Assistant

__all__ = ["suggest"]

MOST_ARTICLES = 20
"""How many of the newest articles are looked at."""
MOST_TRIES = 12
"""How many questions are tried out: each takes as long as an answer."""

_PERSON = r"(?P<who>(?:[A-Z][\w'’.-]+ ){1,3}?[A-Z][\w'’-]+)"
_SAID = re.compile(
    _PERSON + r",? (?P<verb>said|suggested|proposed|announced|warned|told|called for)\b"
)
_VERBS = {
    "said": "say",
    "suggested": "suggest",
    "proposed": "propose",
    "announced": "announce",
    "warned": "warn about",
    "told": "say",
    "called for": "call for",
}
_DID = re.compile(
    r"(?:^|[.!?] )(?P<what>The [A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*) (?:was|were) (?P<done>\w+ed)\b"
)


def suggest(assistant: "Assistant", most: int) -> tuple[str, ...]:
    """At most ``most`` questions that the assistant answers, from different articles if it can."""
    articles = assistant.corpus.articles()[:MOST_ARTICLES]
    rounds = zip_longest(*(list(_questions(article)) for article in articles))
    candidates = dict.fromkeys(question for question in chain(*rounds) if question)
    found: list[str] = []
    for question in list(candidates)[:MOST_TRIES]:
        if len(found) == most:
            break
        if assistant.ask(question).answered:
            found.append(question)
    return tuple(found)


def _questions(article: Article) -> Iterator[str]:
    for match in _SAID.finditer(article.text):
        yield f"What did {_name(match['who'])} {_VERBS[match['verb']]}?"
    for match in _DID.finditer(article.text):
        yield f"When was {match['what'][0].lower()}{match['what'][1:]} {match['done']}?"


def _name(words: str) -> str:
    """A person's name without the office before it."""
    return " ".join(words.split()[-2:])
