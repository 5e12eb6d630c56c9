"""One claim held against one text: borne out, contradicted, or not told."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final, Literal

from assistant.answering.compose import passage_of
from assistant.judge.selection import best_sentences
from assistant.judge.verifier import Verifier
from corpus import Article, InvalidInput

__all__ = ["VETOED", "Judgement", "judge"]

_CONTRADICTED: Final = 0.5
"""How likely a text must contradict a claim, 0..1, to be said to do so."""
VETOED: Final = 0.5
"""What the model's number counts where a rule forbids, 0..1."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a text says to a claim."""

    verdict: Literal["supported", "contradicted", "not told"]
    supported: float
    """How likely the text bears the claim out, 0..1."""
    contradicted: float
    """How likely it says otherwise, 0..1."""
    ranges: tuple[tuple[int, int], ...] = ()
    """Where the sentences stand that carry the verdict, in the text; none where it is not told."""
    reason: str | None = None
    """Why it is not borne out, in words."""


def judge(
    claim: str, evidence: str, *, title: str | None = None, published: date | None = None
) -> Judgement:
    """Tell if a text bears out a claim, contradicts it, or does not tell.

    Args:
        claim: One sentence.
        evidence: An article or a passage of one; its best sentences, of some 150 words, are read.
        title: The article's: names in it count as told.
        published: The article's day: its year completes dates.

    Raises:
        InvalidInput: The evidence is empty.
    """
    from assistant.reader import Reader

    if not evidence.strip():
        raise InvalidInput("the evidence is empty; give the text that may bear the claim out")
    hit = passage_of(Article(text=evidence, title=title, published=published), len(evidence))
    check = _verifier().check(claim, [hit])
    texts = [hit.text[start:end] for start, end in hit.sentences]
    best = best_sentences(claim, texts)
    judged = Reader.load().judge(claim, " ".join(texts[index] for index in best))
    if check.supports:
        ranges = tuple((piece.start, piece.end) for piece in check.supports)
        supported = max(judged.supported, check.support)
        return Judgement("supported", supported, judged.contradicted, ranges)
    supported = VETOED * judged.supported
    if judged.contradicted < _CONTRADICTED:
        return Judgement("not told", supported, judged.contradicted, (), check.reason)
    against = max(best, key=lambda index: Reader.load().judge(claim, texts[index]).contradicted)
    ranges = (hit.sentences[against],)
    return Judgement("contradicted", supported, judged.contradicted, ranges, check.reason)


@lru_cache(maxsize=1)
def _verifier() -> Verifier:
    return Verifier()
