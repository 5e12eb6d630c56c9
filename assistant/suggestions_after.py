"""Suggested questions after an answer, each of which the articles that it cites answer."""

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Final

from assistant.answer import Answer
from corpus import Article, ArticleNotFound, Corpus
from corpus.language.attributions import attributions
from corpus.language.vocabulary import BODIES, PARTICLES
from corpus.text.search_terms import stems

__all__ = ["suggestions_after"]

_READ: Final = 6_000
"""Code points of an article, from its beginning, in which speakers are looked for."""
_LONGEST: Final = 90
"""Code points of a headline or a name that a question may hold."""
_FEWEST: Final = 2
"""Articles that make a list."""
# "The Ministry" and "Some Members" are nobody.
_PERSON: Final = re.compile(
    r"(?!(?:The|A|An|Some|Many|Several)\b)[^\W\d_][\w’'.-]*"
    rf"(?: (?:{'|'.join(sorted(PARTICLES))}|[^\W\d_a-zà-ÿ][\w’'.-]*)){{1,3}}"
)
"""Two to four words with capitals, particles between them aside."""
_NO_PERSON: Final = frozenset(
    """news times post press laboratory security institute university center centre office company
    association society club police county city airlines motors""".split()
)


def suggestions_after(answer: Answer, corpus: Corpus, most: int = 3) -> tuple[str, ...]:
    """Return at most ``most`` questions that lead on from an answer.

    What somebody says whom the first article cited quotes, a summary of that article, and which
    articles mention a name: each is a question about the library, which it answers itself.

    Args:
        answer: The answer that was just given.
        corpus: Where its articles are.
        most: How many, from 0.

    Raises:
        StoreError: The corpus cannot be read.
    """
    if not answer.citations:
        return ()
    first = answer.citations[0]
    with suppress(ArticleNotFound):
        article = corpus.article(first.article_id, first.revision)
        known = answer.question.casefold(), answer.standalone_question.casefold()
        questions = dict.fromkeys(_questions(answer, article, corpus))
        return tuple(question for question in questions if question.casefold() not in known)[:most]
    return ()


def _questions(answer: Answer, article: Article, corpus: Corpus) -> Iterator[str]:
    asked = stems(answer.standalone_question)
    speakers = list(dict.fromkeys(_speakers(article)))
    others = [name for name in speakers if not stems(name) <= asked]
    yield from (f"What did {name} say?" for name in others[:1])
    if answer.kind != "summary" and article.title and len(article.title) <= _LONGEST:
        yield f"Summarise the article “{article.title}”"
    for name in speakers:
        if answer.kind != "articles" and _articles(name, corpus) >= _FEWEST:
            yield f"Which articles mention {name}?"
            break
    yield from (f"What did {name} say?" for name in others[1:2])


def _speakers(article: Article) -> Iterator[str]:
    """Yield the people whom an article quotes, by names of several words.

    An authority would need its "the", and words for many people are no name.
    """
    for said in attributions(article.text[:_READ]):
        name = said.speaker if said.named else None
        if name and len(name) <= _LONGEST and _PERSON.fullmatch(name):
            words = {word.casefold() for word in name.split()}
            if not words & (BODIES | _NO_PERSON):
                yield name


def _articles(name: str, corpus: Corpus) -> int:
    """Return in how many articles a name stands, as a list of them would count."""
    from assistant.answering.article_lists import mentioning
    from corpus.filters import EVERYTHING

    return len(mentioning(name, corpus, EVERYTHING))
