"""Conversations on the page, by Streamlit's own test runner: links and actions.

The runner sends no cookies, so that these conversations end with their page; those that are
kept are tested in the browser, and where they are stored.
"""

from pathlib import Path

from streamlit.testing.v1 import AppTest

from assistant import Answer
from assistant.history.conversations import KeptConversations
from assistant.history.saved_conversation import Conversation
from corpus.database.sqlite import SqliteDatabase
from corpus.library.articles import Library
from tests.ui.test_app import REFUSED, ask, drawn, home, page, suggestions

__all__ = ["home", "page"]  # fixtures

PROPOSED = "What did Meloni propose?"


def listed(page: AppTest) -> list[str]:
    """The titles in the sidebar."""
    return [e.proto.label for e in page.sidebar if e.type == "page_link"]


def press(page: AppTest, label: str) -> None:
    next(button for button in page.button if button.label == label).click().run()
    assert not page.exception


def opened(page: AppTest) -> Conversation:
    conversation: Conversation = page.session_state["conversation"]
    return conversation


def test_a_question_begins_a_conversation_with_an_address(page: AppTest) -> None:
    assert listed(page) == []
    assert "c" not in page.query_params
    ask(page, PROPOSED)
    assert page.query_params["c"] == opened(page).id
    assert listed(page) == [PROPOSED]
    ask(page, REFUSED)
    assert listed(page) == [PROPOSED]


def test_the_address_says_which_conversation_is_open(page: AppTest) -> None:
    ask(page, PROPOSED)
    first = opened(page)
    press(page, "New conversation")
    assert "c" not in page.query_params
    assert opened(page).turns == []
    ask(page, REFUSED)
    assert listed(page) == [REFUSED, PROPOSED]
    page.query_params["c"] = first.id
    page.run()
    assert opened(page) == first
    assert [question["question"] for question in drawn(page, "question")] == [PROPOSED]


def test_an_address_that_leads_nowhere_is_said_and_left(page: AppTest) -> None:
    page.query_params["c"] = "0" * 32
    page.run()
    assert "You have no such conversation" in page.caption[0].value
    assert "c" not in page.query_params
    assert suggestions(page)
    ask(page, REFUSED)
    assert not any("no such conversation" in caption.value for caption in page.caption)


def test_renaming_deleting_and_bringing_back(page: AppTest) -> None:
    ask(page, PROPOSED)
    field = page.text_input(key=f"name-{opened(page).id}")
    field.set_value("  The *plan*\n of $x$ ").run()
    assert listed(page) == [r"The \*plan\* of \$x\$"]
    page.text_input(key=f"name-{opened(page).id}").set_value(" ").run()
    assert opened(page).title == "The *plan* of $x$"
    gone = opened(page)
    press(page, "Delete this conversation")
    assert listed(page) == []
    assert r"“The \*plan\* of \$x\$” is deleted." in [caption.value for caption in page.caption]
    press(page, "Undo")
    assert opened(page) == gone
    assert listed(page) == [r"The \*plan\* of \$x\$"]
    assert not any("is deleted" in caption.value for caption in page.caption)


def test_the_list_is_searched(page: AppTest) -> None:
    ask(page, PROPOSED)
    press(page, "New conversation")
    ask(page, REFUSED)
    search = page.text_input(key="history-words")
    search.set_value("HELSINKI").run()
    assert listed(page) == [REFUSED]
    search.set_value("zebra").run()
    assert listed(page) == []
    assert "No conversation has these words." in [caption.value for caption in page.caption]


def test_an_answer_is_judged_with_a_comment_and_asked_again(page: AppTest) -> None:
    ask(page, PROPOSED)
    (turn,) = opened(page).turns
    answer = turn.answer
    assert answer
    assert drawn(page, "copy") == [{"text": answer.to_markdown()}]
    page.feedback(key=f"thumb-{turn.id}").set_value(0).run()
    page.text_input(key=f"comment-{turn.id}").set_value(" too short ").run()
    assert (turn.verdict, turn.comment) == ("down", "too short")
    press(page, "Ask again")
    assert turn.answer
    assert turn.answer.text == answer.text
    assert (turn.verdict, turn.comment) == (None, "")
    assert len(opened(page).turns) == 1


def test_what_was_stopped_is_told_from_an_answer(page: AppTest) -> None:
    ask(page, PROPOSED)
    (turn,) = opened(page).turns
    turn.answer, turn.partial = None, "Half <b>a"
    page.run()
    assert drawn(page, "answer") == []
    assert any("Stopped." in caption.value for caption in page.caption)
    assert any("Half &lt;b&gt;a" in e.proto.body for e in page.main if e.type == "html")


def test_where_nothing_is_kept_the_empty_page_says_so(page: AppTest) -> None:
    captions = [caption.value for caption in page.caption]
    assert "Conversations here end with the page: your browser sends no cookies." in captions


def test_what_cannot_be_kept_is_one_line_and_the_answer_is_there(
    page: AppTest, tmp_path: Path
) -> None:
    ask(page, PROPOSED)
    database = SqliteDatabase(tmp_path / "library.db")
    Library(database)
    page.session_state["shelf"] = KeptConversations(database, "me")
    with database.writing() as connection:
        connection.exec_driver_sql("DROP TABLE conversation_turns")
        connection.exec_driver_sql("DROP TABLE conversations")
    ask(page, REFUSED)
    database.close()
    (error,) = page.error
    assert "conversations" in error.value
    assert "\n" not in error.value
    assert not page.exception
    assert all(isinstance(turn.answer, Answer) for turn in opened(page).turns)
