"""An answer while it comes: each sentence with the state of its check, as safe HTML."""

from html import escape

from assistant import Checked
from assistant.writing.answer_draft import reply_proper

__all__ = ["LiveDraft"]


class LiveDraft:
    """A draft that takes the events of a stream and gives its HTML so far."""

    def __init__(self) -> None:
        self._text = ""
        self._checked: list[Checked] = []

    def add(self, piece: str) -> None:
        """Add the next piece of the text."""
        self._text += piece

    def check(self, verdict: Checked) -> None:
        """Add the result of a sentence's check."""
        self._checked.append(verdict)

    def html(self) -> str:
        """Return a paragraph for each line: its sentences, each in the state of its check.

        A sentence is supported, struck out with the reason, or being checked.
        """
        lines: list[list[str]] = [[]]
        end = 0
        for verdict in self._checked:
            if _begins_line(reply_proper(self._text[end : verdict.end])):
                lines.append([])
            lines[-1].append(_verdict(verdict))
            end = verdict.end
        # What a model thinks before its reply comes as text too, and is no part of the answer.
        rest = reply_proper(self._text[end:])
        if _begins_line(rest):
            lines.append([])
        for number, line in enumerate(rest.strip().split("\n")):
            if number:
                lines.append([])
            if line.strip():
                lines[-1].append(f'<span class="or-pending">{escape(line.strip())}</span>')
        joined = (" ".join(line) for line in lines)
        return "".join(f'<p class="or-text" dir="auto">{line}</p>' for line in joined if line)


def _begins_line(text: str) -> bool:
    return "\n" in text[: len(text) - len(text.lstrip())]


def _verdict(checked: Checked) -> str:
    text = escape(checked.text)
    if checked.supported:
        return f"<span>{text}</span>"
    return f'<del>{text}</del> <span class="or-reason">withheld: {escape(checked.reason)}</span>'
