"""An answer: its text, its statements, and the citations they rest on."""

from dataclasses import dataclass
from datetime import date
from html import escape as escape_html
from typing import TYPE_CHECKING, Any, Final, Literal

from corpus import Copy, Filters, Hit, Variant
from corpus.text.escape import escape_markdown
from corpus.text.printing import plain

if TYPE_CHECKING:
    from langchain_core.messages import AIMessage
    from langchain_core.messages.content import Citation as Annotation

__all__ = ["REFUSAL", "Answer", "Citation", "Kind", "Section", "Statement", "Total", "Withheld"]

REFUSAL: Final = "The articles in this corpus do not answer that."
"""The one sentence that stands for "the corpus is silent"."""

Mode = Literal["extractive", "written"]
Kind = Literal["fact", "conversation", "articles", "summary", "latest", "said", "yes-no", "compare"]
"""The kind of question that an answer answers: see ``assistant.question.kinds``."""
Verdict = Literal["yes", "no", "disputed"]


@dataclass(frozen=True, slots=True)
class Citation:
    """The exact words of one revision of one article.

    Invariant: ``corpus.article(article_id, revision).text[start:end] == quote``.
    """

    number: int
    """The marker in the answer's text, from 1 in order of first use."""
    article_id: str
    revision: str
    title: str | None
    publisher: str | None
    url: str | None
    published: date | None
    start: int
    """Code points into the article's text; the range is half-open."""
    end: int
    quote: str
    span: tuple[int, int] | None = None
    """Start and end of the answering words, in the article's text, within start..end."""
    also_in: tuple[Copy, ...] = ()
    """Other articles that tell the same with the same facts, the earliest first."""
    differs: tuple[Variant, ...] = ()
    """What other articles that tell the same story say otherwise, the earliest first."""

    def to_dict(self) -> dict[str, Any]:
        """Return a dictionary that ``json.dumps`` takes."""
        return {
            "number": self.number,
            "article_id": self.article_id,
            "revision": self.revision,
            "title": self.title,
            "publisher": self.publisher,
            "url": self.url,
            "published": self.published.isoformat() if self.published else None,
            "start": self.start,
            "end": self.end,
            "quote": self.quote,
            "span": list(self.span) if self.span else None,
            "also_in": [copy.to_dict() for copy in self.also_in],
            "differs": [variant.to_dict() for variant in self.differs],
        }

    @property
    def source(self) -> str:
        """Title, publisher and date in one line, leaving out what is not known."""
        day = self.published.isoformat() if self.published else None
        return ", ".join(filter(None, (self.title, self.publisher, day))) or "Untitled article"

    @property
    def others(self) -> str:
        """Publishers (else titles, else addresses) of ``also_in`` in one line; may be empty."""
        names = (copy.publisher or copy.title or copy.url for copy in self.also_in)
        return ", ".join(dict.fromkeys(name or "an untitled article" for name in names))


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of an answer and the numbers of the citations that support it."""

    text: str
    citations: tuple[int, ...]
    support: float
    """Calibrated probability, 0..1, that the cited words support the sentence as an answer; 1 where
    it is listed for what stands in it, and answers nothing."""
    speaker: str | None = None
    """Who says it, where the article attributes it to somebody."""

    @property
    def marked(self) -> str:
        """The sentence followed by its markers, as in ``Answer.text``."""
        return f"{self.text} {''.join(f'[{n}]' for n in self.citations)}"

    def to_dict(self) -> dict[str, Any]:
        """Return a dictionary that ``json.dumps`` takes."""
        return {
            "text": self.text,
            "citations": list(self.citations),
            "support": round(self.support, 4),
            "speaker": self.speaker,
        }


@dataclass(frozen=True, slots=True)
class Section:
    """A part of an answer: statements under one article, day, speaker or subject."""

    statements: tuple[Statement, ...]
    heading: str | None = None
    """The title of an article, or words of the question."""
    day: date | None = None
    publisher: str | None = None
    speaker: str | None = None

    @property
    def label(self) -> str:
        """Heading, speaker, publisher and day in one line, leaving out what is not known."""
        day = f"{self.day.day} {self.day:%B %Y}" if self.day else None
        return ", ".join(filter(None, (self.heading, self.speaker, self.publisher, day)))

    def to_dict(self) -> dict[str, Any]:
        """Return a dictionary that ``json.dumps`` takes; the date is an ISO 8601 string."""
        return {
            "heading": self.heading,
            "day": self.day.isoformat() if self.day else None,
            "publisher": self.publisher,
            "speaker": self.speaker,
            "statements": [statement.to_dict() for statement in self.statements],
        }


@dataclass(frozen=True, slots=True)
class Total:
    """A count of articles, made from the whole corpus."""

    count: int
    of: int
    """How many articles there are, under the question's filters."""
    listed: int
    """How many of those counted are in the answer's sections."""

    def to_dict(self) -> dict[str, Any]:
        """Return a dictionary that ``json.dumps`` takes."""
        return {"count": self.count, "of": self.of, "listed": self.listed}


@dataclass(frozen=True, slots=True)
class Withheld:
    """A sentence that a language model wrote and that the articles do not bear out."""

    text: str
    reason: str
    """What is wrong with it, in words."""

    def to_dict(self) -> dict[str, Any]:
        """Return a dictionary that ``json.dumps`` takes."""
        return {"text": self.text, "reason": self.reason}


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
    """Whether the sentences are the articles' own, or written by a language model."""
    model: str | None = None
    """The language model that wrote the answer; None when extractive."""
    note: str | None = None
    """Why the answer is extractive although there is a language model: one line."""
    withheld: tuple[Withheld, ...] = ()
    """What the language model wrote and the articles do not bear out; not part of ``text``."""
    confidence: float = 0.0
    """How likely the best sentence found is to answer, 0..1, also when it was not enough."""
    seconds: float = 0.0
    kind: Kind = "fact"
    remark: str = ""
    """What the program says in its own words, of itself or of what it counted and arranged; it
    stands at the beginning of ``text``. It tells nothing of the world."""
    sections: tuple[Section, ...] = ()
    """The statements arranged, where the answer has parts; ``statements`` has them all."""
    verdict: Verdict | None = None
    """The answer to a yes-or-no question, where a statement settles it."""
    total: Total | None = None
    """What was counted, where something was."""
    filters: Filters | None = None
    """Days and publishers that the question itself names, by which it was narrowed."""
    missing: tuple[str, ...] = ()
    """Parts of the question that nothing answers."""

    @property
    def differs(self) -> tuple[tuple[int, Variant], ...]:
        """Variants in other articles, each once, after the number of its first citation."""
        first: dict[Variant, int] = {}
        for citation in self.citations:
            for variant in citation.differs:
                first.setdefault(variant, citation.number)
        return tuple((number, variant) for variant, number in first.items())

    def to_dict(self) -> dict[str, Any]:
        """Return a dictionary that ``json.dumps`` takes; dates are ISO 8601 strings."""
        return {
            "question": self.question,
            "standalone_question": self.standalone_question,
            "answered": self.answered,
            "text": self.text,
            "statements": [statement.to_dict() for statement in self.statements],
            "citations": [citation.to_dict() for citation in self.citations],
            "nearest": [hit.to_dict() for hit in self.nearest],
            "mode": self.mode,
            "model": self.model,
            "note": self.note,
            "withheld": [withheld_sentence.to_dict() for withheld_sentence in self.withheld],
            "confidence": round(self.confidence, 4),
            "seconds": round(self.seconds, 4),
            "kind": self.kind,
            "remark": self.remark,
            "sections": [section.to_dict() for section in self.sections],
            "verdict": self.verdict,
            "total": self.total.to_dict() if self.total else None,
            "filters": self.filters.to_dict() if self.filters else None,
            "missing": list(self.missing),
        }

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
            begin = self.text.index(statement.marked, begin)
            end = begin + len(statement.marked)
            annotations += [
                _annotation(by_number[number], begin, end) for number in statement.citations
            ]
            begin = end
        block = create_text_block(self.text, annotations=list(annotations))
        return AIMessage(content_blocks=[block])

    def to_markdown(self) -> str:
        """Return the answer with its quotes and sources as Markdown.

        Article text is escaped, so that no Markdown or HTML in it takes effect, and plain, so that
        it can be pasted into a terminal.
        """
        lines = self._body_markdown()
        for citation in self.citations:
            link = f" <{citation.url}>" if citation.url and _plain_url(citation.url) else ""
            source = escape_markdown(citation.source)
            lines += [f"[{citation.number}] {source}{link}", ""]
            lines += [f"Also in {escape_markdown(citation.others)}", ""] * bool(citation.also_in)
            lines += _quoted_markdown(citation.quote)
            for variant in citation.differs:
                lines += [f"Told otherwise by {escape_markdown(variant.source)}:", ""]
                lines += _quoted_markdown(variant.quote)
        if self.note:
            lines += [f"In the articles' own words: {escape_markdown(self.note)}.", ""]
        if self.nearest:
            lines += ["Nearest passages, which may not answer the question:", ""]
            lines += [f"- {escape_markdown(' '.join(hit.text.split()))}" for hit in self.nearest]
        return plain("\n".join(lines).rstrip()) + "\n"

    def _body_markdown(self) -> list[str]:
        """Return the lines of the text: a paragraph, or a remark and a list with an item a part."""
        if not self.statements:
            return [escape_markdown(self.text), ""]
        remark = [escape_markdown(self.remark), ""] if self.remark else []
        if not self.sections:
            return [*remark, " ".join(map(_marked_markdown, self.statements)), ""]
        items = [
            "- "
            + (f"**{escape_markdown(section.label)}** " if section.label else "")
            + " ".join(map(_marked_markdown, section.statements))
            for section in self.sections
        ]
        return [*remark, *items, ""]

    def _repr_html_(self) -> str:
        """Return the rich display in notebooks, with all article text escaped."""
        body = f"<p>{escape_html(self.text)}</p>"
        items = "".join(
            f"<li value='{c.number}'>{_cited_html(c.quote, c.source)}"
            + "".join(
                f"<br>Told otherwise: {_cited_html(variant.quote, variant.source)}"
                for variant in c.differs
            )
            + "</li>"
            for c in self.citations
        )
        if self.nearest:
            items = "".join(f"<li>{escape_html(hit.text)}</li>" for hit in self.nearest)
            return f"{body}<p>Nearest passages:</p><ul>{items}</ul>"
        return f"{body}<ol>{items}</ol>"


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


def _marked_markdown(statement: Statement) -> str:
    markers = "".join(f"[{number}]" for number in statement.citations)
    return f"{escape_markdown(statement.text)} {markers}"


def _quoted_markdown(quote: str) -> list[str]:
    return [*(f"> {escape_markdown(part)}" for part in quote.splitlines()), ""]


def _cited_html(quote: str, source: str) -> str:
    return f"<q>{escape_html(quote)}</q> — {escape_html(source)}"


def _plain_url(url: str) -> bool:
    return url.lower().startswith(("http://", "https://")) and not set(url) & set("<> \n\r\t\\")
