"""What the assistant says: an answer, its statements, and the citations they rest on."""

from dataclasses import dataclass
from datetime import date
from html import escape as escape_html
from typing import TYPE_CHECKING, Any, Final, Literal

from assistant.markdown import escape_markdown
from corpus import Copy, Hit, Variant
from corpus.printing import plain

if TYPE_CHECKING:
    from langchain_core.messages import AIMessage

__all__ = ["REFUSAL", "Answer", "Citation", "Statement", "Withheld"]

REFUSAL: Final = "The articles in this corpus do not answer that."
"""The one sentence that stands for "the corpus is silent"."""

Mode = Literal["extractive", "written"]


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
        """A dictionary that ``json.dumps`` takes."""
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
        """Where else it can be read, in one line; empty when it is nowhere else."""
        names = (copy.publisher or copy.title or copy.url for copy in self.also_in)
        return ", ".join(dict.fromkeys(name or "an untitled article" for name in names))


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of an answer and the numbers of the citations that support it."""

    text: str
    citations: tuple[int, ...]
    support: float
    """Calibrated probability, 0..1, that the cited words support the sentence as an answer."""

    @property
    def marked(self) -> str:
        """The sentence followed by its markers, as in ``Answer.text``."""
        return f"{self.text} {''.join(f'[{n}]' for n in self.citations)}"

    def to_dict(self) -> dict[str, Any]:
        """A dictionary that ``json.dumps`` takes."""
        return {
            "text": self.text,
            "citations": list(self.citations),
            "support": round(self.support, 4),
        }


@dataclass(frozen=True, slots=True)
class Withheld:
    """A sentence that a language model wrote and that the articles do not bear out."""

    text: str
    reason: str
    """What is wrong with it, in words."""

    def to_dict(self) -> dict[str, Any]:
        """A dictionary that ``json.dumps`` takes."""
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
    """The statements with their ``[1]`` markers, or the refusal."""
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

    @property
    def differs(self) -> tuple[tuple[int, Variant], ...]:
        """What other articles say otherwise, each once, after the number of the first citation."""
        first: dict[Variant, int] = {}
        for citation in self.citations:
            for variant in citation.differs:
                first.setdefault(variant, citation.number)
        return tuple((number, variant) for variant, number in first.items())

    def to_dict(self) -> dict[str, Any]:
        """A dictionary that ``json.dumps`` takes; dates are ISO 8601 strings."""
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
            "withheld": [each.to_dict() for each in self.withheld],
            "confidence": round(self.confidence, 4),
            "seconds": round(self.seconds, 4),
        }

    def to_message(self) -> "AIMessage":
        """The answer as LangChain's message, with its standard citation annotations."""
        from assistant.interop import to_message

        return to_message(self)

    def to_markdown(self) -> str:
        """The answer with its quotes and sources as Markdown.

        Article text is escaped, so that no Markdown or HTML in it takes effect, and plain, so that
        it can be pasted into a terminal.
        """
        lines = [_marked_markdown(s) for s in self.statements] or [escape_markdown(self.text)]
        lines = [" ".join(lines), ""]
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

    def _repr_html_(self) -> str:
        """The rich display in notebooks, with all article text escaped."""
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


def _marked_markdown(statement: Statement) -> str:
    markers = "".join(f"[{number}]" for number in statement.citations)
    return f"{escape_markdown(statement.text)} {markers}"


def _quoted_markdown(quote: str) -> list[str]:
    return [*(f"> {escape_markdown(part)}" for part in quote.splitlines()), ""]


def _cited_html(quote: str, source: str) -> str:
    return f"<q>{escape_html(quote)}</q> — {escape_html(source)}"


def _plain_url(url: str) -> bool:
    return url.lower().startswith(("http://", "https://")) and not set(url) & set("<> \n\r\t\\")
