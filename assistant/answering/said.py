"""Answers to who said what: somebody's words, who said certain words, and who is quoted."""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Final

from assistant.answer import Answer, Total
from assistant.answering import spoken_words
from assistant.answering.article_lists import paged
from assistant.answering.compare import Read
from assistant.answering.compose import Part, composed, passage_of
from assistant.answering.speakers import speaks
from assistant.answering.spoken_words import Words
from assistant.question.understanding.kinds import Request
from assistant.question.understanding.pages import Page
from assistant.reader.evidence import Evidence
from corpus import Corpus, Filters
from corpus.listing import listing
from corpus.text.search_terms import stems

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Embed = Callable[[Sequence[str]], NDArray[np.float32]]

__all__ = ["answer_said", "not_others"]

MOST: Final = 5
"""Statements of a page."""
EACH: Final = 3
"""Statements of one article in a page, where there are others."""
SPEAKERS: Final = 10
"""Speakers of a page."""
FEW: Final = 4
"""Articles in which certain words are looked for."""
COMPARED: Final = 30
"""Statements that are compared with the question by meaning."""
BEFORE: Final = 300
"""Code points before a statement in which its subject may stand."""
MEANT: Final = 0.4
"""Cosine from which a statement is about a topic without one of its words."""
SAID: Final = 0.6
"""Likeness of what somebody says to the words asked for, from which they are the same."""
ALIKE: Final = 0.35
"""Likeness from which they are the same if the reader finds them too."""
BESIDE: Final = 0.3
"""How far behind the best a statement about a topic may be."""


def answer_said(
    question: str, request: Request, corpus: Corpus, filters: Filters, read: Read
) -> Answer | None:
    """Answer who said what; None where no article attributes it to anybody.

    Args:
        question: Standalone.
        request: What it asks for.
        corpus: Where the articles are.
        filters: Which articles to look in.
        read: Searches and reads for a question of fact: asked where words are only alike.
    """
    if request.asked == "speaker":
        return _who(question, request, corpus, filters, read)
    if request.asked == "speakers":
        return _quoted(question, request, corpus, filters)
    return _words(question, request, corpus, filters) if request.speaker else None


def _words(question: str, request: Request, corpus: Corpus, filters: Filters) -> Answer | None:
    """Quote what a speaker says, of a topic if there is one."""
    passages = spoken_words.passages(question, request.speaker, corpus, filters)
    wanted = {request.speaker, *request.speaker.split(" and ")}
    spoken = [
        words
        for passage in passages
        for words in spoken_words.spoken(passage)
        if any(speaks(name, words.said[0], passage.title or "", passage.text) for name in wanted)
    ]
    if request.topic:
        ranked = _about(request.topic, question, spoken, corpus.embed)
    else:
        ranked = sorted(
            spoken, key=lambda words: (spoken_words.age(words.hit), _worth(words)), reverse=True
        )
    if not ranked:
        return None
    rest = _untold(ranked, request.page)
    chosen = _spread(rest)
    count = len({words.hit.article_id for words in spoken})
    noun = "statement" if len(spoken) == 1 else "statements"
    remark = f"{len(spoken):,} {noun} by “{request.speaker}” in {_articles(count)}"
    nearest = f"nearest to “{request.topic}”" if request.topic else "newest"
    total = _total(corpus, filters, len(ranked), len(rest), len(chosen))
    if total.page:
        remark += f"{paged(total)}, the {nearest} first"
    elif len(chosen) < len(spoken):
        remark += f"; the {nearest} {'is' if len(chosen) == 1 else 'are'} quoted"
    return composed(question, "said", _parts(chosen), f"{remark}.", total=total)


def _who(
    question: str, request: Request, corpus: Corpus, filters: Filters, read: Read
) -> Answer | None:
    """Quote who said certain words; None where it is not clear."""
    passages = spoken_words.found(question, corpus, filters)[:FEW]
    spoken = [words for passage in passages for words in spoken_words.spoken(passage)]
    sought = stems(request.topic)
    shares = _shares(sought, [(words, words.content) for words in spoken])
    near = sorted(spoken, key=lambda words: -shares[words])[:COMPARED]
    if not near:
        return None
    vectors = corpus.embed([request.topic, *(words.content for words in near)])
    likeness = vectors[1:] @ vectors[0]
    worth = [
        float(each) / 2 + shares[words] / 2 for words, each in zip(near, likeness, strict=True)
    ]
    best = max(range(len(near)), key=worth.__getitem__)
    words = near[best]
    if not words.speaker or worth[best] < ALIKE:
        return None
    if worth[best] < SAID and not _holds(words, read(question)[:1]):
        return None
    return composed(question, "said", [_part([words, *spoken_words.naming(words)])])


def _holds(words: Words, evidence: Sequence[Evidence]) -> bool:
    """Tell if what the reader finds is the very words."""
    return any(
        piece.hit.article_id == words.hit.article_id
        and words.start <= piece.start
        and piece.end <= words.end
        for piece in evidence
    )


def _quoted(question: str, request: Request, corpus: Corpus, filters: Filters) -> Answer | None:
    """List who is quoted about a topic, each with a statement."""
    sought = stems(request.topic)
    passages = [
        passage
        for passage in spoken_words.found(request.topic or question, corpus, filters)
        if 2 * len(sought & stems(f"{passage.title} {passage.text}")) >= len(sought)
    ]
    if not sought or not passages:
        return None
    first: dict[tuple[str, str], Words] = {}
    for passage in passages[:FEW]:
        for words in sorted(spoken_words.spoken(passage), key=_worth, reverse=True):
            if words.speaker and any(each.form != "indirect" for each in words.said):
                first.setdefault((passage.article_id, words.speaker), words)
    if not first:
        return None
    count = len({article for article, _ in first})
    noun = "speaker is" if len(first) == 1 else "speakers are"
    remark = f"{len(first):,} {noun} quoted in {_articles(count)} on “{request.topic}”"
    told = request.page.speakers
    rest = request.page.rest(list(first), SPEAKERS, told.__contains__)
    parts = [_part([first[key]]) for key in rest[:SPEAKERS]]
    total = _total(corpus, filters, len(first), len(rest), len(parts))
    return composed(question, "said", parts, f"{remark}{paged(total)}.", total=total)


def _total(corpus: Corpus, filters: Filters, count: int, rest: int, listed: int) -> Total:
    """Return the count of what a list has, of which ``rest`` are not on the pages before."""
    within = listing(corpus, filters=filters, limit=1).total
    return Total(count, within, listed, count - rest + 1)


def _untold(ranked: Sequence[Words], page: Page) -> list[Words]:
    """Return the words that no earlier page quotes."""
    if page.before:
        told = page.places
        return [words for words in ranked if (words.hit.article_id, words.start) not in told]
    rest = list(ranked)
    for _ in range(page.number):
        quoted = _spread(rest)
        rest = [words for words in rest if words not in quoted]
    return rest


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
        passage = passage_of(corpus.article(piece.hit.article_id, piece.hit.revision))
        here = [
            each
            for each in spoken_words.attributed(passage.text)
            if each.speaker and each.sentences[0] < piece.end and piece.start < each.sentences[1]
        ]
        title = passage.title or ""
        if not here or any(speaks(request.speaker, e, title, passage.text) for e in here):
            kept.append(piece)
    return kept


# -- choosing --------------------------------------------------------------------------------


def _about(topic: str, question: str, spoken: Sequence[Words], embed: "Embed") -> list[Words]:
    """Return the words about a topic, the nearest first."""
    if not spoken:
        return []
    sought = stems(topic)
    shares = {words: _share(sought, words.text) for words in spoken}
    context = {
        words: _share(sought, words.hit.text[max(0, words.start - BEFORE) : words.end])
        for words in spoken
    }
    near = sorted(spoken, key=lambda words: -(shares[words] + context[words]))[:COMPARED]
    vectors = embed([question, *(words.text for words in near)])
    likeness = dict(zip(near, (vectors[1:] @ vectors[0]).tolist(), strict=True))
    worth = {
        words: likeness[words] + shares[words] / 2 + context[words] / 4 + _worth(words) / 10
        for words in near
        if context[words] or likeness[words] >= MEANT
    }
    best = max(worth.values(), default=0.0)
    return sorted(
        (words for words in worth if worth[words] >= best - BESIDE), key=lambda words: -worth[words]
    )


def _shares(sought: frozenset[str], said: Sequence[tuple[Words, str]]) -> dict[Words, float]:
    """Return each one's share of the words sought, those that few others have counting more."""
    held = [(words, sought & stems(content)) for words, content in said]
    often = Counter(word for _, has in held for word in has)
    weight = {word: math.log(1 + len(held) / (1 + often[word])) for word in sought}
    whole = sum(weight.values()) or 1.0
    return {words: sum(weight[word] for word in has) / whole for words, has in held}


def _share(sought: frozenset[str], text: str) -> float:
    return len(sought & stems(text)) / len(sought) if sought else 0.0


def _worth(words: Words) -> float:
    """Return how much words tell for themselves: more if they are quoted, and not a few."""
    direct = {"direct": 1.0, "mixed": 0.8, "indirect": 0.5}[words.said[0].form]
    return direct * min(1.0, len(words.content) / 80)


def _spread(ranked: Sequence[Words]) -> list[Words]:
    """Return the first words, not too many of one article where there are others."""
    chosen: list[Words] = []
    several = len({words.hit.article_id for words in ranked}) > 1
    for words in ranked:
        same = sum(words.hit.article_id == other.hit.article_id for other in chosen)
        if not several or same < EACH:
            chosen.append(words)
    return chosen[:MOST]


def _parts(chosen: Iterable[Words]) -> list[Part]:
    """Return the words by article and speaker, each article where its first ones stand."""
    grouped: dict[tuple[str, str], list[Words]] = {}
    for words in chosen:
        grouped.setdefault((words.hit.article_id, words.speaker), []).append(words)
    return [_part(group) for group in grouped.values()]


def _part(group: Sequence[Words]) -> Part:
    hit = group[0].hit
    return Part(
        tuple(Evidence(hit, words.start, words.end, 1.0) for words in group),
        hit.title or "Untitled article",
        hit.published,
        hit.publisher,
        group[0].speaker,
    )


def _articles(count: int) -> str:
    return f"{count:,} article{'' if count == 1 else 's'}"
