"""Conversations are kept whole, each for its owner, and found again."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from assistant import Answer, Assistant, Citation, InvalidInput, Statement, StoreError, Withheld
from assistant.assistant import MAX_QUESTION
from assistant.history.conversation_tables import turns
from assistant.history.conversations import (
    MOST,
    Conversations,
    KeptConversations,
    PassingConversations,
)
from assistant.history.saved_conversation import Conversation, Turn
from corpus import Filters, Hit
from corpus.database.base import Database
from corpus.database.open_database import open_database
from corpus.library.articles import Library
from corpus.library.state import write_state
from tests.answers import answers_by_hand
from tests.assistant.answering.conftest import ARTICLES

BACKENDS = ("files", "servers")
CITATION = Citation(
    1, "a", "r", "T", "P", "https://e.org/1", date(2025, 3, 6), 3, 7, "word", (4, 6)
)
HIT = Hit("c", "b", "s", 1, 2, "w", ((1, 2),), None, None, None, date(2024, 1, 1), 1 / 3, 1, None)
ANSWERED = Answer(
    "q1",
    "q1 whole",
    answered=True,
    text="word [1]",
    statements=(Statement("word", (1,), 1 / 3),),
    citations=(CITATION,),
    mode="written",
    model="m",
    withheld=(Withheld("no", "because"),),
    seconds=0.1,
)
REFUSED = Answer("q2", "q2", answered=False, text="No.", nearest=(HIT,))


@pytest.fixture
def database(home: Path) -> Iterator[Database]:
    opened = open_database(home)
    Library(opened)
    yield opened
    opened.close()


@pytest.fixture(params=["kept", "passing"])
def my_conversations(request: pytest.FixtureRequest, database: Database) -> Conversations:
    return KeptConversations(database, "me") if request.param == "kept" else PassingConversations()


def conversation(*questions: str, title: str = "") -> Conversation:
    made = Conversation(title)
    for question in questions:
        made.ask(question)
    return made


@pytest.mark.parametrize("question", ["x" * (MAX_QUESTION + 1), "y" * 5_000_000, "", "\0\n \x1b"])
def test_what_cannot_be_asked_is_not_kept(my_conversations: Conversations, question: str) -> None:
    made = conversation("x" * MAX_QUESTION)
    before = (made.title, made.updated)
    with pytest.raises(InvalidInput, match="the question"):
        made.ask(question)
    my_conversations.keep(made, *made.turns)
    kept = my_conversations.get(made.id)
    assert kept
    assert [len(turn.question) for turn in kept.turns] == [MAX_QUESTION]
    assert (kept.title, kept.updated) == before


def test_a_conversation_comes_back_the_same(my_conversations: Conversations) -> None:
    made = conversation("What \0 was said?", "And then?", "Who?", "Where?")
    made.turns[0].answer = ANSWERED
    made.turns[0].filters = Filters(date(2024, 2, 29), None, ("The “Post”", "b"))
    made.turns[0].verdict, made.turns[0].comment = "down", "no \U0001f600 «quote»"
    made.turns[1].answer = REFUSED
    made.turns[2].problem = "broken"
    made.turns[3].partial = "half a"
    my_conversations.keep(made, *made.turns)
    assert my_conversations.get(made.id) == made
    assert my_conversations.get("another") is None


def test_real_answers_come_back_the_same(database: Database, home: Path) -> None:
    my_conversations = KeptConversations(database, "me")
    made = conversation("What did Meloni propose?", "Who won the ice hockey final in Helsinki?")
    with Assistant.open(home) as assistant:
        for turn in made.turns:
            turn.answer = assistant.ask(turn.question)
            my_conversations.keep(made, turn)
    loaded = my_conversations.get(made.id)
    assert loaded == made
    assert [turn.answer.answered for turn in loaded.turns if turn.answer] == [True, False]


def test_answers_in_parts_come_back_the_same(database: Database) -> None:
    my_conversations = KeptConversations(database, "me")
    made = conversation()
    for answer in answers_by_hand(ARTICLES).values():
        made.ask(answer.question).answer = answer
    my_conversations.keep(made, *made.turns)
    assert my_conversations.get(made.id) == made


def test_an_answer_kept_before_there_were_kinds_is_a_fact(database: Database) -> None:
    my_conversations = KeptConversations(database, "me")
    made = conversation("q1")
    made.turns[0].answer = ANSWERED
    my_conversations.keep(made, *made.turns)
    with database.writing() as connection:
        (content,) = connection.execute(select(turns.c.content)).scalars()
        kept = json.loads(content)
        for name in ("kind", "remark", "sections", "verdict", "total", "filters", "missing"):
            del kept["answer"][name]
        connection.execute(update(turns).values(content=json.dumps(kept)))
    assert my_conversations.get(made.id) == made


def test_a_question_is_kept_before_its_answer_and_stops_with_its_page(database: Database) -> None:
    my_conversations = KeptConversations(database, "me")
    made = conversation("Anything?")
    my_conversations.keep(made, *made.turns)
    loaded = my_conversations.get(made.id)
    assert loaded
    assert made.turns[0].pending
    assert not loaded.turns[0].pending
    assert loaded.turns[0].partial == ""
    made.turns[0].answer = ANSWERED
    my_conversations.keep(made, *made.turns)
    assert my_conversations.get(made.id) == made


def test_two_pages_add_to_one_conversation(database: Database) -> None:
    made = conversation("first")
    KeptConversations(database, "me").keep(made, *made.turns)
    pages = [KeptConversations(database, "me") for _ in range(2)]
    for number, page in enumerate(pages):
        opened = page.get(made.id)
        assert opened
        page.keep(opened, opened.ask(f"from page {number}"))
    loaded = pages[0].get(made.id)
    assert loaded
    assert [turn.question for turn in loaded.turns] == ["first", "from page 0", "from page 1"]


def test_nobody_elses_conversation_is_found_changed_or_removed(database: Database) -> None:
    made = conversation("secret question")
    KeptConversations(database, "me").keep(made, *made.turns)
    other = KeptConversations(database, "you")
    assert other.get(made.id) is None
    assert other.find("secret") == []
    other.delete(made.id)
    with pytest.raises(StoreError):
        other.keep(Conversation("taken over", [], made.updated, made.id), Turn("planted"))
    my_copy = KeptConversations(database, "me").get(made.id)
    assert my_copy
    assert my_copy.title == "secret question"
    assert [turn.question for turn in my_copy.turns] == ["secret question"]


def test_the_newest_comes_first_and_words_find_it(my_conversations: Conversations) -> None:
    began = datetime(2025, 1, 1, tzinfo=UTC)
    for number, words in enumerate(("About ÖSTERREICH", "100% of_it", "Straße \\ name")):
        made = conversation(words, title=f"Title {number}")
        made.updated = began + timedelta(microseconds=number)
        made.turns[0].answer = ANSWERED if number == 1 else REFUSED
        my_conversations.keep(made, *made.turns)
    titles = ["Title 2", "Title 1", "Title 0"]
    assert [heading.title for heading in my_conversations.find()] == titles
    for words, numbers in {
        "österreich": [0],
        "0% OF_": [1],
        "strasse \\": [2],
        "title  1": [1],
        "WORD of_it TITLE": [1],
        "WORD of_it nowhere": [],
        "  ": [2, 1, 0],
        "%": [1],
        "_": [1],
        "nowhere": [],
    }.items():
        assert [heading.title for heading in my_conversations.find(words)] == [
            f"Title {n}" for n in numbers
        ], words
    assert my_conversations.find()[0].updated == began + timedelta(microseconds=2)


def test_a_list_is_no_longer_than_a_page(my_conversations: Conversations) -> None:
    for number in range(MOST + 1):
        made = conversation(f"question {number}")
        my_conversations.keep(made, *made.turns)
    assert len(my_conversations.find()) == MOST
    assert my_conversations.find()[0].title == f"question {MOST}"


def test_renaming_keeps_the_turns_and_their_place(my_conversations: Conversations) -> None:
    made = conversation("q1", "q2")
    my_conversations.keep(made, *made.turns)
    made.title = "Another name"
    my_conversations.keep(made)
    loaded = my_conversations.get(made.id)
    assert loaded
    assert (loaded.title, [turn.question for turn in loaded.turns]) == (
        "Another name",
        ["q1", "q2"],
    )
    assert my_conversations.find("q2")[0].title == "Another name"


def test_what_is_deleted_is_gone_and_can_be_brought_back(
    my_conversations: Conversations, database: Database
) -> None:
    made, other = conversation("q1", "q2"), conversation("q3")
    for saved in (made, other):
        for turn in saved.turns:
            turn.answer = ANSWERED
        my_conversations.keep(saved, *saved.turns)
    my_conversations.delete(made.id)
    assert my_conversations.get(made.id) is None
    assert [heading.id for heading in my_conversations.find()] == [other.id]
    if isinstance(my_conversations, KeptConversations):
        assert b"q2" not in rows(database)
    my_conversations.keep(made, *made.turns)
    assert my_conversations.get(made.id) == made


def rows(database: Database) -> bytes:
    with database.reading() as connection:
        contents = connection.exec_driver_sql("SELECT content FROM conversation_turns").scalars()
        return " ".join(contents).encode()


def test_a_library_of_a_newer_version_is_refused(database: Database) -> None:
    with database.writing() as connection:
        write_state(connection, {"conversations": "99"})
    with pytest.raises(StoreError, match=r"version 99 .*upgrade onrecord"):
        KeptConversations(database, "me")
