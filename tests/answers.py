"""Answers of every kind, made by hand from the sentences of any article."""

from collections.abc import Sequence
from datetime import date

from assistant import Answer, Evidence
from assistant.answer_parts import UNTITLED, Total
from assistant.answering.compose import Part, composed, passage_of, quotes_of
from corpus import Article, Filters

__all__ = ["answers_by_hand", "sentences"]


def sentences(article: Article) -> list[Evidence]:
    """All sentences of an article, as quotes."""
    return list(quotes_of(passage_of(article)))


def _headed(article: Article, *quotes: Evidence) -> Part:
    return Part(quotes, article.title or UNTITLED, article.published, article.publisher)


def answers_by_hand(articles: Sequence[Article]) -> dict[str, Answer]:
    """An answer of each kind that is drawn in its own way, by name.

    Args:
        articles: At least two, with at least two sentences each.
    """
    one, other = articles[:2]
    first, second, *_ = sentences(one)
    third, fourth, *_ = sentences(other)
    quotes = [quote for article in articles for quote in sentences(article)]
    q = "A question"
    return {
        "list": composed(
            q,
            "articles",
            [_headed(one, first), _headed(other, third)],
            "2 of the 9 articles mention “ferry”.",
            total=Total(2, 9, 2),
            filters=Filters(date(2025, 3, 1), date(2025, 3, 31), ("The Fjord Times",)),
        ),
        "long list": composed(
            q,
            "articles",
            [_headed(article, *sentences(article)[:1]) for article in articles] * 6,
            f"{6 * len(articles)} of the 61 articles mention “it”.",
        ),
        "summary": composed(
            q, "summary", [_headed(one, first, second)], "2 of the 6 sentences, in order."
        ),
        "none": Answer(
            q,
            q,
            answered=False,
            text="None of the 9 articles mentions “zebras”.",
            kind="articles",
            remark="None of the 9 articles mentions “zebras”.",
        ),
        "talk": composed(q, "conversation", (), "I answer from the articles."),
        "publishers": composed(q, "articles", (), "2 publishers: A (1), B (1)."),
        "no": composed(q, "yes-no", [Part((first,))], arranged=False, verdict="no"),
        "disputed": composed(
            q,
            "yes-no",
            [_headed(one, first), _headed(other, fourth)],
            "Sources differ.",
            verdict="disputed",
        ),
        "said": composed(
            q,
            "said",
            [
                Part((first, second), None, one.published, one.publisher, "Ane Roe"),
                Part((third,), None, other.published, None, "Olav Brand"),
            ],
            "2 people are quoted.",
        ),
        "compare": composed(
            q,
            "compare",
            [Part((first,), "the ferry"), Part((quotes[-1],), "the tram")],
            missing=("the bus", "the train"),
        ),
    }
