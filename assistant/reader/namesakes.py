"""Namesakes: articles about somebody who has only the last name of whom a question asks about.

A model reads "Has Grete Lie died?" and "Olga Lie has died" alike.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Final

from assistant.reader.near_names import NearName
from corpus import ArticleNotFound, Corpus, Hit
from corpus.language.agreement import namesake

__all__ = ["namesakes"]

_RUN: Final = re.compile(r"[A-Z][^\W\d_]+(?:\s[A-Z][^\W\d_]+)*")
"""Matches words with capitals that stand together."""
_TWO: Final = 2
_WORD: Final = re.compile(r"[^\W\d_]+")


def namesakes(question: str, corpus: Corpus, hits: Sequence[Hit]) -> dict[int, NearName]:
    """Return whose namesake each passage's article tells of, by its place; mostly nothing.

    Such an article has nowhere the first name that is asked for, and another, with another first
    letter, before the last name: "Joe" may be "Joseph".

    Args:
        question: As it was searched for, with capitals.
        corpus: Where the articles are.
        hits: Passages that may answer.
    """
    asked = list(_asked(question))
    telling: dict[int, NearName] = {}
    for index, hit in enumerate(hits) if asked else ():
        near = f"{hit.header}\n{hit.text}"
        for first, last in asked:
            if first in near or last not in near:
                continue
            other = namesake(f"Was it {first} {last}?", near)
            if other and _is_another(other, first, question) and not _named(first, hit, corpus):
                telling[index] = NearName(f"{first} {last}", other)
    return telling


def _asked(question: str) -> Iterator[tuple[str, str]]:
    """Yield the first and last names of a question, of names of two words."""
    for run in _RUN.finditer(question):
        # The first word of a question has its capital anyway.
        words = run[0].split()[0 if run.start() else 1 :]
        if len(words) == _TWO:
            yield words[0], words[1]


def _is_another(name: str, first: str, question: str) -> bool:
    own = name.split()[-_TWO]
    return own[:1] != first[:1] and own not in question


def _named(first: str, hit: Hit, corpus: Corpus) -> bool:
    """Tell if an article has a first name anywhere."""
    text = hit.text
    with suppress(ArticleNotFound):  # another user may remove it meanwhile
        text = corpus.article(hit.article_id, hit.revision).text
    return first.casefold() in {word.casefold() for word in _WORD.findall(text)}
