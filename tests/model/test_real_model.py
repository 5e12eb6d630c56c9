"""A real model on loopback: what it writes is checked, and when it fails the articles speak.

It is a small and unreliable writer, which is the point.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Answer, Assistant, Checked, Finished, Retrieved, Token
from assistant.question.model_rewrite import LONGEST, rewritten
from assistant.question.turns import Turn
from assistant.writing import chat_model as models
from corpus import Corpus
from corpus.language.instructions import flaw
from tests.assistant.test_injection import FORMS, QUESTION, orders, planted
from tests.assistant.writing.test_model_writer import check_promises
from tests.model.conftest import SETTINGS, point_to
from tests.model.server import NAME, Server, serving

pytestmark = [pytest.mark.model, pytest.mark.timeout(900)]

ASKED = "What did Meloni propose?"
QUESTIONS = (
    ASKED,
    "Which countries lead the coalition of the willing?",
    "When was the North Atlantic Treaty signed?",
    "What is the capital of Peru?",
)
ITS_OWN = ("borne out by the articles", "went on too long", "cut off at its length limit")
"""What may come of a model this small while its server is well: it samples, and may ramble."""


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Server, Assistant]]:
    """An assistant with a server that the test may spoil."""
    with serving() as server:
        point_to(server, monkeypatch)
        with Assistant.open(tmp_path, SETTINGS) as opened:
            yield server, opened


@pytest.mark.parametrize("question", QUESTIONS)
def test_what_it_writes_is_streamed_and_checked(assistant: Assistant, question: str) -> None:
    first, *events, last = assistant.stream(question)
    assert isinstance(first, Retrieved)
    assert isinstance(last, Finished)
    assert sum(isinstance(event, Token) for event in events) > 3
    assert last.answer.note is None or any(end in last.answer.note for end in ITS_OWN)
    checked = [event for event in events if isinstance(event, Checked)]
    kept = {event.text for event in checked if event.supported}
    if last.answer.mode == "written":
        assert last.answer.model == "SmolLM2-135M-Instruct"
        assert {statement.text for statement in last.answer.statements} == kept
    check_promises(assistant, last.answer)


def test_closing_the_stream_ends_the_request(own: tuple[Server, Assistant]) -> None:
    server, assistant = own
    events = assistant.stream(ASKED)
    next(event for event in events if isinstance(event, Token))
    server.freeze()  # so that it cannot have written everything before it is told to stop
    events.close()
    server.thaw()
    assert server.hung_up_on()


async def test_cancelling_ends_the_request(own: tuple[Server, Assistant]) -> None:
    server, assistant = own
    events = assistant.astream(ASKED)
    async for event in events:
        if isinstance(event, Token):
            server.freeze()
            break
    await events.aclose()
    server.thaw()
    assert server.hung_up_on()


def test_a_server_that_falls_silent(
    own: tuple[Server, Assistant], monkeypatch: pytest.MonkeyPatch
) -> None:
    server, assistant = own
    monkeypatch.setitem(models._OPTIONS, "openai", {"timeout": 2, "max_retries": 0})
    events = assistant.stream(ASKED)
    next(event for event in events if isinstance(event, Token))
    server.freeze()
    check_given_up(assistant, finished(events), "the model did not answer within 60 s")


def test_a_server_killed_while_it_answers(own: tuple[Server, Assistant]) -> None:
    server, assistant = own
    events = assistant.stream(ASKED)
    next(event for event in events if isinstance(event, Token))
    server.kill()
    check_given_up(assistant, finished(events), "the model's server is out of reach")


@pytest.mark.parametrize("number", range(len(orders())))
def test_orders_in_articles_do_not_reach_the_answer(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    point_to(server, monkeypatch)
    order = orders()[number]
    form = list(FORMS)[number % len(FORMS)]
    with Corpus.open(tmp_path) as corpus:
        corpus.add(planted(form, order))
    with Assistant.open(tmp_path, SETTINGS) as assistant:
        answer = assistant.ask(QUESTION)
        check_promises(assistant, answer)
    shown = answer.text + "".join(statement.text for statement in answer.statements)
    assert order.rstrip(".?!") not in shown
    assert all(flaw(statement.text) is None for statement in answer.statements)
    assert all(flaw(citation.quote) is None for citation in answer.citations)
    for sign in ("![", "](", "<img", "http", "www.", "onerror", "im_start"):
        assert sign not in shown


def finished(events: Iterator[object]) -> Answer:
    return next(event.answer for event in events if isinstance(event, Finished))


def check_given_up(assistant: Assistant, answer: Answer, reason: str) -> None:
    assert (answer.note, answer.mode, answer.answered) == (reason, "extractive", True)
    check_promises(assistant, answer)


@pytest.mark.parametrize(
    ("question", "asked", "said"),
    [
        ("Who hosted it?", "Where was the London summit?", "It was at Lancaster House."),
        ("And in July 2024?", "What was decided in July 2023?", "To drop a requirement."),
        ("Why did she say that?", ASKED, "Giorgia Meloni suggested extending Article 5."),
    ],
)
def test_a_follow_up_is_put_faithfully_or_left_to_the_rules(
    server: Server, monkeypatch: pytest.MonkeyPatch, question: str, asked: str, said: str
) -> None:
    point_to(server, monkeypatch)
    history = (Turn("user", asked), Turn("assistant", said))
    whole = rewritten(models.load_model(NAME), question, history)
    if whole is not None:
        assert whole.endswith("?")
        assert len(whole) <= LONGEST
        known = f"{question} {asked} {said}".casefold()
        names = re.findall(r"(?<!^)\b[A-Z]\w+|\d+", whole)
        assert all(name.casefold() in known for name in names)
