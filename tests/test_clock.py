"""A clock that steps back an hour, or ahead a year: nobody is locked out, nothing is lost."""

import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from assistant.history import (
    all_conversations,
    retention,
    saved_conversation,
    shared_conversations,
)
from assistant.history.all_conversations import AllConversations
from assistant.history.conversations import KeptConversations
from assistant.history.retention import forget_old
from assistant.history.saved_conversation import Conversation
from assistant.history.shared_conversations import SharedConversations
from corpus import Corpus, StoreBusy
from corpus.sources import Options
from corpus.sources.web.fetch import Fetcher
from corpus.sources.web.robots import Polite
from tests.conftest import story
from tests.sources_server import LOOPBACK, page, serving
from ui.api.access import Access
from ui.api.api_keys import ApiKeys
from ui.api.problem_details import Problem

HOUR = 3600.0
DAY = 24 * HOUR
YEAR = 365 * DAY


class Clock:
    """The clock on the wall, as ``time.time`` and ``datetime.now`` tell it."""

    def __init__(self) -> None:
        self.ahead = 0.0

    def step_back(self) -> None:
        self.ahead -= HOUR

    def step(self, seconds: float) -> None:
        self.ahead += seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock, now = Clock(), time.time

    class Moved(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
            assert tz is UTC
            return datetime.fromtimestamp(time.time(), UTC)

    monkeypatch.setattr(time, "time", lambda: now() + clock.ahead)
    for module in (saved_conversation, all_conversations, shared_conversations, retention):
        monkeypatch.setattr(module, "datetime", Moved)
    return clock


def test_questions_of_a_minute_are_let_in_again(tmp_path: Path, clock: Clock) -> None:
    with Corpus.open(tmp_path) as corpus:
        keys = ApiKeys(corpus)
        keys.add("rita", "reader", 1)
        access = Access(keys, local=False)
        (key,) = keys.all()
        access.count(key, 1)
        clock.step_back()
        with pytest.raises(Problem) as refused:
            access.admit(key, "reader", question=True)
        assert int(refused.value.headers["retry-after"]) <= 60


def test_conversations_of_the_future_are_found_and_stay(tmp_path: Path, clock: Clock) -> None:
    with Corpus.open(tmp_path) as corpus:
        kept = KeptConversations.of(corpus, "me")
        first = Conversation("")
        first.ask("What was asked before the step?")
        kept.keep(first, *first.turns)
        token = SharedConversations(corpus).share("me", first.id)
        clock.step_back()
        first.ask("And after it?")
        kept.keep(first, first.turns[-1])
        assert AllConversations(corpus).forget(1) == 0
        again = kept.get(first.id)
        assert again
        assert [turn.question for turn in again.turns] == [turn.question for turn in first.turns]
        assert SharedConversations(corpus).get(token, 1)
        assert [heading.id for heading in kept.find()] == [first.id]
        assert timedelta() < again.turns[0].asked - again.turns[1].asked <= timedelta(hours=1)
        assert len(AllConversations(corpus).asked_questions()) == 2


@pytest.fixture
def old(tmp_path: Path, clock: Clock) -> Iterator[Corpus]:
    """A corpus with a conversation of 20 days ago, one of today, and a clock that is believed."""
    with Corpus.open(tmp_path) as corpus:
        clock.step(-20 * DAY)
        _converse(corpus)
        forget_old(corpus, 30)
        for _ in range(4):
            clock.step(5 * DAY)
            assert forget_old(corpus, 30) == 0
        _converse(corpus)
        yield corpus


def _converse(corpus: Corpus) -> None:
    conversation = Conversation("")
    conversation.ask("What is kept?")
    KeptConversations.of(corpus, "me").keep(conversation, *conversation.turns)


def test_old_conversations_go_day_by_day(old: Corpus, clock: Clock) -> None:
    clock.step(6 * DAY)
    assert forget_old(old, 30) == 0
    clock.step(5 * DAY)
    assert forget_old(old, 30) == 1


def test_a_clock_that_was_a_year_ahead_takes_nothing(
    old: Corpus, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    clock.step(YEAR)
    assert [forget_old(old, 30), forget_old(old, 30)] == [0, 0]
    clock.step(20 * HOUR)
    assert forget_old(old, 30) == 0
    (warned,) = caplog.messages
    assert "no old conversation is removed for a day; see that the clock is right" in warned
    _converse(old)  # nor does what is asked meanwhile
    clock.step(-YEAR - 20 * HOUR)
    assert forget_old(old, 30) == 0
    assert len(KeptConversations.of(old, "me").find()) == 3
    clock.step(6 * DAY)
    forget_old(old, 30)
    clock.step(5 * DAY)
    assert forget_old(old, 30) == 1


def test_what_is_old_goes_though_nobody_came_for_long(old: Corpus, clock: Clock) -> None:
    clock.step(60 * DAY)
    assert forget_old(old, 30) == 0
    clock.step(60 * DAY)  # however rarely somebody comes
    assert forget_old(old, 30) == 2


def test_a_site_is_not_waited_for_an_hour(clock: Clock) -> None:
    with serving({"/a": page()}) as server:
        polite = Polite(Fetcher(Options(allow=LOOPBACK, seconds=10)), delay=0.1)
        polite.get(f"{server.url}/a", named=True)
        clock.step_back()
        began = time.monotonic()
        polite.get(f"{server.url}/a", named=True)
        assert time.monotonic() - began < 10


def test_a_lock_is_waited_for_no_longer_than_was_said(tmp_path: Path, clock: Clock) -> None:
    with Corpus.open(tmp_path, wait=0.5) as first, Corpus.open(tmp_path, wait=0.5) as second:
        first.add(story(1))
        with first.database.lock("write"):
            threading.Timer(0.1, clock.step_back).start()
            began = time.monotonic()
            with pytest.raises(StoreBusy):
                second.add(story(2))
            assert time.monotonic() - began < 60
        assert second.add(story(2)).added
        assert first.search("report 2")[0].article_id == story(2).id
