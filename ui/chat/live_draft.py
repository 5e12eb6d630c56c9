"""A written answer while it comes: each sentence with the state of its check, as safe HTML."""

from html import escape

from assistant import Checked
from assistant.writing.answer_draft import AnswerDraft

__all__ = ["LiveDraft"]


class LiveDraft:
    """A draft that takes the events of a stream and gives its HTML so far."""

    def __init__(self) -> None:
        self._draft = AnswerDraft()
        self._sentences: list[str] = []
        self._checked: list[Checked] = []

    def add(self, piece: str) -> None:
        """Add the next piece of the text."""
        self._sentences += [sentence.text for sentence in self._draft.add(piece)]

    def check(self, verdict: Checked) -> None:
        """Add the result of a sentence's check."""
        self._checked.append(verdict)

    def html(self) -> str:
        """Return the sentences as HTML: supported, struck out with the reason, or being checked."""
        done = [_verdict(each) for each in self._checked]
        waiting = self._sentences[len(done) :]
        if len(done) <= len(self._sentences):  # else the rest was the last sentence
            waiting.append(self._draft.rest)
        pending = escape(" ".join(waiting).strip())
        if pending:
            done.append(f'<span class="or-pending">{pending}</span>')
        return f'<p class="or-text" dir="auto">{" ".join(done)}</p>'


def _verdict(checked: Checked) -> str:
    text = escape(checked.text)
    if checked.supported:
        return f"<span>{text}</span>"
    return f'<del>{text}</del> <span class="or-reason">withheld: {escape(checked.reason)}</span>'
