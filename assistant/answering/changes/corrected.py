"""Notes of correction, in an article or sent after it: shown with what they correct.

Where the text still has the wrong value, and the note tells the right one, the note leads.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Final

from assistant.answer import Answer, Verdict
from assistant.answering.changes.newest import Retold, with_synonyms
from assistant.answering.compose import passage_of
from assistant.reader.evidence import Evidence
from corpus import Article, ArticleNotFound, Corpus
from corpus.language.agreement import namesake
from corpus.language.corrections import Correction, corrections, is_correction, wrong_and_right
from corpus.language.tokens import fold, tokens
from corpus.text.search_terms import stems

__all__ = [
    "corrected_first",
    "note_quoted",
    "rests_on_error",
    "verdict_of_note",
    "with_corrections",
    "without_notes",
]

# The first of these in which wrong and right differ is what a note corrects.
_KINDS: Final = ("number", "date", "name", "word")
_TELLS_NOTHING: Final = stems(
    "number figure total count toll people person article story report piece post version"
    " correction correct error wrong incorrect name spelling headline caption paragraph show say"
    " state reflect clear make clarify amend update regret earlier previous original give case"
    " fact date day"
)
"""Words of a note that do not say which of the article's sentences it is about."""


@dataclass(frozen=True, slots=True)
class _Meaning:
    """The meaning of a note: the values that were wrong and right, and of what."""

    kind: str
    """Of what was wrong: a number, a date, a name, or a word."""
    wrong: frozenset[str]
    right: frozenset[str]
    about: frozenset[str]
    """Stems of the words beside those."""


def without_notes(evidence: Sequence[Evidence], corpus: Corpus) -> list[Evidence]:
    """Leave out sentences of an article's notes of correction: they do not tell the news.

    A note's label may stand in another passage than the rest of it. A note that is an article of
    its own, as agencies send them, tells of another article, and stays.
    """
    revisions = dict.fromkeys((piece.hit.article_id, piece.hit.revision) for piece in evidence)
    texts = {revision: _text(corpus, *revision) for revision in revisions}
    notes = {
        revision: () if is_correction(text) else corrections(text)
        for revision, text in texts.items()
    }
    return [
        piece
        for piece in evidence
        if not any(
            note.start <= piece.start < note.end
            for note in notes[piece.hit.article_id, piece.hit.revision]
        )
    ]


def corrected_first(
    retold: Retold, threshold: float, corpus: Corpus, *, whole: bool = False
) -> Retold:
    """Let a note lead where it says that the value sought, as the article tells it, is wrong.

    Args:
        retold: The evidence, the value that leads first.
        threshold: The support, 0..1, from which a sentence counts as an answer.
        corpus: Where the articles are.
        whole: Whether the whole sentence is the answer, as for yes-or-no questions.
    """
    # A value that took another's place may lead with less: newest_first weighed it beside the best.
    if not retold.replaced and (not retold.evidence or retold.evidence[0].support < threshold):
        return retold
    lead, *others = retold.evidence
    own = _article(corpus, lead.hit.article_id, lead.hit.revision)
    for article in filter(None, (own, *_sent_after(lead, others, corpus))):
        for note in corrections(article.text):
            if not _replaces(note, lead, whole=whole):
                continue
            if article is not own and not _is_about(note, lead):
                continue
            quoted = note_quoted(note, article, lead.support)
            kept = [
                piece
                for piece in others
                if piece.hit.article_id not in (lead.hit.article_id, article.id)
                or not _replaces(note, piece, whole=whole)
            ]
            return replace(
                retold,
                evidence=(quoted, *kept),
                replaced=(lead, *retold.replaced),
                corrected=True,
            )
    return retold


def _sent_after(lead: Evidence, others: Sequence[Evidence], corpus: Corpus) -> Iterator[Article]:
    """Yield the articles by a lead's publisher, not older than it, that are nothing but a note."""
    # By the passages: few articles are then looked up.
    revisions = dict.fromkeys(
        (piece.hit.article_id, piece.hit.revision)
        for piece in others
        if piece.hit.article_id != lead.hit.article_id
        and piece.hit.publisher == lead.hit.publisher
        and (piece.hit.published or date.max) >= (lead.hit.published or date.min)
        and is_correction(piece.hit.text)
    )
    for revision in revisions:
        article = _article(corpus, *revision)
        if article and is_correction(article.text):
            yield article


def with_corrections(answer: Answer, corpus: Corpus) -> Answer:
    """Add to each citation the notes of its article that correct it.

    What the answer quotes itself is not added.
    """
    citations = []
    for citation in answer.citations:
        notes = [
            note
            for note in corrections(_text(corpus, citation.article_id, citation.revision))
            if _concerns(_meaning(note.quote), citation.quote)
            and not any(
                other.article_id == citation.article_id
                and other.start < note.end
                and note.start < other.end
                for other in answer.citations
            )
        ]
        citations.append(replace(citation, corrections=tuple(notes)))
    return replace(answer, citations=tuple(citations))


def verdict_of_note(question: str, retold: Retold) -> Verdict | None:
    """Return what the note that leads says to a yes-or-no question; None where it leaves it open.

    Args:
        question: Standalone: with the value that was wrong it is answered by no, with the right one
            by yes.
        retold: What was read; ``corrected_first`` has let a note lead.
    """
    said = _meaning(retold.evidence[0].quote)
    asked = _values(said.kind, question)
    wrong, right = bool(said.wrong & asked), bool(said.right) and said.right <= asked
    if wrong == right or namesake(question, retold.replaced[0].hit.text):
        return None
    return "yes" if right else "no"


def rests_on_error(answer: Answer, corpus: Corpus) -> bool:
    """Tell if an answer quotes a sentence that its own article says is wrong."""
    return any(
        _is_wrong(note, citation.quote)
        for citation in answer.citations
        for note in corrections(_text(corpus, citation.article_id, citation.revision))
    )


def note_quoted(note: Correction, article: Article, support: float = 1.0) -> Evidence:
    """Return a note as a quote.

    Args:
        note: Of the article.
        article: The article.
        support: How likely it is to answer, 0..1; 1 where it is listed.
    """
    # For the facts of the article alone; the words are the note's.
    whole = passage_of(article, 0)
    ranges = ((note.start, note.end),)
    hit = replace(
        whole,
        chunk_id=f"{article.id}:{note.start}",
        start=note.start,
        end=note.end,
        text=note.quote,
        sentences=ranges,
    )
    return Evidence(hit, note.start, note.end, support)


def _article(corpus: Corpus, article_id: str, revision: str) -> Article | None:
    with suppress(ArticleNotFound):  # another user may remove it meanwhile
        return corpus.article(article_id, revision)
    return None


def _text(corpus: Corpus, article_id: str, revision: str) -> str:
    article = _article(corpus, article_id, revision)
    return article.text if article else ""


@lru_cache(maxsize=512)
def _meaning(note: str) -> _Meaning:
    wrong, right = wrong_and_right(note)
    values = [(kind, _values(kind, wrong), _values(kind, right)) for kind in _KINDS]
    told = [(kind, was - now, now - was) for kind, was, now in values]
    both = [change for change in told if change[1] and change[2]]
    # A note may tell only what was wrong, or only what is right; any word would do for that.
    one = [change for change in told[:-1] if change[1] or change[2]]
    kind, was, now = next(iter(both or one), ("word", frozenset(), frozenset()))
    about = stems(f"{wrong} {right}") - stems(" ".join(was | now)) - _TELLS_NOTHING
    return _Meaning(kind, was, now, about)


def _values(kind: str, text: str) -> frozenset[str]:
    if kind == "word":
        return frozenset(
            token.stem
            for token in tokens(fold(text))
            if token.kind == "word" and token.stem not in _TELLS_NOTHING
        )
    return frozenset(token.form for token in tokens(fold(text)) if token.kind == kind)


def _replaces(note: Correction, piece: Evidence, *, whole: bool) -> bool:
    """Tell if a note says that an answer is wrong, and what is right."""
    said = _meaning(note.quote)
    told = _values(said.kind, piece.quote if whole else piece.answer)
    return bool(said.right and said.wrong & told) and _is_wrong(note, piece.quote)


def _is_wrong(note: Correction, quote: str) -> bool:
    """Tell if a sentence has what a note says is wrong, and not what is right."""
    said = _meaning(note.quote)
    there = _values(said.kind, quote)
    # "It was won by Roe, not Doe": of what is right, a name beside it may stand there too.
    if not said.wrong & there or (said.right and said.right <= there):
        return False
    return not said.about or bool(said.about & with_synonyms(stems(quote)))


def _is_about(note: Correction, piece: Evidence) -> bool:
    """Tell if a passage has most of what a note in another article is about."""
    return _has_most(_meaning(note.quote), f"{piece.hit.header} {piece.hit.text}")


def _concerns(said: _Meaning, quote: str) -> bool:
    """Tell if a note is about a sentence: it has the value, or most of what the note is about."""
    if (said.wrong | said.right) & _values(said.kind, quote):
        return not said.about or bool(said.about & with_synonyms(stems(quote)))
    return _has_most(said, quote)


def _has_most(said: _Meaning, text: str) -> bool:
    shared = len(said.about & with_synonyms(stems(text)))
    return shared > 0 and 2 * shared >= len(said.about)
