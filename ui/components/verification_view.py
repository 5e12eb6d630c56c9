"""A verified text as plain data for the page's component; nothing here draws."""

from typing import TypedDict

from assistant.judge.verification import FINDING_WORDS, Verification, VerifiedSentence

__all__ = ["verification_view"]


class _QuoteView(TypedDict):
    """Words of an article, and where they stand."""

    text: str
    source: str
    otherwise: bool
    """True where they contradict a sentence that others bear out."""


class _SentenceView(TypedDict):
    """One sentence of the text with its mark."""

    text: str
    mark: str
    finding: str
    word: str
    """The finding in words."""
    reason: str
    quotes: list[_QuoteView]
    opens: bool
    """True for the first sentence of a paragraph."""


class _VerificationView(TypedDict):
    """All that the component draws."""

    summary: str
    sentences: list[_SentenceView]


def verification_view(verification: Verification) -> _VerificationView:
    """Return a verified text as the component draws it."""
    views: list[_SentenceView] = []
    end = 0
    for sentence in verification.sentences:
        opens = not views or "\n" in verification.text[end : sentence.start]
        views.append(_sentence(verification, sentence, opens=opens))
        end = sentence.end
    return _VerificationView(summary=verification.summary, sentences=views)


def _sentence(
    verification: Verification, sentence: VerifiedSentence, *, opens: bool
) -> _SentenceView:
    numbers = (*sentence.citations, *sentence.otherwise)
    return _SentenceView(
        text=" ".join(sentence.text.split()),
        mark=sentence.mark,
        finding=sentence.finding.replace(" ", "-"),
        word=FINDING_WORDS[sentence.finding].capitalize(),
        reason=sentence.reason or "",
        quotes=[
            _QuoteView(
                text=" ".join(verification.citation(number).quote.split()),
                source=verification.citation(number).source,
                otherwise=number in sentence.otherwise,
            )
            for number in numbers
        ],
        opens=opens,
    )
