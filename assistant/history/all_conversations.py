"""All people's conversations, for whoever runs the assistant: who asks, and what."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, delete, exists, func, select

from assistant.history import conversation_tables as t
from assistant.history.conversations import prepare, read_conversation
from assistant.history.saved_conversation import Conversation
from assistant.history.shared_conversations import SharedConversations
from corpus import Corpus, InvalidInput
from corpus.adding.audit import audit
from corpus.text.corpus_json import Second, dict_of
from corpus.text.printing import plain_line

__all__ = ["AllConversations", "AskedQuestion", "most_unanswered", "to_csv"]

_FORMULA = tuple("=+-@\uff1d\uff0b\uff0d\uff20")
"""With one of these a formula begins, in a spreadsheet; the last four are as wide as two."""
_AT_ONCE = 1000
"""Turns that are held in memory while all are read."""


@dataclass(frozen=True, slots=True)
class _Person:
    """Somebody whose conversations are kept."""

    owner: str
    """``reader:`` or ``browser:`` and a hash: who is signed in, or one browser without sign-in.
    ``terminal:`` or ``key:`` and a name, or ``local``: the command line, or the API."""
    conversations: int
    last: Second
    """Time of the last question, in UTC."""

    def to_dict(self) -> dict[str, Any]:
        """Return a dictionary that ``json.dumps`` takes."""
        return dict_of(self)


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question that was asked, by whomever, in whatever case and with whatever full stop."""

    question: str
    """The question as it was last asked."""
    asked: int
    """Number of times."""
    unanswered: int
    """Number of times that it got no answer."""
    first: Second
    """Time at which it was first asked, in UTC."""
    last: Second
    """Time at which it was last asked, in UTC."""

    def to_dict(self) -> dict[str, Any]:
        """Return a dictionary that ``json.dumps`` takes."""
        return dict_of(self)


@dataclass(frozen=True, slots=True)
class _Result:
    """The one fact of an answer that counts here."""

    answered: bool


@dataclass(frozen=True, slots=True)
class _Asked:
    """The facts of a turn that count here: to read whole answers takes three times as long."""

    question: str
    asked: datetime
    answer: _Result | None = None
    copied: bool = False


@dataclass(frozen=True, slots=True)
class AllConversations:
    """The conversations of all people that are kept beside a corpus."""

    corpus: Corpus
    """Beside whose articles they are kept."""

    def people(self) -> list[_Person]:
        """Return whose conversations are kept, whoever asked last first.

        Raises:
            StoreError: The library cannot be used.
        """
        prepare(self.corpus.database)
        # The greatest text is the latest time: all are ISO 8601, in UTC, with as many digits.
        last = func.max(t.conversations.c.updated)
        query = select(t.conversations.c.owner, func.count(), last).group_by(
            t.conversations.c.owner
        )
        with self.corpus.database.reading() as connection:
            rows = connection.execute(query.order_by(last.desc())).all()
        return [_Person(owner, count, datetime.fromisoformat(day)) for owner, count, day in rows]

    def person(self, name: str, *, whole: bool = False) -> _Person:
        """Return the person of a name, or of the beginning of one that only one person has.

        Args:
            name: As ``people`` has it, or its beginning.
            whole: Whether the beginning is not enough.

        Raises:
            InvalidInput: Nobody has that name, or several have.
            StoreError: The library cannot be used.
        """
        people = self.people()
        named = [person for person in people if person.owner == name]
        # The empty text would be the beginning of everybody's name.
        if not named and name and not whole:
            named = [person for person in people if person.owner.startswith(name)]
        if len(named) == 1:
            return named[0]
        if whole:
            raise InvalidInput(f"no conversations are kept under the name {name!r} any more")
        raise InvalidInput(
            f"{len(named) or 'no'} people have a name that begins with {name!r}; "
            "onrecord people list has the names"
        )

    def of(self, who: _Person) -> list[Conversation]:
        """Return all conversations of a person, oldest first.

        Raises:
            StoreError: The library cannot be used.
        """
        return list(self._where(t.conversations.c.owner == who.owner))

    def export(self, who: _Person) -> list[dict[str, Any]]:
        """Return all that is kept of a person's conversations, oldest first, for ``json.dumps``.

        "shared" says which of them can be read by a link. The log is told of it.

        Raises:
            StoreError: The library cannot be used.
        """
        shared = SharedConversations(self.corpus).ids()
        kept = [
            {**conversation.to_dict(), "shared": conversation.id in shared}
            for conversation in self.of(who)
        ]
        audit("exported", person=who.owner, conversations=len(kept))
        return kept

    def delete(self, who: _Person) -> int:
        """Remove all conversations of a person for good; return how many. The log is told of it.

        Raises:
            StoreError: The library cannot be used.
        """
        prepare(self.corpus.database)
        with self.corpus.database.writing() as connection:
            removed = _delete(connection, t.conversations.c.owner == who.owner)
        audit("deleted", person=who.owner, conversations=removed)
        return removed

    def forget(self, days: int) -> int:
        """Remove for good the conversations in which nothing was asked for so many days.

        Returns:
            How many were removed.

        Raises:
            StoreError: The library cannot be used.
        """
        prepare(self.corpus.database)
        # Written as the table has it: texts are compared, and so must have as many digits.
        before = (datetime.now(UTC) - timedelta(days)).isoformat(timespec="microseconds")
        with self.corpus.database.writing() as connection:
            return _delete(connection, t.conversations.c.updated < before)

    def asked_questions(
        self,
        *,
        unanswered: bool = False,
        since: date | None = None,
        until: date | None = None,
    ) -> list[AskedQuestion]:
        """Return the questions of all conversations, the most asked first.

        What somebody shared counts once, however often it was copied.

        Args:
            unanswered: Only those that got no answer, the ones that got none most often first.
            since: Only what was asked on that day, in UTC, or later.
            until: Only what was asked on that day, in UTC, or earlier.

        Raises:
            StoreError: The library cannot be used.
        """
        turns: dict[str, list[_Asked]] = {}
        for turn in self._asked_turns():
            day = turn.asked.date()
            if not turn.copied and (since or day) <= day <= (until or day):
                turns.setdefault(_same(turn.question), []).append(turn)
        questions = [_counted(some) for some in turns.values()]
        if unanswered:
            return most_unanswered(questions)
        return sorted(questions, key=lambda question: (-question.asked, question.question))

    def rated(self) -> list[Conversation]:
        """Return the conversations of all owners that have a verdict on an answer, oldest first.

        Raises:
            StoreError: The library cannot be used.
        """
        same = t.turns.c.conversation_id == t.conversations.c.id
        return list(self._where(exists().where(same, t.turns.c.verdict.is_not(None))))

    def _where(self, condition: Any) -> Iterator[Conversation]:
        """Yield the conversations of all owners for which something holds, oldest first."""
        prepare(self.corpus.database)
        query = select(t.conversations).where(condition).order_by(t.conversations.c.updated)
        with self.corpus.database.reading() as connection:
            for row in connection.execute(query).all():
                yield read_conversation(connection, row)

    def _asked_turns(self) -> Iterator[_Asked]:
        """Yield the turns of all conversations."""
        prepare(self.corpus.database)
        with self.corpus.database.reading() as connection:
            query = select(t.turns.c.content).execution_options(yield_per=_AT_ONCE)
            for content in connection.execute(query).scalars():
                yield _adapter().validate_json(content)


def most_unanswered(questions: Iterable[AskedQuestion]) -> list[AskedQuestion]:
    """Return the questions that got no answer, those that got none most often first."""
    silent = (question for question in questions if question.unanswered)
    return sorted(silent, key=lambda question: (-question.unanswered, question.question))


def to_csv(questions: Iterable[AskedQuestion]) -> str:
    """Format questions as CSV, for a spreadsheet; none of them is taken for a formula there."""
    lines = io.StringIO()
    rows = csv.writer(lines)
    rows.writerow(("question", "asked", "unanswered", "first", "last"))
    for question in questions:
        days = (f"{question.first:%Y-%m-%d}", f"{question.last:%Y-%m-%d}")
        rows.writerow((_cell(question.question), question.asked, question.unanswered, *days))
    return lines.getvalue()


@cache
def _adapter() -> TypeAdapter[_Asked]:
    # Made once: pydantic compiles its checks for each adapter anew.
    return TypeAdapter(_Asked)


def _delete(connection: Connection, condition: Any) -> int:
    # Turns and links go with them: their foreign keys cascade.
    return connection.execute(delete(t.conversations).where(condition)).rowcount


def _same(question: str) -> str:
    """Return what questions have in common that differ in case, spaces and the last mark only."""
    return " ".join(question.casefold().split()).rstrip(" ?!.")


def _counted(turns: list[_Asked]) -> AskedQuestion:
    last = max(turns, key=lambda turn: turn.asked)
    first = min(turn.asked for turn in turns)
    # A turn that was stopped or failed says nothing of what the articles lack.
    silent = sum(turn.answer is not None and not turn.answer.answered for turn in turns)
    return AskedQuestion(" ".join(last.question.split()), len(turns), silent, first, last.asked)


def _cell(text: str) -> str:
    """Return a text that a spreadsheet shows, whatever it begins with (OWASP, CSV injection)."""
    line = plain_line(text)
    return f"'{line}" if line.startswith(_FORMULA) else line
