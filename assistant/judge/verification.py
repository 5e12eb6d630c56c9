"""Checks a text that a person brings, sentence by sentence, against the corpus."""

import re
from collections import Counter
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from assistant.answer_kinds import Finding
from assistant.answer_parts import Citation
from assistant.answering.fact import Place, cited
from assistant.judge.contradiction import meaning, stated, told_otherwise
from assistant.judge.verifier import Check, Verifier
from assistant.reader.evidence import Evidence
from corpus import Corpus, Filters, Hit, InvalidInput
from corpus.filters import EVERYTHING
from corpus.language.agreement import disagreement
from corpus.language.instructions import flaw, is_question
from corpus.language.tokens import tokens
from corpus.text.escape import escape_markdown
from corpus.text.printing import plain
from corpus.text.sentences import sentence_ranges

__all__ = ["FINDING_WORDS", "MAX_TEXT", "Verification", "VerifiedSentence", "verifying"]

MAX_TEXT: Final = 200_000
"""Code points of a text that is checked."""
_SEARCHED: Final = 12
"""Passages that are searched for a sentence."""
_ARTICLES: Final = 4
"""Articles that a sentence is held against, those found first."""
_CITED: Final = 3
"""Articles that are cited for a sentence, at most."""
_SHORTEST: Final = 3
"""Words below which a line without a full stop is a heading, no sentence."""
# What the author thinks, wishes or thanks for, which no article can bear out.
_OWN: Final = re.compile(
    r"\b(?:I|we)\b.{0,20}\b(?:think|believe|feel|hope|fear|suspect|doubt|guess|would say|argue"
    r"|wish|want|thank|am|are|will|shall)\b|\b(?:in (?:my|our) (?:view|opinion)|to my mind"
    r"|my (?:view|guess|hope) is|as I see it|thank you|dear)\b",
    re.IGNORECASE,
)
# What ought to be, or how the author takes it, is no fact either.
_OPINION: Final = re.compile(
    r"\b(?:should|ought to|must not be allowed"
    r"|it is (?:a shame|high time|time to|wrong|right) (?:that|to)"
    r"|(?:sadly|hopefully|thankfully|unfortunately|surely|of course),?)\b",
    re.IGNORECASE,
)
# But that somebody else said or thought so is a fact, and is checked.
_ATTRIBUTED: Final = re.compile(
    r"[“\"]|\b(?:said|says|told|according to|argue[sd]?|believe[sd]?)\b"
)
# The stops of Chinese, Hindi, Arabic and Urdu among them.
_ENDED: Final = re.compile(r"[.!?…。！？।॥؟۔][”’\"')\]]*$")
_CAUSE: Final = re.compile(
    r",?\s(?:because|due\sto|owing\sto|thanks\sto|as\sa\s(?:result|consequence)\sof|on\saccount\sof"
    r"|in\sorder\sto|so\sthat)\s",
    re.IGNORECASE,
)
"""Where a sentence begins to say why."""
# "And" joins statements only before a verb or a subject, as it does not in "Roe and Brand".
_PARTS: Final = re.compile(
    r";\s+|,\s+(?:and|but|while|whereas|although)\s+|\s+(?:and|but)\s+(?=(?:has|had|was|were|is|are|will"
    r"|would|the|he|she|it|they)\s)"
)
_LEAST_PART: Final = 4
"""Words of a part of a sentence that is checked by itself."""
_NEAR: Final = 0.5
"""The share from which a sentence is shown as the nearest to one that is not confirmed."""
FINDING_WORDS: Final[Mapping[Finding, str]] = {
    "supported": "supported",
    "contradicted": "contradicted",
    "partly": "supported in part",
    "not told": "not confirmed",
    "no claim": "not checked",
}
"""Each finding in words."""
_MARKS: Final = {
    "supported": "✓",
    "contradicted": "✗",
    "partly": "◐",
    "not told": "?",
    "no claim": "·",
}


@dataclass(frozen=True, slots=True)
class VerifiedSentence:
    """A sentence of the text, and what the corpus says of it.

    Attributes:
        start: Where it begins in the text, in code points.
        end: Where it ends, half-open.
        text: Its words, verbatim.
        finding: "supported", "contradicted", "partly", "not told", or "no claim".
        support: Probability, 0..1, that the words cited bear it out.
        citations: Numbers of the citations that bear it out, or that contradict it; of a sentence
            that is not told, the nearest words, if any are near.
        otherwise: Numbers of citations that contradict a sentence that others bear out.
        reason: Why it is not supported, or why it is no claim, in words; None when supported.
    """

    start: int
    end: int
    text: str
    finding: Finding
    support: float = 0.0
    citations: tuple[int, ...] = ()
    otherwise: tuple[int, ...] = ()
    reason: str | None = None

    @property
    def mark(self) -> str:
        """One sign for the finding, for a margin."""
        return _MARKS[self.finding]


@dataclass(frozen=True, slots=True)
class Verification:
    """A text with what the corpus says of each of its sentences."""

    text: str
    sentences: tuple[VerifiedSentence, ...]
    citations: tuple[Citation, ...]

    @property
    def counts(self) -> dict[Finding, int]:
        """The number of sentences with each finding."""
        number = Counter(sentence.finding for sentence in self.sentences)
        return {finding: number[finding] for finding in _MARKS}  # type: ignore[index, misc]

    @property
    def verified(self) -> bool:
        """True if there is a claim, and the corpus bears out every one."""
        counts = self.counts
        return bool(counts["supported"]) and not (
            counts["contradicted"] or counts["partly"] or counts["not told"]
        )

    @property
    def summary(self) -> str:
        """The counts in one line: "Of 5 claims, 3 are supported, …"."""
        counts = self.counts
        claims = sum(counts.values()) - counts["no claim"]
        if not claims:
            return "The text makes no claim that can be checked."
        parts = [
            f"{counts[finding]} {words}"
            for finding, words in FINDING_WORDS.items()
            if counts[finding] and finding != "no claim"
        ]
        return f"{claims} {'claim' if claims == 1 else 'claims'}: {', '.join(parts)}."

    def citation(self, number: int) -> Citation:
        """Return the citation of a number."""
        return self.citations[number - 1]

    def to_dict(self) -> dict[str, Any]:
        """Return a dictionary that ``json.dumps`` takes; dates are ISO 8601 strings."""
        from assistant.answer_json import VerificationJson

        return VerificationJson.dict_of(self)

    def to_markdown(self) -> str:
        """Return the sentences with their findings, quotes and sources as Markdown, escaped."""
        lines = [self.summary, ""]
        for sentence in self.sentences:
            lines += [f"- {sentence.mark} {escape_markdown(sentence.text)}", ""]
            if sentence.reason:
                lines += [f"  {escape_markdown(_headline(sentence))}", ""]
            for number in (*sentence.citations, *sentence.otherwise):
                citation = self.citation(number)
                lines += [f"  > {escape_markdown(' '.join(citation.quote.split()))}", "  >"]
                lines += [f"  > {escape_markdown(citation.source)}", ""]
        return plain("\n".join(lines).rstrip()) + "\n"


def _headline(sentence: VerifiedSentence) -> str:
    return f"{FINDING_WORDS[sentence.finding].capitalize()}: {sentence.reason}."


def verifying(
    text: str, corpus: Corpus, verifier: Verifier, filters: Filters = EVERYTHING
) -> Generator[VerifiedSentence | Verification, None, None]:
    """Check each sentence of a text against the articles; yield each, then the whole.

    Args:
        text: A draft, a speech, or one claim.
        corpus: Where the articles are.
        verifier: What holds a sentence against passages.
        filters: What narrows the articles.

    Raises:
        InvalidInput: The text is blank or too long.
        StoreError: The corpus cannot be read.
    """
    if not isinstance(text, str) or not text.strip():
        raise InvalidInput("the text is empty; give one or more sentences to verify")
    if len(text) > MAX_TEXT:
        raise InvalidInput(
            f"the text has {len(text):,} characters, the most is {MAX_TEXT:,}; verify it in parts"
        )
    checking = _Checking(corpus, filters, verifier)
    before = ""
    sentences: list[VerifiedSentence] = []
    for start, end in sentence_ranges(text):
        sentence = text[start:end]
        sentences.append(checking.sentence(start, end, sentence, before))
        yield sentences[-1]
        before = sentence
    yield Verification(text, tuple(sentences), tuple(checking.citations.values()))


@dataclass
class _Checking:
    """The state of a verification: where it looks, and what it has cited."""

    corpus: Corpus
    filters: Filters
    verifier: Verifier
    citations: dict[Place, Citation] = field(default_factory=dict)

    def sentence(self, start: int, end: int, sentence: str, before: str) -> VerifiedSentence:
        """Check one sentence."""
        blank = VerifiedSentence(start, end, sentence, "no claim")
        reason = _no_claim(sentence)
        if reason:
            return replace(blank, reason=reason)
        claim = _named(sentence, before)
        if claim is None:
            word = sentence.split(maxsplit=1)[0]
            return replace(blank, finding="not told", reason=f"whom “{word}” means is not clear")
        groups = self._found(claim)
        checks = [self._checked(claim, hits) for hits in groups]
        supporting = [check for check in checks if check.supports]
        contradicting = [told for hits in groups for told in told_otherwise(claim, hits)]
        if supporting:
            # One article that bears it out is enough; that others differ is told beside it.
            supporting.sort(key=lambda check: -check.support)
            return replace(
                blank,
                finding="supported",
                support=supporting[0].support,
                citations=self._cited(v.supports for v in supporting[:_CITED]),
                otherwise=self._cited([contradicting[:_CITED]]),
            )
        best = max(checks, key=lambda check: check.support, default=Check())
        if contradicting:
            return replace(
                blank,
                finding="contradicted",
                support=best.support,
                citations=self._cited([contradicting[:_CITED]]),
                reason=disagreement(
                    claim, contradicting[0].quote, passage=contradicting[0].hit.text
                )
                or "the words cited say otherwise",
            )
        return self._partly(blank, claim, groups) or replace(
            blank,
            finding="not told",
            support=best.support,
            citations=self._cited([_nearest(claim, groups)]),
            reason=best.reason or "no article is about it",
        )

    def _partly(
        self, blank: VerifiedSentence, claim: str, groups: Sequence[Sequence[Hit]]
    ) -> VerifiedSentence | None:
        """Check the parts of a sentence; None where it has none, or none is borne out."""
        parts = list(_parts(claim))
        if len(parts) == 1:
            return self._without_cause(blank, claim, groups)
        borne: list[tuple[str, Check]] = []
        missing: list[tuple[str, Check]] = []
        for part in parts:
            best = _best(self._checked(part, hits) for hits in groups)
            (borne if best.supports else missing).append((part, best))
        # Parts that pass one by one do not make up for the whole, which did not.
        if not borne or not missing:
            return None
        return replace(
            blank,
            finding="partly",
            support=min(check.support for _, check in borne),
            citations=self._cited(check.supports for _, check in borne),
            reason=f"not told is “{missing[0][0].rstrip('.')}”",
        )

    def _without_cause(
        self, blank: VerifiedSentence, claim: str, groups: Sequence[Sequence[Hit]]
    ) -> VerifiedSentence | None:
        """Check a sentence without the cause that it gives; None where that bears out nothing."""
        match = _CAUSE.search(claim)
        told = claim[: match.start()] if match else ""
        if match is None or len(told.split()) < _LEAST_PART:
            return None
        best = _best(self._checked(f"{told}.", hits) for hits in groups)
        if not best.supports:
            return None
        return replace(
            blank,
            finding="partly",
            support=best.support,
            citations=self._cited([best.supports]),
            reason=f"no article says why: “{claim[match.start() :].strip(' ,.')}”",
        )

    def _checked(self, claim: str, hits: Sequence[Hit]) -> Check:
        """Return the check of the passage of an article that bears a claim out best.

        Each is read alone: a "not" of one passage and the facts of another would make anything.
        """
        return _best(self.verifier.check(claim, [hit]) for hit in hits)

    def _found(self, claim: str) -> list[list[Hit]]:
        """Return the passages found for a claim, by article, the nearest first."""
        groups: dict[str, list[Hit]] = {}
        for hit in self.corpus.search(claim, _SEARCHED, filters=self.filters):
            groups.setdefault(hit.article_id, []).append(hit)
        return list(groups.values())[:_ARTICLES]

    def _cited(self, groups: Iterable[Sequence[Evidence]]) -> tuple[int, ...]:
        """Return the numbers of the citations of some words, new or known."""
        return cited(self.citations, (piece for group in groups for piece in group))


def _best(checks: Iterable[Check]) -> Check:
    """Return the check that bears a claim out, with the most support; an empty one of none."""
    return max(checks, key=lambda check: (bool(check.supports), check.support), default=Check())


def _nearest(claim: str, groups: Iterable[Sequence[Hit]]) -> list[Evidence]:
    """Return the sentence that shares most words of meaning with a claim, if it has half."""
    said = meaning(claim)
    sentences = [sentence for hits in groups for sentence in stated(hits)]
    shares = [len(said & meaning(sentence.quote)) for sentence in sentences]
    most = max(shares, default=0)
    return [sentences[shares.index(most)]] if most and most >= _NEAR * len(said) else []


def _no_claim(sentence: str) -> str | None:
    """Say, in words, why a sentence of a draft claims nothing; None when it claims something."""
    if is_question(sentence):
        return "it is a question"
    words = sum(token.kind != "break" for token in tokens(sentence))
    if not words or (words < _SHORTEST and not _ENDED.search(sentence)):
        return "it is no sentence"
    if _OWN.search(sentence) and not _ATTRIBUTED.search(sentence):
        return "it is the author's own word"
    if _OPINION.search(sentence) and not _ATTRIBUTED.search(sentence):
        return "it is an opinion"
    return flaw(sentence)


def _named(sentence: str, before: str) -> str | None:
    """Put the name of the sentence before in the place of a first "He", "She", "They" or "It".

    None where "He" or "She" may be anybody: not exactly one name stands there.
    """
    match = re.match(r"(He|She|They|It)\b", sentence)
    if not match:
        return sentence
    from corpus.language.facts import facts

    named = [fact.written for fact in facts(tokens(before)) if fact.kind == "name"]
    if match[1] in ("He", "She") and len(named) != 1:
        return None
    return f"{named[0]}{sentence[match.end() :]}" if named else sentence


def _parts(claim: str) -> Iterator[str]:
    """Yield the statements that a sentence joins; a subject is carried over where one lacks it."""
    pieces = _PARTS.split(claim.rstrip("."))
    if any(len(piece.split()) < _LEAST_PART for piece in pieces):
        yield claim
        return
    subject = _subject(pieces[0])
    for index, piece in enumerate(pieces):
        lacking = index and re.match(r"(?:has|had|was|were|is|are|will|would|\w+ed)\b", piece)
        yield f"{f'{subject} ' if lacking and subject else ''}{piece}."


def _subject(piece: str) -> str:
    """Return what stands before the verb of a statement, as far as its form tells; or nothing."""
    match = re.match(
        r"(.{2,60}?)\s(?:has|have|had|was|were|is|are|will|would|can|could|may|said|says|\w+ed)\b",
        piece,
    )
    return match[1] if match else ""
