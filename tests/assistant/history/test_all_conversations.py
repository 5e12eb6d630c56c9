"""Everybody's conversations: the questions that users ask, and whose are kept."""

import csv
import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from assistant import Answer, InvalidInput
from assistant.answer_kinds import UserVerdict
from assistant.history.all_conversations import AllConversations, to_csv
from assistant.history.conversations import KeptConversations
from assistant.history.saved_conversation import Conversation
from assistant.history.shared_conversations import SharedConversations
from corpus import Corpus
from ui.cli.main import cli

ANSWERED = Answer("q", "q", answered=True, text="Yes.")
REFUSED = Answer("q", "q", answered=False, text="No.")
NOW = datetime.now(UTC)


def kept(
    corpus: Corpus, owner: str, *asked: tuple[str, Answer | None], days: int = 0
) -> Conversation:
    """Keep a conversation of somebody, with these questions, so many days ago."""
    conversation = Conversation("")
    for question, answer in asked:
        turn = conversation.ask(question)
        turn.answer = answer
        turn.asked = NOW - timedelta(days)
    conversation.updated = NOW - timedelta(days)
    KeptConversations.of(corpus, owner).keep(conversation, *conversation.turns)
    return conversation


def test_verdicts_are_gathered_from_every_owner(corpus: Corpus) -> None:
    verdicts: dict[str, UserVerdict | None] = {"me": "up", "you": "down", "them": None}
    for owner, verdict in verdicts.items():
        made = kept(corpus, owner, (f"{owner} asked", ANSWERED), ("and again", ANSWERED))
        made.turns[0].verdict = verdict
        KeptConversations.of(corpus, owner).keep(made, *made.turns)
    rated = AllConversations(corpus).rated()
    assert [c.title for c in rated] == ["me asked", "you asked"]
    assert [turn.verdict for c in rated for turn in c.turns] == ["up", None, "down", None]


def test_a_library_without_conversations_has_no_people_and_no_questions(corpus: Corpus) -> None:
    everyone = AllConversations(corpus)
    assert (everyone.people(), everyone.asked_questions(), everyone.forget(1)) == ([], [], 0)


def test_questions_are_counted_across_people(corpus: Corpus) -> None:
    everyone = AllConversations(corpus)
    kept(corpus, "a", ("Who opened the  dam?", ANSWERED), ("Why?", REFUSED), days=2)
    kept(corpus, "b", ("who opened the dam", REFUSED), ("What now?", None), days=1)
    asked = everyone.asked_questions()
    assert [(question.question, question.asked, question.unanswered) for question in asked] == [
        ("who opened the dam", 2, 1),
        ("What now?", 1, 0),
        ("Why?", 1, 1),
    ]
    assert (asked[0].first, asked[0].last) == (NOW - timedelta(2), NOW - timedelta(1))
    silent = everyone.asked_questions(unanswered=True)
    assert [question.question for question in silent] == ["Why?", "who opened the dam"]


def test_questions_of_some_days_only(corpus: Corpus) -> None:
    for days in (0, 1, 2):
        kept(corpus, "a", ("Why?", REFUSED), (f"Day {days}?", REFUSED), days=days)
    today = NOW.date()
    yesterday = today - timedelta(1)

    def asked(since: date | None = None, until: date | None = None) -> dict[str, int]:
        asked = AllConversations(corpus).asked_questions(unanswered=True, since=since, until=until)
        return {question.question: question.unanswered for question in asked}

    assert asked(since=yesterday) == {"Why?": 2, "Day 0?": 1, "Day 1?": 1}
    assert asked(until=yesterday) == {"Why?": 2, "Day 1?": 1, "Day 2?": 1}
    assert asked(yesterday, yesterday) == {"Why?": 1, "Day 1?": 1}
    assert asked(since=today + timedelta(1)) == {}


def test_a_spreadsheet_takes_no_question_for_a_formula(corpus: Corpus) -> None:
    asked = ("=1+1", "\uff1d1", "+1", "-1", "@x", "\t=2", '"; a,b', "Why\x1b[2J?", "Wer öffnete?")
    kept(corpus, "a", *((question, ANSWERED) for question in asked))
    header, *rows = csv.reader(to_csv(AllConversations(corpus).asked_questions()).splitlines())
    assert header == ["question", "asked", "unanswered", "first", "last"]
    day = f"{NOW:%Y-%m-%d}"
    assert {tuple(row[1:]) for row in rows} == {("1", "0", day, day)}
    expected = [
        "'=1+1",
        "'\uff1d1",
        "'+1",
        "'-1",
        "'@x",
        "'=2",
        '"; a,b',
        "Why\ufffd[2J?",
        "Wer öffnete?",
    ]
    assert sorted(row[0] for row in rows) == sorted(expected)


def test_a_person_is_found_by_the_beginning_of_the_name(corpus: Corpus) -> None:
    everyone = AllConversations(corpus)
    kept(corpus, "reader:ab1", ("One?", ANSWERED), days=1)
    kept(corpus, "reader:ab2", ("Two?", ANSWERED))
    kept(corpus, "reader:ab2", ("Three?", ANSWERED))
    assert [(person.owner, person.conversations) for person in everyone.people()] == [
        ("reader:ab2", 2),
        ("reader:ab1", 1),
    ]
    assert everyone.person("reader:ab1").conversations == 1
    for name, count in (("reader:ab", "2 people"), ("browser:", "no people"), ("", "no people")):
        with pytest.raises(InvalidInput, match=f"{count} have a name that begins with"):
            everyone.person(name)
    with pytest.raises(InvalidInput, match="'reader:ab' any more"):
        everyone.person("reader:ab", whole=True)
    kept(corpus, "reader:ab", ("Four?", ANSWERED))
    assert everyone.person("reader:ab").owner == "reader:ab"
    assert everyone.person("reader:ab", whole=True).owner == "reader:ab"


def test_deleting_a_person_leaves_the_others(corpus: Corpus) -> None:
    everyone = AllConversations(corpus)
    kept(corpus, "a", ("One?", ANSWERED))
    other = kept(corpus, "b", ("Two?", ANSWERED))
    assert everyone.delete(everyone.person("a")) == 1
    assert [person.owner for person in everyone.people()] == ["b"]
    assert everyone.of(everyone.person("b")) == [other]
    with corpus.database.reading() as connection:
        left = connection.exec_driver_sql("SELECT count(*) FROM conversation_turns").scalar_one()
    assert left == 1


def test_what_is_old_is_forgotten(corpus: Corpus) -> None:
    everyone = AllConversations(corpus)
    kept(corpus, "a", ("Old?", ANSWERED), days=31)
    new = kept(corpus, "a", ("New?", ANSWERED), days=29)
    assert everyone.forget(30) == 1
    assert everyone.of(everyone.person("a")) == [new]


def test_the_commands(tmp_path: Path) -> None:
    with Corpus.open(tmp_path) as corpus:
        kept(corpus, "reader:ab1", ("Who opened the dam?", REFUSED))
        made = kept(corpus, "browser:cd2", ("Who opened the dam?", ANSWERED), ("Why?", ANSWERED))
        kept(corpus, "browser:cd2", ("Not shared?", None), days=1)
        SharedConversations(corpus).share("browser:cd2", made.id)

    def run(*arguments: str) -> str:
        result = CliRunner().invoke(cli, ["--home", str(tmp_path), *arguments])
        assert result.exception is None
        return result.stdout

    first, _, second = run("questions").splitlines()
    assert first.split()[:3] == ["2", "1", "unanswered"]
    assert first.endswith("Who opened the dam?")
    assert second.endswith("Why?")
    assert len(run("questions", "--unanswered").splitlines()) == 1
    asked = json.loads(run("questions", "--json"))
    assert [question["asked"] for question in asked] == [2, 1, 1]
    assert list(asked[0]) == ["question", "asked", "unanswered", "first", "last"]
    assert asked[0]["last"] == NOW.isoformat(timespec="seconds")
    assert {line.split()[0] for line in run("people", "list").splitlines()} == {
        "reader:ab1",
        "browser:cd2",
    }
    people = json.loads(run("people", "list", "--json"))
    assert sorted(person["conversations"] for person in people) == [1, 2]
    assert list(people[0]) == ["owner", "conversations", "last"]
    assert people[0]["last"] == NOW.isoformat(timespec="seconds")
    private, exported = json.loads(run("people", "export", "browser:"))
    assert (private["shared"], exported["shared"]) == (False, True)
    assert [turn["question"] for turn in exported["turns"]] == ["Who opened the dam?", "Why?"]
    assert run("people", "delete", "reader:") == "deleted 1 conversation of reader:ab1\n"
    assert len(run("people", "list").splitlines()) == 1
