"""Questions to measure the assistant on, read from a file with one JSON object a line."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.evaluation.metrics import holds
from corpus import Hit, InvalidInput, SourceError

__all__ = ["Case", "load_cases"]

_ROLES = ("user", "assistant")
_MAX_SHOWN = 60
"""Characters of an offending value that an error shows."""


@dataclass(frozen=True, slots=True)
class Case:
    """A question and what is known of its answer."""

    question: str
    answers: tuple[str, ...] = ()
    """Any of these words in the first cited sentence make the answer right."""
    article_ids: tuple[str, ...] = ()
    """The articles that are relevant."""
    answerable: bool = True
    """True if the corpus answers it; if not, a refusal is right."""
    history: tuple[tuple[str, str], ...] = ()
    """The conversation before: ("user" or "assistant", text), oldest first."""

    def gains(self, hits: Sequence[Hit]) -> tuple[bool, ...]:
        """Tell of each hit, best first, if it is the first of a relevant article.

        Where only answers are known, the one relevant thing is a passage that holds one of them.
        """
        seen: set[str] = set()
        labels = []
        for hit in hits:
            if self.article_ids:
                key = hit.article_id if hit.article_id in self.article_ids else ""
            else:
                key = "answer" if holds(hit.text, self.answers) else ""
            labels.append(bool(key) and key not in seen)
            seen.add(key)
        return tuple(labels)


def load_cases(path: Path | str) -> list[Case]:
    """Read the cases of a JSON-lines file in UTF-8; blank lines are passed over.

    Each line is an object with ``question`` and any of ``answers`` (strings), ``article_ids``
    (strings), ``answerable`` (default true) and ``history`` (pairs of role and text, or
    objects with ``role`` and ``content``). Other keys are ignored.

    Raises:
        SourceError: The file cannot be read, or is not UTF-8.
        InvalidInput: A line is not such an object, or there is none.
    """
    path = Path(path)
    try:
        # Not splitlines, which also breaks at "\u2028".
        # A byte-order mark, as some editors write it, is no part of the first line.
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except OSError as error:
        raise SourceError(
            f"{path} cannot be read: {error.strerror}; give a file with one JSON object a line"
        ) from error
    except UnicodeDecodeError as error:
        raise SourceError(f"{path} is not UTF-8 at byte {error.start}; save it as UTF-8") from error
    cases = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                cases.append(_case(line))
            except InvalidInput as error:
                raise InvalidInput(f"{path}, line {number}: {error}") from error
    if not cases:
        raise InvalidInput(f"{path} holds no question; give one JSON object a line")
    return cases


def _case(line: str) -> Case:
    try:
        fields = json.loads(line)
        # Only to find halves of characters, which JSON can write and UTF-8 cannot.
        json.dumps(fields, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        raise InvalidInput(f"not JSON ({error.msg} at column {error.colno})") from error
    except UnicodeEncodeError as error:
        raise InvalidInput(r"half of a character (like \ud83d alone); save it whole") from error
    except (ValueError, RecursionError) as error:
        # A number of more than 4,300 digits, or brackets in brackets without end.
        raise InvalidInput(f"not JSON that can be read ({error})") from error
    if not isinstance(fields, dict):
        raise InvalidInput(f'{_short(fields)} is not an object like {{"question": "..."}}')
    if "question" not in fields:
        raise InvalidInput("there is no 'question'; it is the one key that is needed")
    question = fields["question"]
    if not isinstance(question, str) or not question.strip():
        raise InvalidInput(f"question is {_short(question)}; give some text")
    answerable = fields.get("answerable", True)
    if not isinstance(answerable, bool):
        raise InvalidInput(f"answerable is {_short(answerable)}; give true or false")
    answers = _strings("answers", fields.get("answers"))
    if answers and not answerable:
        raise InvalidInput(
            "answerable is false and yet there are answers; leave out one of the two"
        )
    return Case(
        question=question,
        answers=answers,
        article_ids=_strings("article_ids", fields.get("article_ids")),
        answerable=answerable,
        history=tuple(_turn(turn) for turn in _list("history", fields.get("history"))),
    )


def _list(name: str, value: Any) -> list[Any]:
    if value is None:
        return []
    if not isinstance(value, list):
        raise InvalidInput(f"{name} is {_short(value)}; give a list")
    return value


def _strings(name: str, value: Any) -> tuple[str, ...]:
    items = _list(name, value)
    for item in items:
        if not isinstance(item, str) or not item.strip():
            raise InvalidInput(f"{name} holds {_short(item)}; give strings that are not blank")
    return tuple(dict.fromkeys(items))


def _turn(value: Any) -> tuple[str, str]:
    pair = [value.get("role"), value.get("content")] if isinstance(value, dict) else value
    if (
        not isinstance(pair, list)
        or len(pair) != len(_ROLES)
        or not all(isinstance(part, str) for part in pair)
        or pair[0] not in _ROLES
    ):
        raise InvalidInput(
            f'history holds {_short(value)}; give pairs like ["user", "..."], '
            f"with one of the roles {' and '.join(_ROLES)}"
        )
    return pair[0], pair[1]


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=True)
    return text if len(text) <= _MAX_SHOWN else text[:_MAX_SHOWN] + "…"
