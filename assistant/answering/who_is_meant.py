"""A short question back, where "he" or "she" may be anybody."""

import re
from collections import Counter
from typing import Final

from assistant.answer import Answer
from assistant.answering.compose import composed
from assistant.question.fragments import AUX, LEAD
from corpus import Corpus, Filters
from corpus.language.attributions import people_of
from corpus.text.search_terms import without_accents

__all__ = ["ask_who"]

_SEARCHED: Final = 5
"""Passages from which the choices are taken."""
_CHOICES: Final = 3
_PRONOUN: Final = re.compile(
    rf"{LEAD}?(?:(?:[\w’'-]+ ){{0,3}}(?:{AUX}) )?(?P<it>he|she|him|his)\b(?! who\b)", re.IGNORECASE
)
"""A question whose subject is a person without a name."""
# A capital behind the first word, or quoted words: the question says itself whom it means.
_NAMED: Final = re.compile(r"(?<=\w )[A-Z]\w|[“\"]")


def ask_who(question: str, corpus: Corpus, filters: Filters) -> Answer | None:
    """Ask whom a first question's pronoun means, with names that the articles offer.

    None where the question names somebody, or the articles nobody.

    Args:
        question: Without any conversation before it.
        corpus: Where the articles are.
        filters: What narrows them.
    """
    match = _PRONOUN.match(question)
    if match is None or _NAMED.search(question):
        return None
    pronoun = "she" if match["it"].lower() == "she" else "he"
    counted: Counter[str] = Counter()
    written: dict[str, str] = {}
    for article_id in {
        h.article_id: h for h in corpus.search(question, _SEARCHED, filters=filters)
    }:
        text = corpus.article(article_id).text
        people, words = people_of(text), set(text.split())
        for name in {mention.name for mention in people.mentions}:
            known = people.gender(name) == pronoun or name in people.roles
            plain = any(
                w.lower() in words for w in name.split() if w[0].isupper()
            )  # "Security Assistance"
            if " " in name and known and not plain and people.may_be(name, pronoun):
                # With and without its accents it is one name.
                counted[written.setdefault(without_accents(name), name)] += 1
    names = [name for name, _ in counted.most_common(_CHOICES)]
    if not names:
        return None
    offered = f"{', '.join(names[:-1])} or {names[-1]}" if len(names) > 1 else names[0]
    remark = (
        f"Whom do you mean by “{match['it'].lower()}”: {offered}, or somebody else? "
        "Ask again with the name."
    )
    return composed(question, "conversation", (), remark)
