"""An answer: its text, its statements, and the citations they rest on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from html import escape as escape_html
from typing import TYPE_CHECKING, Any, Final

from assistant.answer_kinds import Kind, Mode, Verdict
from assistant.answer_markup import (
    cited_html,
    cited_markdown,
    marked_html,
    marked_markdown,
    section_html,
    section_markdown,
)
from assistant.answer_parts import (
    UNTITLED,
    Citation,
    Section,
    Setting,
    Statement,
    Total,
    Withheld,
)
from assistant.filter_words import published_words
from corpus import Filters, Hit, Variant
from corpus.language.corrections import Correction
from corpus.text.escape import escape_markdown
from corpus.text.printing import plain, plain_line

if TYPE_CHECKING:
    from langchain_core.messages import AIMessage
    from langchain_core.messages.content import Citation as Annotation

__all__ = [
    "REFUSAL",
    "Answer",
    "Citation",
    "Kind",
    "Mode",
    "Section",
    "Setting",
    "Statement",
    "Total",
    "Verdict",
    "Withheld",
]

REFUSAL: Final = "The articles in this corpus do not answer that."
"""The one sentence that stands for "the corpus is silent"."""

_MOST_VARIANTS: Final = 3
"""Of the words that differ from a citation, which are printed."""
_VERDICTS: Final[Mapping[Verdict, str]] = {
    "yes": "Yes.",
    "no": "No.",
    "disputed": "Sources differ.",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """The whole answer to one question."""

    question: str
    standalone_question: str
    """The question with what it left to the conversation filled in."""
    answered: bool
    """False when the corpus is silent: then ``text`` is the refusal, ``nearest`` is filled."""
    text: str
    """The remark, then the statements with their ``[1]`` markers; or the refusal."""
    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    nearest: tuple[Hit, ...] = ()
    """When refused: the passages nearest to the question, best first."""
    mode: Mode = "extractive"
    """Sentences of the articles' own, or written by a language model."""
    model: str | None = None
    """The language model that wrote the answer; None when extractive."""
    note: str | None = None
    """The reason that the answer is extractive although there is a language model: one line."""
    withheld: tuple[Withheld, ...] = ()
    """What the language model wrote and the articles do not bear out; not part of ``text``."""
    confidence: float = 0.0
    """Probability that the best sentence found answers, 0..1, also when it was not enough."""
    seconds: float = 0.0
    kind: Kind = "fact"
    remark: str = ""
    """What the program says in its own words, of itself or of what it counted and arranged; it
    stands at the beginning of ``text``. It tells nothing of the world; where sources differ it
    names the value of each, in its article's words, with the source."""
    sections: tuple[Section, ...] = ()
    """The statements arranged, where the answer has parts; ``statements`` has them all."""
    verdict: Verdict | None = None
    """The answer to a yes-or-no question, where a statement settles it."""
    total: Total | None = None
    """Figures of what was counted, where something was."""
    filters: Filters | None = None
    """Days, publishers and articles that the question itself names, by which it was narrowed."""
    wider_question: str = ""
    """The question without the words by which it was narrowed; empty where there are none, or
    where they are the question: "Which articles are from March?"."""
    missing: tuple[str, ...] = ()
    """Parts of the question that nothing answers."""
    as_of: date | None = None
    """The day as of which the question asks: only what was published by then was read."""

    @property
    def verdict_word(self) -> str:
        """The verdict as it is said; empty where there is none."""
        return _VERDICTS[self.verdict] if self.verdict else ""

    @property
    def opening(self) -> str:
        """The program's own words: the verdict as it is said, then the remark; may be empty."""
        rest = self.remark.removeprefix(self.verdict_word).strip()
        return " ".join(filter(None, (self.verdict_word, rest)))

    @property
    def lacking(self) -> str:
        """The parts of the question that nothing answers, where the remark does not say so."""
        parts = [part for part in self.missing if part not in self.remark]
        return f"Not told: {', '.join(parts)}." if parts else ""

    @property
    def narrowing(self) -> str:
        """A sentence on what it was narrowed to, where the remark does not say so; mostly empty."""
        if not self.filters or not self.answered or self.as_of or not self.wider_question:
            return ""
        if self.filters.article_ids is None:
            return f"Only articles {published_words(self.filters)} were read."
        count = len(self.filters.article_ids)
        those = (
            "article that the question names was" if count == 1 else "articles that it names were"
        )
        return f"Only the {those} read."

    def headed(self, section: Section) -> tuple[Citation, ...]:
        """Return the citations of a section of quotes from the one article that is its heading.

        They need no source beside the section's label. Of any other section, none is returned.
        """
        numbers = {number for statement in section.statements for number in statement.citations}
        cited = tuple(citation for citation in self.citations if citation.number in numbers)
        articles = {(c.article_id, c.revision) for c in cited}
        titles = {citation.title or UNTITLED for citation in cited}
        alone = len(articles) == 1 and titles == {section.heading}
        return cited if alone and self.mode == "extractive" else ()

    def setting_of(self, statement: Statement) -> str:
        """Return the words before a quote that tell who or what it is about; mostly none."""
        for citation in self.citations:
            if citation.setting and citation.number in statement.citations:
                return " ".join(citation.setting.quote.split())
        return ""

    @property
    def footnotes(self) -> tuple[Citation, ...]:
        """The citations whose source no section's label tells."""
        headed = {c.number for section in self.sections for c in self.headed(section)}
        return tuple(citation for citation in self.citations if citation.number not in headed)

    @property
    def differs(self) -> tuple[tuple[int, Variant], ...]:
        """Variants in other articles, each once, after the number of its first citation."""
        first: dict[Variant, int] = {}
        for citation in self.citations:
            for variant in citation.differs:
                first.setdefault(variant, citation.number)
        return tuple((number, variant) for variant, number in first.items())

    @property
    def corrections(self) -> tuple[tuple[int, Correction], ...]:
        """Notes that correct what is cited, each once, after the number of its first citation."""
        first: dict[tuple[str, Correction], int] = {}
        for citation in self.citations:
            for note in citation.corrections:
                first.setdefault((citation.article_id, note), citation.number)
        return tuple((number, note) for (_, note), number in first.items())

    def to_dict(self) -> dict[str, Any]:
        """Return a dictionary that ``json.dumps`` takes; dates are ISO 8601 strings."""
        from assistant.answer_json import AnswerJson

        return AnswerJson.dict_of(self)

    def to_message(self) -> "AIMessage":
        """Return the answer as an ``AIMessage`` with langchain-core's citation annotations.

        Each annotation covers a statement, markers included, by ``start_index`` and ``end_index``
        into the text of the message; its ``extras`` say where the quote stands: ``article_id``,
        ``revision``, ``start``, ``end`` (code points, half-open), ``publisher``, ``published``
        and ``number``.
        """
        from langchain_core.messages import AIMessage
        from langchain_core.messages.content import create_text_block

        by_number = {citation.number: citation for citation in self.citations}
        annotations, begin = [], 0
        for statement in self.statements:
            # Two statements may have the same words: each is looked for behind the last.
            begin = self.text.index(statement.marked, begin)
            end = begin + len(statement.marked)
            annotations += [
                _annotation(by_number[number], begin, end) for number in statement.citations
            ]
            begin = end
        block = create_text_block(self.text, annotations=list(annotations))
        return AIMessage(content_blocks=[block])

    def __str__(self) -> str:
        """Return the text and, by their numbers, its sources; safe to print on a terminal."""
        lines = [self.text, ""]
        for line in filter(None, (self.lacking, self.narrowing)):
            lines += [plain_line(line), ""]
        for citation in self.citations:
            address = f" <{citation.url}>" if citation.url else ""
            lines.append(plain_line(f"[{citation.number}] {citation.source}{address}"))
            if citation.setting:
                lines.append(f"    after “{plain_line(citation.setting.quote)}”")
            if self.mode == "written":  # an extractive text has the quote already
                lines.append(f"    “{plain_line(citation.quote)}”")
        for number, note in self.corrections:
            quote = plain_line(note.quote)
            lines.append(f"Corrected by the article itself, on [{number}]: “{quote}”")
        for number, variant in self.differs[:_MOST_VARIANTS]:
            source, quote = plain_line(variant.source), plain_line(variant.quote)
            lines.append(f"Told otherwise than [{number}] by {source}: “{quote}”")
        if more := len(self.differs[_MOST_VARIANTS:]):
            lines.append(f"… and by {more} more")
        if self.note:
            lines += ["", plain_line(f"In the articles' own words: {self.note}.")]
        if self.nearest:
            lines.append("Nearest passages, which may not answer the question:")
            lines += [plain_line(f"- {_with_source(hit)}") for hit in self.nearest]
        return plain("\n".join(lines).rstrip())

    def to_markdown(self) -> str:
        """Return the answer with its quotes and sources as Markdown.

        Article text is escaped, so that no Markdown or HTML in it takes effect, and plain, so that
        it can be pasted into a terminal.
        """
        lines = self._body_markdown()
        for citation in self.footnotes:  # of sections, the quotes stand there
            lines += cited_markdown(citation, quoted=not self.sections or self.mode == "written")
        if self.note:
            lines += [f"In the articles' own words: {escape_markdown(self.note)}.", ""]
        if self.nearest:
            lines += ["Nearest passages, which may not answer the question:", ""]
            told = (" ".join(_with_source(hit).split()) for hit in self.nearest)
            lines += [f"- {escape_markdown(text)}" for text in told]
        return plain("\n".join(lines).rstrip()) + "\n"

    def _body_markdown(self) -> list[str]:
        """Return the lines of the text: paragraphs, then a list where there are sections."""
        if not self.statements:
            return [escape_markdown(self.text), ""]
        lines = []
        for line in filter(None, (self.opening, self.lacking, self.narrowing)):
            lines += [escape_markdown(line), ""]
        if not self.sections:
            return [
                *lines,
                " ".join(marked_markdown(s, setting=self.setting_of(s)) for s in self.statements),
                "",
            ]
        for section in self.sections:
            written = self.mode == "written"
            headed = self.headed(section)
            lines += section_markdown(section, headed, self.setting_of, written=written)
        return lines

    def _repr_html_(self) -> str:
        """Return the rich display in notebooks, with all article text escaped."""
        if self.nearest:
            items = "".join(f"<li>{escape_html(_with_source(hit))}</li>" for hit in self.nearest)
            return f"<p>{escape_html(self.text)}</p><p>Nearest passages:</p><ul>{items}</ul>"
        items = "".join(map(cited_html, self.footnotes))
        return self._body_html() + (f"<ol>{items}</ol>" if items else "")

    def _body_html(self) -> str:
        paragraphs = [self.opening, self.lacking, self.narrowing]
        if not self.statements:
            paragraphs = [self.text]
        lines = "".join(f"<p>{escape_html(text)}</p>" for text in paragraphs if text)
        if self.statements and not self.sections:
            said = " ".join(marked_html(s, setting=self.setting_of(s)) for s in self.statements)
            lines += f"<p>{said}</p>"
        items = "".join(
            section_html(section, self.headed(section), self.setting_of)
            for section in self.sections
        )
        return lines + (f"<ul>{items}</ul>" if items else "")


def _with_source(hit: Hit) -> str:
    return f"{hit.text} ({hit.source})" if hit.source else hit.text


def _annotation(citation: Citation, begin: int, end: int) -> "Annotation":
    from langchain_core.messages.content import create_citation

    return create_citation(
        url=citation.url,
        title=citation.title,
        start_index=begin,
        end_index=end,
        cited_text=citation.quote,
        number=citation.number,
        article_id=citation.article_id,
        revision=citation.revision,
        start=citation.start,
        end=citation.end,
        publisher=citation.publisher,
        published=citation.published.isoformat() if citation.published else None,
    )
