"""Questions to begin with, made from the articles and checked to have an answer."""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import chain, zip_longest

from assistant.answer import Answer
from corpus import Article, ArticleNotFound, Corpus
from corpus.listing import listing

__all__ = ["suggest"]

_MOST_ARTICLES = 20
"""Number of articles that are looked at, the last added first."""
_MOST_CHARACTERS = 4_000
"""How much of each article is looked at: what is new in it stands at its beginning."""
_MOST_TRIES = 12
"""Number of questions that are tried out: each takes as long as an answer."""

_VERBS = {
    "agreed": "agree",
    "announced": "announce",
    "decided": "decide",
    "pledged": "pledge",
    "presented": "present",
    "promised": "promise",
    "proposed": "propose",
    "reaffirmed": "reaffirm",
    "said": "say",
    "signed": "sign",
    "suggested": "suggest",
    "warned": "warn of",
}
_NAME = r"[A-Z][\w’'-]+"
_VERB = "|".join(_VERBS)
# "Ada Quill announced …", "NATO allies reaffirmed …" at the beginning of a sentence
_SUBJECT = re.compile(
    rf"(?P<who>{_NAME}(?: (?:{_NAME}|allies|countries|leaders|members|ministers))*) "
    rf"(?P<verb>{_VERB})\b"
)
# "…," Ada Quill said
_SPEAKER = re.compile(rf"[,?!]?[\"”’] (?P<who>{_NAME}(?: {_NAME})*) (?P<verb>said|warned)\b")
# "The bridge at Lune was opened …"
_EVENT = re.compile(
    rf"(?P<what>The {_NAME}(?: {_NAME})*) was "
    r"(?P<done>adopted|agreed|created|founded|opened|signed)\b"
)
_OFFICE = re.compile(r"\b(?:Chancellor|King|Minister|President|Queen|Secretary)\b")
_NO_NAME = re.compile(r"(?:He|It|She|They|This|That|These|Those|We|Who|You|I|The)\b")


def suggest(corpus: Corpus, ask: Callable[[str], Answer], most: int) -> tuple[str, ...]:
    """Return at most ``most`` questions that are answered, about different articles if possible.

    Args:
        corpus: Has the articles.
        ask: Answers a question from them.
        most: How many, from 0.
    """
    # The first question of each article, then the second of each.
    rounds = zip_longest(*(_questions(article) for article in _latest(corpus)))
    candidates = dict.fromkeys(question for question in chain(*rounds) if question)
    answered: list[str] = []
    for question in list(candidates)[:_MOST_TRIES]:
        if len(answered) == most:
            break
        if ask(question).answered:
            answered.append(question)
    return tuple(answered)


def _latest(corpus: Corpus) -> Iterator[Article]:
    """Yield the articles that were added last, the last first."""
    for entry in listing(corpus, limit=_MOST_ARTICLES).entries:
        with suppress(ArticleNotFound):  # another user may remove one meanwhile
            yield corpus.article(entry.id)


def _questions(article: Article) -> Iterator[str]:
    text = article.text[:_MOST_CHARACTERS]
    for sentence in re.split(r"(?<=[.!?”\"]) |\n", text):
        if match := _EVENT.match(sentence):
            yield f"When was t{match['what'][1:]} {match['done']}?"
        match = _SUBJECT.match(sentence) or _SPEAKER.search(sentence)
        if match and not _NO_NAME.match(match["who"]):
            yield f"What did {_name(match['who'])} {_VERBS[match['verb']]}?"


def _name(words: str) -> str:
    """Return a person's name without the office before it."""
    offices = list(_OFFICE.finditer(words))
    return words[offices[-1].end() :].strip() or words if offices else words
