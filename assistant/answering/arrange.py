"""Answers by the kind of question: each kind but a fact has a function that composes them."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Final

from assistant.answer import Answer, Kind
from assistant.answering.article_lists import answer_articles
from assistant.answering.changes.corrections_listed import answer_corrections
from assistant.answering.changes.known_then import day_of_first_hit, told_as_of
from assistant.answering.compare import Read, answer_by_each, answer_in_parts
from assistant.answering.compose import Part, composed
from assistant.answering.conversation import answer_itself
from assistant.answering.digests.summary import answer_latest, answer_summary
from assistant.answering.digests.timeline import answer_timeline
from assistant.answering.finding.named_conditions import LONGEST, NamedConditions, named_conditions
from assistant.answering.spoken.said import answer_said
from assistant.answering.spoken.spoken_words import not_others
from assistant.question.languages import language_of
from assistant.question.naming.as_of import AsOf
from assistant.question.naming.named_sources import named_article
from assistant.question.standalone import is_pronoun
from assistant.question.understanding.asked_amount import lacks_amount, tells_another_year
from assistant.question.understanding.kinds import understood
from assistant.question.understanding.request import QuestionPart, Request
from assistant.question.understanding.several.parts import parts
from assistant.reader.evidence import Evidence
from corpus import Corpus, Filters
from corpus.filters import EVERYTHING
from corpus.text.search_terms import stems

__all__ = ["arranged", "conditions_of", "fitting", "request_of"]

_OF_FACT: Final = frozenset(("fact", "yes-no", "said", "compare"))
"""Kinds of questions that papers, days and articles which they name narrow."""

_TOLD_OF_THE_WORLD: Final = 0.5
"""Support from which a sentence answers what may have been asked of the articles themselves. Of 86
questions for articles, 7 have a sentence with more, of 40 about the world 32."""
_BY_KIND: Final[Mapping[Kind, Callable[[str, Request, Corpus, Filters], Answer | None]]] = {
    "articles": answer_articles,
    "conversation": answer_itself,
    "summary": answer_summary,
    "latest": answer_latest,
    "timeline": answer_timeline,
}


def request_of(question: str, corpus: Corpus, added: str = "", *, brief: bool = False) -> Request:
    """Return what a question asks of a corpus, as of today.

    Args:
        question: Standalone.
        corpus: Where the articles are.
        added: The words of the conversation that stand behind it in brackets.
        brief: Whether it was only a few words within a conversation.
    """
    # What was added tells of what it is asked, and not for what kind of answer.
    asked = question[: question.rindex(" (")] if added else question
    # The classifier knows whole questions: of "why?" it makes talk with the program.
    # And whole ones in English.
    foreign = language_of(asked) is not None
    embed = None if added or brief or foreign else corpus.embed
    today = date.today()
    as_of = AsOf.of(asked, today) if len(asked) <= LONGEST else None
    # "As of 3 March" is of the year in which the story was in the news.
    near = day_of_first_hit(as_of.question, corpus) if as_of else None
    request = understood(asked, corpus.publishers(), today, embed, near)
    if foreign and request.kind == "yes-no":
        request = replace(request, kind="fact")  # "Was ist eine Wärmepumpe?" begins with no verb
    if is_pronoun(request.speaker):
        return Request()  # whose words are asked for is left to the reader
    names = re.findall(r"\b[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)*", added)
    # "About it" means the name that stands nearest to it.
    topic = names[-1] if names else added
    return replace(request, topic=topic) if is_pronoun(request.topic) and topic else request


def conditions_of(
    question: str,
    request: Request,
    corpus: Corpus,
    added: str,
    filters: Filters,
    *,
    brief: bool = False,
) -> tuple[NamedConditions | None, Request]:
    """Return what a question of fact names to narrow it, and what it asks for without that.

    Args:
        question: Standalone, with its words as they were typed: a paper's name is in no article.
        request: What it asks for, as a whole.
        corpus: Where the articles are.
        added: The words of the conversation that stand behind it in brackets.
        filters: Conditions beside those.
        brief: Whether it was only a few words within a conversation.
    """
    # "In the article about the mine, who …" is no list and no summary.
    if request.as_of or len(question) > LONGEST:
        return None, request
    if not (request.kind in _OF_FACT or request.guessed or named_article(question)):
        return None, request
    named = named_conditions(question, corpus, date.today(), added, filters)
    if named is None or request.kind == "said":  # who spoke is known from the whole of it
        return named, request
    without = request_of(named.question, corpus, added, brief=brief)
    return (named, without) if without.kind in _OF_FACT else (None, request)


def arranged(
    question: str,
    request: Request,
    corpus: Corpus,
    filters: Filters,
    *,
    named: NamedConditions | None = None,
    read: Read,
    threshold: float,
) -> Answer | None:
    """Answer a question that asks for more than a fact; None where the reader is to answer it.

    Args:
        question: Standalone.
        request: What it asks for.
        corpus: Where the articles are.
        filters: Conditions beside those that the question names.
        named: What a question of fact names to narrow it.
        read: Searches under all of these for a question of fact, and reads.
        threshold: The support, 0..1, from which a sentence counts as an answer to one.
    """
    answer_by_kind = answer_corrections if request.of == "corrected" else _BY_KIND.get(request.kind)
    whole = question
    if named:
        question, filters = named.question, filters.narrowed(named.filters)
    days = request.filters
    if request.kind == "said":
        within = filters.narrowed(days)
        answer = answer_said(question, request, corpus, within, read)
        if request.asked == "words" and (asked := parts(question)):
            by_each = answer_by_each(
                question, asked, partial(_said, corpus, within, read, threshold)
            )
            answer = by_each if by_each and not _is_one(asked, answer) else answer
    elif answer_by_kind:
        # "What was the first magazine?" may be asked of the world: if articles tell it, it was.
        if request.of_world:
            told = read(question)
            if told and told[0].support >= max(threshold, _TOLD_OF_THE_WORLD):
                return None
        answer = answer_by_kind(question, request, corpus, filters.narrowed(days))
        if answer is None and request.kind == "summary" and request.publisher:
            # "None of the 5 articles published by the Courier is about …": no other paper's tell.
            answer = answer_articles(question, request, corpus, filters.narrowed(days))
    else:
        sides = request.sides
        answer, days = answer_in_parts(question, read, threshold, sides), Filters()
    # A guess of the classifier refuses nothing: the reader is asked first.
    if answer is None or (request.guessed and not answer.answered):
        return None
    answer = replace(answer, filters=days or None)
    if named:
        answer = replace(_narrowed_by(answer, named), standalone_question=whole)
    return told_as_of(answer, request.day) if request.day else answer


def _is_one(asked: Sequence[QuestionPart], answer: Answer | None) -> bool:
    """Tell if what looks like several speakers is one: "Marks and Spencer"."""
    names = stems(" ".join(part.label for part in asked))
    spoken = answer.statements if answer else ()
    return any(names <= stems(statement.speaker or "") for statement in spoken)


def _said(
    corpus: Corpus, filters: Filters, read: Read, threshold: float, question: str
) -> Answer | None:
    """Answer what one of several people said: by who says what, or by what the reader finds."""
    request = request_of(question, corpus)
    if request.kind == "said":
        answer = answer_said(question, request, corpus, filters, read)
        if answer:
            return answer
    told = [piece for piece in read(question)[:1] if piece.support >= threshold]
    told = not_others(told, replace(request, kind="said"), corpus) if request.speaker else told
    return composed(question, "said", [Part(tuple(told))]) if told else None


def fitting(
    question: str, request: Request, corpus: Corpus, evidence: Sequence[Evidence]
) -> list[Evidence]:
    """Leave out evidence that cannot answer a question of this kind, whatever the reader thinks.

    Args:
        question: As it was read.
        request: What it asks for.
        corpus: Where the articles are.
        evidence: By falling support.
    """
    told = [
        piece
        for piece in evidence
        if not lacks_amount(question, piece.quote)
        and not tells_another_year(question, piece.quote, f"{piece.hit.header} {piece.hit.text}")
    ]
    # A speaker who was only guessed is no reason to leave evidence out.
    return told if request.guessed else not_others(told, request, corpus)


def _narrowed_by(answer: Answer, named: NamedConditions) -> Answer:
    """Return an answer in parts, or of who said what, that says to what it was narrowed."""
    filters = (answer.filters or EVERYTHING).narrowed(named.filters)
    if answer.kind not in ("said", "compare") or not filters:
        return answer
    return replace(answer, filters=filters, wider_question=named.plain)
