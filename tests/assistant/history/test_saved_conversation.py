"""A conversation has an id that nobody guesses, and a short title."""

from hypothesis import given
from hypothesis import strategies as st

from assistant.history.saved_conversation import Conversation, shortened


def test_ids_cannot_be_guessed() -> None:
    ids = {Conversation("").id for _ in range(1000)}
    assert len(ids) == 1000
    assert {len(conversation_id) for conversation_id in ids} == {32}


@given(st.text())
def test_a_title_is_one_short_line(text: str) -> None:
    title = shortened(text)
    assert len(title) <= 81
    assert title == " ".join(title.split())
    assert "\0" not in title
