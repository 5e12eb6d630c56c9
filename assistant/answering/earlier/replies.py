"""Replies about an answer that was given: where its quotes are from, and what stands around.

Each reply is a remark in the program's words, which tells of the corpus alone, and quotes.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Final

from assistant.answer import Answer, Section
from assistant.answer_parts import UNTITLED
from assistant.answering.changes.corrections_listed import notes_in
from assistant.answering.compose import MOST_READ, Part, passage_of, statements_of
from assistant.answering.digests.summary import answer_summary, of_article
from assistant.answering.earlier.earlier_answer import Earlier
from assistant.question.understanding.kinds import understood
from assistant.question.understanding.request import Length
from assistant.question.understanding.small_talk import Topic
from assistant.reader.evidence import Evidence
from corpus import Article, ArticleNotFound, Corpus, Hit
from corpus.text.search_terms import stems

__all__ = ["author_told", "day_told", "opening_title", "reply", "summed_up"]

_MORE: Final = 3
"""Sentences that are told when more is asked for."""
_OPENING: Final = 5
"""Sentences of an article that is shown."""
_NAMED: Final = 5
"""Articles that are named at most."""
_FAR: Final = 0.04
"""How much less a sentence is worth for each sentence between it and the one that was quoted."""
_NOTHING_BEFORE: Final = "There is no answer before this one yet. Ask what the articles here say."
_REFUSED: Final = "The answer before quotes nothing: the articles did not answer that."
_QUOTELESS: Final = (
    "The answer before has no sentence that stands in the articles word for word, so that I cannot "
    "tell where it is from."
)


def reply(topic: Topic, earlier: Earlier | None, corpus: Corpus) -> tuple[str, list[Part]]:
    """Return what is said of the answer before, in the program's words and in quotes."""
    if earlier is None:
        return _NOTHING_BEFORE, []
    if not earlier.quotes:
        if earlier.refused and topic == "sure" and earlier.answer:
            return (
                "No sentence that I found is likely enough to answer that: of the best one it is "
                f"{earlier.answer.confidence:.0%}."
            ), []
        return (_REFUSED if earlier.refused else _QUOTELESS), []
    if said := _REPLIES[topic](earlier, corpus):
        return said
    return "The article that was quoted is no longer here.", []


def _source(earlier: Earlier, corpus: Corpus) -> tuple[str, list[Part]]:
    # All of _REPLIES are called alike.
    del corpus
    parts = _by_article(earlier.quotes, 1)
    count = len(parts)
    named = "; ".join(_named(part.quotes[0].hit) for part in parts[:_NAMED])
    remark = f"{'It is' if count == 1 else 'They are'} from {named}"
    return f"{remark}{f' and {count - _NAMED} more' if count > _NAMED else ''}.", parts[:_NAMED]


def _published(earlier: Earlier, corpus: Corpus) -> tuple[str, list[Part]]:
    del corpus
    parts = _by_article(earlier.quotes, 1)[:_NAMED]
    return " ".join(day_told(part.quotes[0].hit) for part in parts), parts


def day_told(hit: Hit) -> str:
    """Say when an article was published."""
    if hit.published is None:
        return f"{opening_title(hit)} has no date of publication."
    return f"{opening_title(hit)} was published on {_day(hit.published)}."


def _author(earlier: Earlier, corpus: Corpus) -> tuple[str, list[Part]] | None:
    remarks, parts = [], []
    for part in _by_article(earlier.quotes, 1)[:_NAMED]:
        hit = part.quotes[0].hit
        article = _article(hit, corpus)
        if article is None:
            continue
        remarks.append(author_told(hit, article.authors))
        parts.append(part)
    return (" ".join(remarks), parts) if parts else None


def author_told(hit: Hit, authors: Sequence[str]) -> str:
    """Say who wrote an article, and who published it."""
    known = hit.publisher and hit.publisher not in authors
    by = f" It was published by {hit.publisher}." if known else ""
    wrote = f"is by {', '.join(authors)}" if authors else "names no author"
    return f"{opening_title(hit)} {wrote}.{by}"


def _quote(earlier: Earlier, corpus: Corpus) -> tuple[str, list[Part]]:
    del corpus
    return "Word for word:", _by_article(earlier.quotes)


def _sure(earlier: Earlier, corpus: Corpus) -> tuple[str, list[Part]]:
    first = earlier.quotes[0]
    remark = "These are the article’s own words; that they are true, it alone answers for."
    # 1 stands for a sentence that was listed, and answers nothing.
    if first.support < 1:
        remark += f" That they answer the question is likely to {first.support:.0%}."
    told = corpus.retellings(first.hit.article_id, first.quote)
    papers = {quote.hit.article_id for quote in earlier.quotes} - {first.hit.article_id}
    # Copies are the same source.
    papers -= {copy.article_id for copy in told.also_in}
    if told.also_in:
        names = [copy.publisher or copy.title or "an untitled article" for copy in told.also_in]
        remark += f" The same story stands in {', '.join(dict.fromkeys(names[:_NAMED]))}, too."
    if papers:
        remark += (
            f" {len(papers)} other {_nouns(len(papers), 'article is', 'articles are')} quoted."
        )
    if told.differs:
        count = len({variant.article_id for variant in told.differs})
        remark += f" {count} {_nouns(count, 'article tells', 'articles tell')} it otherwise."
    if not (told.also_in or papers or told.differs):
        remark += " I know of no other article here that says so."
    return remark, _by_article(earlier.quotes, 1)


def _corrected(earlier: Earlier, corpus: Corpus) -> tuple[str, list[Part]] | None:
    parts = _by_article(earlier.quotes, 1)
    articles = [
        article for part in parts if (article := _article(part.quotes[0].hit, corpus)) is not None
    ]
    if not articles:
        return None
    notes = [note for article in articles for note in notes_in(article)]
    count = len({note.hit.article_id for note in notes})
    if len(articles) == 1:
        who = opening_title(parts[0].quotes[0].hit)
        return f"{who} carries {'a' if count else 'no'} correction.", _by_article(notes)
    # "None of the three articles carries …"
    carry = _nouns(max(1, count), "carries", "carry")
    quoted = f"of the {len(articles)} articles that were quoted"
    return f"{count or 'None'} {quoted} {carry} a correction.", _by_article(notes)


def _shorter(earlier: Earlier, corpus: Corpus) -> tuple[str, list[Part]]:
    del corpus
    first = earlier.quotes[0]
    if len(earlier.quotes) > 1:
        return "In one sentence:", _by_article([first])
    if first.span and first.span != (first.start, first.end):
        start, end = first.span
        return "In a few words:", _by_article([replace(first, start=start, end=end)])
    return "It is one sentence already:", _by_article([first])


def _more(earlier: Earlier, corpus: Corpus) -> tuple[str, list[Part]] | None:
    subject = stems(earlier.question)
    # Of each article the last sentence that was quoted: more is told from there on.
    last: dict[str, Evidence] = {}
    for quote in earlier.quotes:
        held = last.get(quote.hit.article_id)
        if held is None or held.end < quote.end:
            last[quote.hit.article_id] = quote
    read = False
    for quote in last.values():
        article = _article(quote.hit, corpus)
        if article is None:
            continue
        read = True
        further = _further(_statements(article, quote), quote, subject, earlier)
        if further:
            count = len(further)
            remark = f"{count} further {_nouns(count, 'sentence', 'sentences')} of this article:"
            return remark, _by_article(further)
    return ("That was all that the article tells.", []) if read else None


def _further(
    statements: Sequence[Evidence], last: Evidence, subject: frozenset[str], earlier: Earlier
) -> list[Evidence]:
    """Return the next sentence and near ones that name the subject, in the article's order.

    Those before the one that was quoted come when there are none after it.
    """
    # They are in order: so many stand before the next.
    turning = sum(quote.start < last.end for quote in statements)

    def worth(index: int) -> float:
        if index == turning:
            return 1.0
        share = len(subject & stems(statements[index].quote)) / max(1, len(subject))
        return share - _FAR * (index - turning)

    left = [
        index
        for index, quote in enumerate(statements)
        if (quote.hit.article_id, quote.start) not in earlier.shown
    ]
    after = [index for index in left if index >= turning]
    chosen = sorted(after, key=worth, reverse=True)[:_MORE] if after else left[:_MORE]
    return [statements[index] for index in sorted(chosen)]


def _place(earlier: Earlier, corpus: Corpus) -> tuple[str, list[Part]] | None:
    first = earlier.quotes[0]
    article = _article(first.hit, corpus)
    if article is None:
        return None
    statements = _statements(article, first)
    at = max((i for i, quote in enumerate(statements) if quote.start <= first.start), default=0)
    around = statements[max(0, at - 1) : at + 2]
    remark = (
        f"It is sentence {at + 1:,} of {_title(first.hit)}; here with those before and after it:"
    )
    return remark, _by_article(around or [first])


def _shown(earlier: Earlier, corpus: Corpus) -> tuple[str, list[Part]] | None:
    first = earlier.quotes[0]
    article = _article(first.hit, corpus)
    if article is None:
        return None
    statements = _statements(article, first)
    at = f", {article.url}" if article.url else ""
    return f"{_named(first.hit)}{at}; it begins:", _by_article(statements[:_OPENING] or [first])


_REPLIES: Final[
    Mapping[Topic, Callable[[Earlier, Corpus], tuple[str, list[Part]] | None]]
] = {
    "source": _source,
    "published": _published,
    "author": _author,
    "quote": _quote,
    "sure": _sure,
    "corrected": _corrected,
    "shorter": _shorter,
    "summary": _shorter,
    "more": _more,
    "place": _place,
    "article": _shown,
}  # fmt: skip


def summed_up(topic: Topic, earlier: Earlier, corpus: Corpus) -> Answer | None:
    """Summarise the article that was quoted, or what was summed up, shorter or longer."""
    lengths: Mapping[Topic, Length] = {"shorter": "short", "more": "long"}
    if topic == "summary":
        article = _article(earlier.quotes[0].hit, corpus)
        return of_article(earlier.question, article, corpus) if article else None
    request = understood(earlier.question, corpus.publishers(), date.today())
    if topic not in lengths or request.kind != "summary" or request.length == lengths[topic]:
        return None
    request = replace(request, length=lengths[topic])
    return answer_summary(earlier.question, request, corpus, request.filters)


# -- articles -----------------------------------------------------------------------------------


def _article(hit: Hit, corpus: Corpus) -> Article | None:
    with suppress(ArticleNotFound):  # removed since it was quoted
        return corpus.article(hit.article_id, hit.revision)
    return None


def _statements(article: Article, quote: Evidence) -> list[Evidence]:
    # Past the quote too, wherever it stands: more is told from there on.
    return list(statements_of([passage_of(article, max(MOST_READ, quote.end + MOST_READ // 4))]))


def _by_article(quotes: Iterable[Evidence], most: int | None = None) -> list[Part]:
    by_article: dict[str, list[Evidence]] = {}
    for quote in quotes:
        by_article.setdefault(quote.hit.article_id, []).append(quote)
    return [
        Part(tuple(pieces[:most]), pieces[0].hit.title or UNTITLED, pieces[0].hit.published,
             pieces[0].hit.publisher)
        for pieces in by_article.values()
    ]  # fmt: skip


def _named(hit: Hit) -> str:
    return Section((), _title(hit), hit.published, hit.publisher).label


def _title(hit: Hit) -> str:
    return f"“{hit.title}”" if hit.title else "an untitled article"


def opening_title(hit: Hit) -> str:
    """Return the title as a sentence begins with it."""
    return _title(hit) if hit.title else "An untitled article"


def _day(day: date) -> str:
    return Section((), day=day).label


def _nouns(count: int, one: str, several: str) -> str:
    return one if count == 1 else several
