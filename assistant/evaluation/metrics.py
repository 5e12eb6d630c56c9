"""The figures by which retrieval, answers and refusals are judged: pure functions.

Every share is in 0..1. A figure that nothing was measured for is ``None``, never 0.
"""

import math
import re
import string
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence

__all__ = [
    "Supports",
    "auroc",
    "citation_precision_recall",
    "exact_match",
    "f1",
    "holds",
    "mean",
    "ndcg",
    "percentile",
    "recall",
    "reciprocal_rank",
    "refusal_precision",
    "refusal_recall",
    "verbatim",
]

Supports = Callable[[str, str], float]
"""Statement and quote to the probability, 0..1, that the quote supports the statement."""

_PUNCTUATION = str.maketrans("", "", string.punctuation)
_ARTICLES = re.compile(r"\b(a|an|the)\b")
# Chinese and Japanese put no spaces between words: there, every character counts as one.
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+")


def mean(values: Sequence[float]) -> float | None:
    """Return the arithmetic mean; ``None`` of nothing."""
    return math.fsum(values) / len(values) if values else None


def percentile(values: Sequence[float], share: float) -> float | None:
    """Return the value below which ``share`` (0..1) of the values lie, in their unit.

    Between two values it is interpolated (Hyndman and Fan 1996, definition 7).
    """
    if not values:
        return None
    ordered = sorted(values)
    position = share * (len(ordered) - 1)
    low, part = int(position), position - int(position)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + part * (ordered[high] - ordered[low])


# -- retrieval: what was found ----------------------------------------------------------------


def recall(gains: Sequence[bool], relevant: int, k: int) -> float:
    """Return recall@k, 0..1: the share of what is relevant that is among the first k found.

    Args:
        gains: For each thing found, best first, whether it is relevant and was not found
            further up already.
        relevant: How many relevant things there are, from 1.
        k: How far down to look.
    """
    return sum(gains[:k]) / relevant


def reciprocal_rank(gains: Sequence[bool]) -> float:
    """Return 1 / the rank of the first relevant thing found, counted from 1; 0 when there is none.

    Its mean over questions is the MRR (Voorhees, TREC-8 1999).
    """
    return next((1 / rank for rank, gain in enumerate(gains, 1) if gain), 0.0)


def ndcg(gains: Sequence[bool], relevant: int, k: int) -> float:
    """Return nDCG@k, 0..1, of binary relevance (Järvelin and Kekäläinen 2002, logarithm base 2).

    Args:
        gains: As for ``recall``.
        relevant: How many relevant things there are, from 1.
        k: How far down to look.
    """
    gain_sum = sum(1 / math.log2(rank + 1) for rank, gain in enumerate(gains[:k], 1) if gain)
    ideal_sum = sum(1 / math.log2(rank + 1) for rank in range(1, min(relevant, k) + 1))
    return gain_sum / ideal_sum


# -- answers: their words ---------------------------------------------------------------------


def _normalise(text: str) -> str:
    """Return a text in lower case, without punctuation and a, an, the, with single spaces.

    As SQuAD compares answers (Rajpurkar et al. 2016): ASCII punctuation is deleted, not
    replaced by a space.
    """
    return " ".join(_ARTICLES.sub(" ", text.lower().translate(_PUNCTUATION)).split())


def exact_match(prediction: str, answers: Sequence[str]) -> float:
    """Return SQuAD's EM: 1 when the prediction, normalised, is one of the answers, else 0.

    No answer at all is the right prediction "" (Rajpurkar et al. 2018).
    """
    # As in SQuAD 2.0, the right answer to what has none is no words.
    return float(any(_normalise(prediction) == _normalise(answer) for answer in answers or ("",)))


def f1(prediction: str, answers: Sequence[str]) -> float:
    """Return SQuAD's F1, 0..1: overlap in normalised words with the answer that fits best.

    No answer at all is the right prediction "" (Rajpurkar et al. 2018).
    """
    return max(_f1(_normalise(prediction), _normalise(answer)) for answer in answers or ("",))


def _f1(prediction: str, answer: str) -> float:
    predicted, wanted = prediction.split(), answer.split()
    if not predicted or not wanted:
        return float(predicted == wanted)
    common = (Counter(predicted) & Counter(wanted)).total()
    return 2 * common / (len(predicted) + len(wanted))


def holds(text: str, answers: Sequence[str]) -> bool:
    """Tell if ``text`` contains one of the answers, as whole words in their order.

    As DrQA and DPR judge passages (Chen et al. 2017, Karpukhin et al. 2020): case, accents'
    encoding and punctuation are set aside, and so, as in SQuAD, are a, an and the. An answer
    without any word ("€") must be there as it is.
    """
    haystack = f" {_words(text)} "
    return any(
        # "A+" has no word left, and is looked for as it is.
        f" {words} " in haystack if (words := _words(answer)) else answer.strip() in text
        for answer in answers
        if answer.strip()
    )


def _words(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(word for word in _WORD.findall(plain) if word not in ("a", "an", "the"))


# -- refusals ---------------------------------------------------------------------------------


def refusal_precision(outcomes: Sequence[tuple[bool, bool]]) -> float | None:
    """Return the share, 0..1, of the refused questions that had no answer.

    Args:
        outcomes: For each question, whether it was refused and whether it is answerable.
    """
    return mean([float(not answerable) for refused, answerable in outcomes if refused])


def refusal_recall(outcomes: Sequence[tuple[bool, bool]]) -> float | None:
    """Return the share, 0..1, of the questions without an answer that was refused."""
    return mean([float(refused) for refused, answerable in outcomes if not answerable])


def auroc(scored: Sequence[tuple[float, bool]]) -> float | None:
    """Return the area under the ROC curve, 0..1: how often a positive scores above a negative.

    A tie counts half (Hanley and McNeil 1982); .5 is chance. ``None`` unless there are both
    positives and negatives.

    Args:
        scored: A score of any range and whether the case is positive, each.
    """
    positives = sum(positive for _, positive in scored)
    negatives = len(scored) - positives
    if not positives or not negatives:
        return None
    groups: dict[float, list[int]] = {}
    for score, positive in scored:
        groups.setdefault(score, [0, 0])[positive] += 1
    wins, below = 0.0, 0
    for score in sorted(groups):
        worse, better = groups[score]
        # Equal scores count half.
        wins += better * (below + worse / 2)
        below += worse
    return wins / (positives * negatives)


# -- citations --------------------------------------------------------------------------------


def verbatim(statement: str, quote: str) -> float:
    """Return 1 when the quote has the statement word for word, white space aside, else 0.

    The support check of an extractive answer, whose statements are the articles' sentences.
    """
    return float(" ".join(statement.split()) in " ".join(quote.split()))


def citation_precision_recall(
    statements: Sequence[tuple[str, Sequence[str]]], supports: Supports, threshold: float = 0.5
) -> tuple[float | None, float | None]:
    """Return citation precision and recall of one answer, 0..1, by ALCE (Gao et al. 2023).

    Recall is the share of statements that their quotes, joined, support. Precision is the
    share of citations that are of use: their statement is supported, and either the quote
    supports it alone or the other quotes do not. ALCE asks a language-inference model whether
    text supports text; here any ``supports`` may be asked.

    Args:
        statements: Each with the quotes that it cites.
        supports: Judges a statement and a text.
        threshold: From which probability on it counts as yes.

    Returns:
        Precision, ``None`` without citations; recall, ``None`` without statements.
    """
    recalled, useful = [], []
    for statement, quotes in statements:

        def yes(some: Sequence[str], statement: str = statement) -> bool:
            return bool(some) and supports(statement, "\n".join(some)) >= threshold

        whole = yes(quotes)
        recalled.append(float(whole))
        for i, quote in enumerate(quotes):
            others = [*quotes[:i], *quotes[i + 1 :]]
            useful.append(float(whole and (yes([quote]) or not yes(others))))
    return mean(useful), mean(recalled)
