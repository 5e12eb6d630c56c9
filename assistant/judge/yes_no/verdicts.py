"""Verdicts on yes-or-no questions, with the sentences that settle them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from math import exp, log
from typing import Final

from assistant.answer import Answer, Verdict
from assistant.answering.fact import quoting
from assistant.judge.certainty import added_certainty
from assistant.judge.contradiction import bounds_a_figure
from assistant.judge.yes_no.declarative import as_statement
from assistant.question.tags import without_tag
from assistant.reader.evidence import Evidence
from corpus.language.agreement import namesake
from corpus.language.corrections import is_correction

__all__ = ["verdict_features", "with_verdict"]

_ARTICLES: Final = 3
"""Articles, from the best on, that are asked if they settle a question."""
_ALSO_TELLS: Final = 0.25
"""Support, 0..1, from which another article than the first is asked."""
_THRESHOLD: Final = 0.75
"""How likely a verdict must be, 0..1: from here on nothing that is only alike, planned or told of
another day settles a question of our tests. Of 159 questions that it was looked at on, 12
get a wrong verdict."""
# As fit_verdicts.py fits them, to log-odds: yes and no as the reader infers them, supported and
# contradicted as the judge finds them; first of the sentence, then of its passage.
_WEIGHTS: Final[Mapping[Verdict | None, Sequence[float]]] = {
    "yes": (0.032, 0.081, 0.114, -0.286, 0.316, -0.108, 0.118, 0.073),
    "no": (0.13, 0.206, -0.115, 0.186, -0.078, 0.274, 0.087, 0.038),
    None: (-0.162, -0.287, 0.001, 0.1, -0.238, -0.166, -0.205, -0.111),
}
_BIASES: Final[Mapping[Verdict | None, float]] = {"yes": 0.455, "no": 0.839, None: -1.293}
_STILL: Final = re.compile(r"\sstill\b", re.IGNORECASE)
_OF_NOW: Final = re.compile(
    r"^(?:has|have|is|are)(?:n['’]t)?\s|\b(?:still|now|yet|already|currently|any\s?more|any\slonger)\b",
    re.IGNORECASE,
)
"""Matches "Has he resigned?", "is she mayor?": what is told last counts."""
_LEAST: Final = 0.003
"""Probability below which, and above 1 less which, all are alike."""
_IN_PASSAGE: Final = 6
"""The place, among what the models make of a sentence, of its passage supporting the statement."""
_BORNE_OUT: Final = log(0.15 / 0.85)
"""Log-odds of that support below which nothing says yes: the judge all but denies it. Of 39
questions of those looked at that are rightly answered with yes, none has less than .46; at .4, of
140 questions kept apart, five more lose their verdict."""
_NO_STATEMENT: Final = (0.1, 0.1)
"""What the judge is taken to find where a question cannot be put as a statement."""


def with_verdict(answer: Answer, evidence: Sequence[Evidence]) -> Answer:
    """Return the answer to a yes-or-no question with its verdict, where articles settle it.

    The sentences that settle it stand in the place of those that the reader chose, or of its
    refusal. "Disputed" where one article says yes and another no.

    Args:
        answer: In the articles' own words; its question is standalone.
        evidence: What the reader found, by falling support.
    """
    answer = replace(answer, kind="yes-no")
    question = without_tag(answer.standalone_question)
    settled = list(_settled(question, evidence))
    if not settled:
        return answer
    # A note of correction, sent as an article, says of others that they are wrong.
    notes = [told for told in settled if is_correction(told[1].hit.text)]
    settled = notes or settled
    if _OF_NOW.search(question):
        settled = _newest(settled)
    alike = len({verdict for verdict, _ in settled}) == 1
    statements, citations = quoting([piece for _, piece in settled])
    told = replace(
        answer,
        answered=True,
        verdict=settled[0][0] if alike else "disputed",
        statements=statements,
        citations=citations,
        sections=(),
        nearest=(),
    )
    text = " ".join([told.verdict_word, *(statement.marked for statement in statements)])
    return replace(told, remark=told.verdict_word, text=text)


def _settled(question: str, evidence: Sequence[Evidence]) -> Iterator[tuple[Verdict, Evidence]]:
    """Yield the verdict of each article that has one, with the sentence that it rests on."""
    if bounds_a_figure(question):  # the models do not compare figures
        return
    articles = list(dict.fromkeys(piece.hit.article_id for piece in evidence))[:_ARTICLES]
    for rank, article in enumerate(articles):
        pieces = [piece for piece in evidence if piece.hit.article_id == article]
        if rank and pieces[0].support < _ALSO_TELLS:
            continue
        # "Was Peder Holt convicted?" is not settled by what became of Maren Holt.
        if namesake(
            question, "\n".join(f"{piece.hit.title}. {piece.hit.text}" for piece in pieces)
        ):
            continue
        if settled := _verdict(question, pieces[0]):
            yield settled


def _newest(settled: list[tuple[Verdict, Evidence]]) -> list[tuple[Verdict, Evidence]]:
    """Return the verdicts that agree with the article published last, where all have a day."""
    days = {piece.hit.published: verdict for verdict, piece in reversed(settled)}
    if None in days:
        return settled
    last = days[max(day for day in days if day)]
    return [(verdict, piece) for verdict, piece in settled if verdict == last]


def _odds(features: Sequence[float]) -> dict[Verdict | None, float]:
    """Return the odds of each verdict, and of none, by what two models make of a sentence."""
    return {
        outcome: exp(_BIASES[outcome] + sum(w * x for w, x in zip(weights, features, strict=True)))
        for outcome, weights in _WEIGHTS.items()
    }


def _verdict(question: str, piece: Evidence) -> tuple[Verdict, Evidence] | None:
    """Return the verdict of a sentence and its passage; None where none is likely enough."""
    features = verdict_features(question, piece)
    odds = _odds(features)
    verdict: Verdict = "yes" if odds["yes"] > odds["no"] else "no"
    share = odds[verdict] / sum(odds.values())
    if share < _THRESHOLD:
        return None
    # "Roe became mayor" does not tell that she is no longer: without "still" it says yes.
    if verdict == "no" and _STILL.search(question):
        plain = _odds(verdict_features(_STILL.sub("", question), piece))
        if plain["yes"] > plain["no"]:
            return None
    statement = _statement(question, piece) if verdict == "yes" else None
    # "'Our savings stay abroad,' the clerk wrote" does not tell that she wrote a book.
    if statement and features[_IN_PASSAGE] < _BORNE_OUT:
        return None
    # What is planned, alleged or due is not yet so.
    if statement and added_certainty(statement, piece.quote):
        return None
    return verdict, replace(piece, support=share)


def verdict_features(question: str, piece: Evidence) -> list[float]:
    """Return what two models make of a sentence and its passage, eight log-odds.

    Of each the reader infers if it says yes, and if it says no, to the question; the judge finds
    the statement that is asked about borne out, or contradicted.

    Args:
        question: Standalone.
        piece: The sentence.
    """
    from assistant.reader import Passage, Reader

    reader = Reader.load()
    hit = piece.hit
    statement = _statement(question, piece)
    shares: list[float] = []
    for text in (piece.quote, hit.text):
        shares += reader.verdict(question, Passage(hit.header, text))
        if statement is None:
            shares += _NO_STATEMENT
        else:
            judged = reader.judge(statement, f"{hit.title}. {text}" if hit.title else text)
            shares += (judged.supported, judged.contradicted)
    return [_log_odds(share) for share in shares]


def _statement(question: str, piece: Evidence) -> str | None:
    from assistant.reader import Reader

    return as_statement(question, Reader.load().knows, piece.hit.text)


def _log_odds(share: float) -> float:
    share = min(max(share, _LEAST), 1 - _LEAST)
    return log(share / (1 - share))
