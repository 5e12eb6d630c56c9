"""Somebody's words in the articles, read from the quotes that the library keeps."""

from collections.abc import Iterable, Sequence
from datetime import date

from assistant.answer_parts import UNTITLED
from assistant.answering.compose import MOST_READ, Part, passage_of
from assistant.answering.spoken.speakers import Speaking, called, speaks
from assistant.question.understanding.request import Request
from assistant.reader.evidence import Evidence
from corpus import Corpus, Filters, Quote

__all__ = ["not_others", "part_of", "quotes_in", "said_by"]


def said_by(speaker: str, corpus: Corpus, filters: Filters, day: date | None) -> list[Quote]:
    """Return all words of a speaker, or of two joined by "and", the newest article first.

    Args:
        speaker: In the question's words.
        corpus: Where the articles are.
        filters: Which articles to look in.
        day: The day as of which it is asked: each article counts as it stood then.
    """
    # "Roe and Brand" are two, "Work and Pensions" is one: both readings are looked for.
    names = set().union(*map(called, (speaker, *speaker.split(" and "))))

    def is_one(who: Speaking, title: str, text: str) -> bool:
        return any(speaks(name, who, title, text) for name in names)

    quotes = corpus.quotes.by(names, is_one, filters=filters, every=day is not None)
    return _known_then(quotes, corpus, day)


def _known_then(quotes: Sequence[Quote], corpus: Corpus, day: date | None) -> list[Quote]:
    """Return the quotes of the revisions that articles had on a day; all where none is asked."""
    if day is None:
        return list(quotes)
    ids = {quote.article.id for quote in quotes}
    then = {article_id: corpus.article_as_of(article_id, day).revision for article_id in ids}
    return [quote for quote in quotes if quote.article.revision == then[quote.article.id]]


def part_of(quotes: Sequence[Quote], speaker: str | None) -> Part:
    """Return quotes of one article as a part of an answer.

    Args:
        quotes: At least one.
        speaker: Whose words they are.
    """
    article = quotes[0].article
    # As far as the last quote at least, however late it stands.
    hit = passage_of(article, max(MOST_READ, *(quote.end for quote in quotes)))
    return Part(
        tuple(Evidence(hit, quote.start, quote.end, 1.0) for quote in quotes),
        article.title or UNTITLED,
        article.published,
        article.publisher,
        speaker,
    )


def quotes_in(
    article_ids: Iterable[str], request: Request, corpus: Corpus, filters: Filters
) -> list[Quote]:
    """Return all quotes of some articles, as they stood on the day as of which it is asked."""
    ids = list(dict.fromkeys(article_ids))
    if request.day is None:
        return corpus.quotes.among(ids, filters=filters)
    then = (corpus.article_as_of(article_id, request.day) for article_id in ids)
    return [quote for known in then for quote in corpus.quotes.within(known.id, known.revision)]


def not_others(evidence: Sequence[Evidence], request: Request, corpus: Corpus) -> list[Evidence]:
    """Leave out the sentences that bring another's words than the speaker's who is asked for.

    Args:
        evidence: By falling support.
        request: What the question asks for.
        corpus: Where the articles are.
    """
    if request.kind != "said" or request.asked != "words":
        return list(evidence)
    kept = []
    for piece in evidence:
        here = [
            quote
            for quote in corpus.quotes.within(piece.hit.article_id, piece.hit.revision)
            if quote.speaker and quote.start < piece.end and piece.start < quote.end
        ]
        # Where nobody's words are told, the sentence may well be the answer.
        if not here or any(
            speaks(name, quote, quote.article.title or "", quote.article.text)
            for quote in here
            for name in called(request.speaker)
        ):
            kept.append(piece)
    return kept
