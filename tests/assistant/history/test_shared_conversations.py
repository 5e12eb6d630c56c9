"""A shared conversation is read by its link, by nobody without it, while it is kept and shared."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from assistant import Answer, InvalidInput, StoreError
from assistant.history.all_conversations import AllConversations
from assistant.history.conversations import KeptConversations
from assistant.history.saved_conversation import Conversation
from assistant.history.shared_conversations import SharedConversations
from corpus import Corpus, Filters
from corpus.library.state import read_state, write_state

BACKENDS = ("files", "servers")
ANSWERED = Answer("q", "q", answered=True, text="Yes.")


@pytest.fixture
def kept(corpus: Corpus) -> Conversation:
    """A conversation of "me": answered, judged; failed; stopped; begun."""
    made = Conversation("")
    for question in ("Who?", "When?", "Where?", "Why?"):
        made.ask(question, Filters(publishers=("The Post",)))
    answered, failed, stopped, _ = made.turns
    answered.answer, answered.verdict, answered.comment = ANSWERED, "down", "my secret"
    failed.problem = "the key of the owner was refused"
    stopped.partial = "never checked"
    KeptConversations.of(corpus, "me").keep(made, *made.turns)
    return made


def test_who_has_the_link_reads_questions_and_answers_only(
    corpus: Corpus, kept: Conversation
) -> None:
    shared = SharedConversations(corpus)
    read_by_link = shared.get(shared.share("me", kept.id))
    assert read_by_link
    assert (read_by_link.title, read_by_link.updated) == ("Who?", kept.updated)
    unanswered = [replace(turn, problem=None, partial="") for turn in kept.turns[1:]]
    assert read_by_link.turns == [replace(kept.turns[0], verdict=None, comment=""), *unanswered]
    my_copy = KeptConversations.of(corpus, "me").get(kept.id)
    assert my_copy
    assert my_copy.turns[0].comment == "my secret"


def test_what_is_asked_later_is_read_too(corpus: Corpus, kept: Conversation) -> None:
    shared = SharedConversations(corpus)
    token = shared.share("me", kept.id)
    KeptConversations.of(corpus, "me").keep(kept, kept.ask("What else?"))
    read_by_link = shared.get(token)
    assert read_by_link
    assert read_by_link.turns[-1].question == "What else?"


def test_no_other_token_opens_anything(corpus: Corpus, kept: Conversation) -> None:
    shared = SharedConversations(corpus)
    wrong = ["", "x", "x" * 43, "\ud800", "%", "0" * 1_000_000, kept.id]
    assert [shared.get(token) for token in wrong] == [None] * len(wrong)
    right = shared.share("me", kept.id)
    wrong += [right[:-1], right + "A", right.swapcase()]
    assert [shared.get(token) for token in wrong] == [None] * len(wrong)
    assert shared.get(right)


def test_only_a_hash_of_the_token_is_kept(corpus: Corpus, kept: Conversation) -> None:
    token = SharedConversations(corpus).share("me", kept.id)
    with corpus.database.reading() as connection:
        for table in ("shared_conversations", "conversations", "conversation_turns", "state"):
            rows = connection.exec_driver_sql(f"SELECT * FROM {table}").all()
            assert rows
            assert token not in str(rows)


def test_tokens_cannot_be_guessed(corpus: Corpus, kept: Conversation) -> None:
    tokens = {SharedConversations(corpus).share("me", kept.id) for _ in range(20)}
    assert len(tokens) == 20
    assert {len(token) for token in tokens} == {43}


def test_a_new_link_ends_the_one_before(corpus: Corpus, kept: Conversation) -> None:
    shared = SharedConversations(corpus)
    old, new = shared.share("me", kept.id), shared.share("me", kept.id)
    assert shared.get(old) is None
    assert shared.get(new)


def _stop(corpus: Corpus, kept: Conversation) -> None:
    SharedConversations(corpus).stop("me", kept.id)


def _delete_and_undo(corpus: Corpus, kept: Conversation) -> None:
    my_conversations = KeptConversations.of(corpus, "me")
    my_conversations.delete(kept.id)
    my_conversations.keep(kept, *kept.turns)


def _delete_person(corpus: Corpus, _kept: Conversation) -> None:
    everyone = AllConversations(corpus)
    assert everyone.delete(everyone.person("me")) == 1


def _forget(corpus: Corpus, kept: Conversation) -> None:
    kept.updated = datetime.now(UTC) - timedelta(31)
    KeptConversations.of(corpus, "me").keep(kept)
    assert AllConversations(corpus).forget(30) == 1


@pytest.mark.parametrize("end", [_stop, _delete_and_undo, _delete_person, _forget])
def test_a_link_ends(
    corpus: Corpus, kept: Conversation, end: Callable[[Corpus, Conversation], None]
) -> None:
    shared = SharedConversations(corpus)
    token = shared.share("me", kept.id)
    assert shared.is_shared("me", kept.id)
    assert shared.ids() == {kept.id}
    end(corpus, kept)
    assert shared.get(token) is None
    assert not shared.is_shared("me", kept.id)
    assert shared.ids() == frozenset()


def test_what_is_too_old_is_not_read_although_it_was_not_removed_yet(
    corpus: Corpus, kept: Conversation
) -> None:
    shared = SharedConversations(corpus)
    token = shared.share("me", kept.id)
    kept.updated = datetime.now(UTC) - timedelta(10)
    KeptConversations.of(corpus, "me").keep(kept)
    assert shared.get(token, 11)
    assert shared.get(token, 9) is None
    assert shared.get(token)


def test_nobody_shares_or_stops_sharing_what_is_somebody_elses(
    corpus: Corpus, kept: Conversation
) -> None:
    shared = SharedConversations(corpus)
    with pytest.raises(InvalidInput, match="no such conversation"):
        shared.share("you", kept.id)
    token = shared.share("me", kept.id)
    with pytest.raises(InvalidInput, match="no such conversation"):
        shared.share("you", kept.id)
    shared.stop("you", kept.id)
    assert not shared.is_shared("you", kept.id)
    assert shared.get(token)


def test_a_library_in_which_nothing_was_shared_is_not_changed(corpus: Corpus) -> None:
    shared = SharedConversations(corpus)
    assert shared.get("x") is None
    assert not shared.is_shared("me", "x")
    assert shared.ids() == frozenset()
    shared.stop("me", "x")
    with corpus.database.reading() as connection:
        assert "shared_conversations" not in read_state(connection)


def test_a_conversation_from_before_there_were_links_can_be_shared(
    corpus: Corpus, kept: Conversation
) -> None:
    shared = SharedConversations(corpus)
    with corpus.database.writing() as connection:
        connection.exec_driver_sql("DROP TABLE shared_conversations")
    assert shared.ids() == frozenset()
    assert shared.get(shared.share("me", kept.id))


def test_a_library_of_a_newer_version_is_refused(corpus: Corpus, kept: Conversation) -> None:
    with corpus.database.writing() as connection:
        write_state(connection, {"shared_conversations": "99"})
    with pytest.raises(StoreError, match=r"version 99 .*upgrade onrecord"):
        SharedConversations(corpus).share("me", kept.id)


def test_a_copy_is_somebodys_own_and_counts_no_question_twice(
    corpus: Corpus, kept: Conversation
) -> None:
    everyone = AllConversations(corpus)
    shared = SharedConversations(corpus)
    read_by_link = shared.get(shared.share("me", kept.id))
    assert read_by_link
    own, theirs = read_by_link.copied(), KeptConversations.of(corpus, "you")
    theirs.keep(own, *own.turns)
    assert {own.id, *(turn.id for turn in own.turns)}.isdisjoint(
        {kept.id, *(turn.id for turn in kept.turns)}
    )
    read = theirs.get(own.id)
    assert read == own
    assert [(t.question, t.answer, t.filters, t.asked) for t in own.turns] == [
        (t.question, t.answer, t.filters, t.asked) for t in kept.turns
    ]
    assert own.updated > kept.updated
    assert [question.asked for question in everyone.asked_questions()] == [1, 1, 1, 1]
    KeptConversations.of(corpus, "me").delete(kept.id)
    assert theirs.get(own.id) == own
    theirs.keep(own, own.ask("Why?"))
    assert [(question.question, question.asked) for question in everyone.asked_questions()] == [
        ("Why?", 1)
    ]
