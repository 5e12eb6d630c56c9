"""An answer while it comes: each sentence with the state of its check, as safe HTML."""

from html import escape

from assistant import Checked
from assistant.writing.answer_draft import AnswerDraft, Sentence

__all__ = ["LiveDraft"]


class LiveDraft:
    """A draft that takes the events of a stream and gives its HTML so far."""

    def __init__(self) -> None:
        self._draft = AnswerDraft()
        self._sentences: list[Sentence] = []
        self._checked: list[Checked] = []

    def add(self, piece: str) -> None:
        """Add the next piece of the text."""
        self._sentences += self._draft.add(piece)

    def check(self, verdict: Checked) -> None:
        """Add the result of a sentence's check."""
        self._checked.append(verdict)

    def html(self) -> str:
        """Return a paragraph for each line: its sentences, each in the state of its check.

        A sentence is supported, struck out with the reason, or being checked.
        """
        first, *more = self._draft.rest.rstrip().split("\n")
        pieces = [(sentence.begins_line, sentence.text) for sentence in self._sentences]
        pieces += [(self._draft.rest_begins_line, first), *((True, line) for line in more)]
        checked = len(self._checked)
        if checked > len(self._sentences):  # the rest was the last sentences: none is to come
            pieces = [*pieces, *[(False, "")] * checked][:checked]
        lines: list[list[str]] = [[]]
        for index, (begins_line, text) in enumerate(pieces):
            if begins_line:
                lines.append([])
            if index < checked:
                lines[-1].append(_verdict(self._checked[index]))
            elif text.strip():
                lines[-1].append(f'<span class="or-pending">{escape(text.strip())}</span>')
        joined = (" ".join(line) for line in lines)
        return "".join(f'<p class="or-text" dir="auto">{line}</p>' for line in joined if line)


def _verdict(checked: Checked) -> str:
    text = escape(checked.text)
    if checked.supported:
        return f"<span>{text}</span>"
    return f'<del>{text}</del> <span class="or-reason">withheld: {escape(checked.reason)}</span>'
