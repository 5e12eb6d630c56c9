"""Answers as plain data for the page's component; nothing here draws.

Every string is passed on as it is: the component shows strings with ``textContent`` only.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, TypedDict

from assistant import Answer, Citation, Statement
from assistant.answer_kinds import Kind
from assistant.answer_parts import UNTITLED, Section, also_in
from corpus import Hit, Variant
from corpus.text.dates import spoken_day
from ui.components.passage_links import PassageLink
from ui.components.source_view import RunView, marked_pieces

__all__ = ["AnswerView", "Known", "answer_view"]

_Voice = Literal["quoted", "written", "refusal"]

_DONE: Final[Mapping[Kind, str]] = {
    "articles": "; counted by On Record",
    "summary": "; chosen by On Record",
    "latest": "; chosen by On Record",
    "timeline": "; dated by On Record",
    "said": "; arranged by On Record",
    "compare": "; arranged by On Record",
    "yes-no": "; judged by On Record",
}
"""What the program did with the sentences of an answer, beside quoting them."""


@dataclass(frozen=True, slots=True)
class Known:
    """Facts about an article that its citation does not have."""

    label: str
    """Its name when it has no title."""
    language: str | None
    """An IETF language tag."""


class _MarkerView(TypedDict):
    """A control that opens a passage, and what its card shows of it."""

    ref: str
    number: int
    source: str
    """Title, publisher and date in one line."""
    title: str
    details: str
    """Publisher and date, or that the date is not known."""
    language: str | None
    quote: list[RunView]


class _OriginView(TypedDict):
    """An article, and which citations come from it."""

    ref: str
    """The first of its citations."""
    numbers: list[int]
    title: str
    details: str
    """Publisher, date and where else it can be read, or an empty string."""
    language: str | None


class _PassageView(TypedDict):
    """A passage near a question that is not answered, or one that differs from a citation."""

    ref: str
    title: str
    details: str
    text: str
    language: str | None


class _StatementView(TypedDict):
    """One sentence of the answer and its markers."""

    setting: str
    """The words before it that tell who or what it is about, or an empty string."""
    text: str
    speaker: str
    """The speaker, where that is known and not told by its section; else an empty string."""
    markers: list[_MarkerView]
    language: str | None


class _SectionView(TypedDict):
    """A part of the answer."""

    title: str
    """The headline of an article, a speaker, or whatever else its sentences have in common."""
    details: str
    language: str | None
    """Of the title."""
    statements: list[_StatementView]


class _CorrectionView(TypedDict):
    """A note by which a cited article corrects itself."""

    number: int
    """Of the citation."""
    text: str
    language: str | None


class _NoteView(TypedDict):
    """The origin of the sentences, quoted or written: in a word, and in a short text."""

    word: str
    text: str


class _WithheldView(TypedDict):
    """A sentence that was written and does not count, and why."""

    text: str
    reason: str


class AnswerView(TypedDict):
    """All that the answer component draws."""

    turn: int
    kind: _Voice
    """Whose words the sentences are."""
    verdict: str
    """The answer to a yes-or-no question in a word or two, or an empty string."""
    remark: str
    """The program's own words, or an empty string."""
    narrowed: list[str]
    """The days, publishers and articles that the question names, in words."""
    wider: str
    """The question without them, which may be asked instead; empty where it may not."""
    statements: list[_StatementView]
    """Statements that are in no section."""
    sections: list[_SectionView]
    lacking: str
    note: _NoteView | None
    withheld: list[_WithheldView]
    corrections: list[_CorrectionView]
    """Notes that the answer does not quote itself."""
    differs: list[_PassageView]
    """Sentences in which other articles of the same story say otherwise."""
    sources: list[_OriginView]
    """Articles that no section names."""
    cited: int
    """Number of articles that are cited."""
    filters: list[str]
    """When refused: the conditions that may be hiding the answer."""
    nearest: list[_PassageView]
    coverage: str
    """When refused: what the corpus holds, in a sentence."""


def answer_view(
    answer: Answer,
    turn: int,
    known: Mapping[str, Known],
    filters: Sequence[str] = (),
    coverage: str = "",
    *,
    narrowed: Sequence[str] = (),
) -> AnswerView:
    """Return the data of the answer component for ``answer``.

    Args:
        answer: The whole answer.
        turn: Its place in the conversation, from 0.
        known: What is known of its articles, by their ids.
        filters: The conditions that the search was under, in words.
        coverage: What the corpus holds, in a sentence.
        narrowed: The conditions that the question itself named, in words.
    """
    markers = {c.number: _marker_view(c, turn, known) for c in answer.citations}

    def drawn(statement: Statement, speaker: str | None) -> _StatementView:
        cited = [markers[number] for number in statement.citations if number in markers]
        # A quote is in its article's language; what a model wrote need not be.
        language = cited[0]["language"] if cited and answer.mode == "extractive" else None
        return _StatementView(
            setting=answer.setting_of(statement),
            text=statement.text,
            speaker=speaker or "",
            markers=cited,
            language=language,
        )

    sections = []
    for section in answer.sections:
        said = [drawn(statement, section.speaker_of(statement)) for statement in section.statements]
        sections.append(_section(section, said, answer.headed(section), turn, known))
    # The verdict is drawn by itself, before the remark.
    remark = answer.opening.removeprefix(answer.verdict_word).strip()
    arranged = {statement for section in answer.sections for statement in section.statements}
    text = [drawn(s, s.speaker) for s in answer.statements if s not in arranged]
    # Small talk, and a refusal without a remark, is its text alone.
    if not answer.statements and not remark:
        text = [_StatementView(setting="", text=answer.text, speaker="", markers=[], language=None)]
    return AnswerView(
        turn=turn,
        kind=_voice(answer),
        verdict=answer.verdict_word,
        remark=remark,
        narrowed=list(narrowed),
        wider="",  # the chat sets it; what is shared is only read
        statements=text,
        sections=sections,
        lacking=answer.lacking,
        note=_note(answer) if answer.statements else None,
        withheld=[
            _WithheldView(text=sentence.text, reason=sentence.reason)
            for sentence in answer.withheld
        ],
        corrections=[
            _CorrectionView(
                number=number,
                text=" ".join(note.quote.split()),
                language=markers[number]["language"],
            )
            for number, note in answer.corrections
        ],
        differs=[
            _passage_view(
                PassageLink(turn, "differs", index),
                variant,
                variant.quote,
                known,
                f"differs from [{number}]",
            )
            for index, (number, variant) in enumerate(answer.differs, 1)
        ],
        sources=[_origin_view(same, turn, known) for same in _by_article(answer.footnotes)],
        cited=len(_by_article(answer.citations)),
        filters=[] if answer.answered else list(filters),
        nearest=[
            _passage_view(PassageLink(turn, "nearest", index), hit, hit.text, known)
            for index, hit in enumerate(answer.nearest, 1)
        ],
        coverage="" if answer.answered else coverage,
    )


def _section(
    section: Section,
    said: list[_StatementView],
    headed: Sequence[Citation],
    turn: int,
    known: Mapping[str, Known],
) -> _SectionView:
    """Return a section: its speaker leads; else its article, subject, day or publisher."""
    day = spoken_day(section.day) if section.day else None
    parts, language = [section.speaker, section.heading, section.publisher, day], None
    if headed:
        origin = _origin_view(headed, turn, known)
        parts, language = [section.speaker, origin["title"], origin["details"]], origin["language"]
    title, *details = list(filter(None, parts)) or [""]
    return _SectionView(
        title=title,
        details=_joined(*details),
        language=None if section.speaker else language,
        statements=said,
    )


def _voice(answer: Answer) -> _Voice:
    if not answer.answered:
        return "refusal"
    return "quoted" if answer.mode == "extractive" else "written"


def _note(answer: Answer) -> _NoteView:
    if answer.mode == "written":
        writer = answer.model or "a language model"
        return _NoteView(word="Written", text=f"by {writer}; each sentence checked with its source")
    why = f": {answer.note}" if answer.note else ""
    done = _DONE.get(answer.kind, "")
    return _NoteView(word="Quoted", text=f"in the articles’ own words{done}{why}")


def _by_article(citations: Sequence[Citation]) -> list[list[Citation]]:
    cited: dict[tuple[str, str], list[Citation]] = {}
    for citation in citations:
        cited.setdefault((citation.article_id, citation.revision), []).append(citation)
    return list(cited.values())


def _marker_view(citation: Citation, turn: int, known: Mapping[str, Known]) -> _MarkerView:
    """Return the data of a citation's marker."""
    title = _title(citation.title, citation.article_id, known)
    details = _details(citation.publisher, citation.published)
    quote_range = (citation.start, citation.end)
    return _MarkerView(
        ref=PassageLink(turn, "citation", citation.number).key,
        number=citation.number,
        source=", ".join(filter(None, (title, details))),
        title=title,
        details=_details(citation.publisher, citation.published, missing="Date not known"),
        language=_language(citation.article_id, known),
        quote=marked_pieces(citation.quote, citation.start, quote_range, citation.span),
    )


def _origin_view(
    citations: Sequence[Citation], turn: int, known: Mapping[str, Known]
) -> _OriginView:
    """Return the article of some citations; "also in" names who has the words of all of them."""
    first, others = citations[0], also_in(citations)
    return _OriginView(
        ref=PassageLink(turn, "citation", first.number).key,
        numbers=[citation.number for citation in citations],
        title=_title(first.title, first.article_id, known),
        details=_joined(
            _details(first.publisher, first.published), f"also in {others}" if others else ""
        ),
        language=_language(first.article_id, known),
    )


def _passage_view(
    link: PassageLink,
    of: Hit | Variant,
    text: str,
    known: Mapping[str, Known],
    remark: str = "",
) -> _PassageView:
    """Return a passage that is no citation; ``remark`` stands after its publisher and day."""
    return _PassageView(
        ref=link.key,
        title=_title(of.title, of.article_id, known),
        details=_joined(_details(of.publisher, of.published), remark),
        text=" ".join(text.split()),
        language=_language(of.article_id, known),
    )


def _title(title: str | None, article_id: str, known: Mapping[str, Known]) -> str:
    if title or article_id not in known:
        return title or UNTITLED
    return known[article_id].label


def _language(article_id: str, known: Mapping[str, Known]) -> str | None:
    return known[article_id].language if article_id in known else None


def _details(publisher: str | None, published: date | None, missing: str = "") -> str:
    return _joined(publisher, spoken_day(published) if published else missing)


def _joined(*parts: str | None) -> str:
    """Return details in one line, leaving out what is not known."""
    return " · ".join(filter(None, parts))
