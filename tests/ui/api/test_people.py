"""People and what they ask over the API, for admins."""

import json
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from assistant import Answer, Assistant
from assistant.history import kept_questions
from assistant.history.all_conversations import AllConversations, AskedQuestion
from assistant.history.conversations import KeptConversations
from assistant.history.kept_questions import KeptQuestions
from assistant.history.saved_conversation import Conversation
from corpus import Corpus
from corpus.library.state import write_state
from tests.conftest import story
from tests.ui.api.conftest import UNANSWERABLE, Served, serving
from tests.ui.log_lines import logged
from ui.api.api_keys import ApiKeys
from ui.api.response_models import PeopleList, QuestionList

STORY = "Why was the bridge over the river Aar closed for repairs?"
ANN, BEN = "reader:ab12", "browser:cd34"
ANSWERED = Answer("q", "q", answered=True, text="Yes.")
REFUSED = Answer("q", "q", answered=False, text="No.")


def kept(corpus: Corpus, owner: str, *asked: tuple[str, Answer]) -> None:
    made = Conversation("")
    for question, answer in asked:
        made.ask(question).answer = answer
    KeptConversations.of(corpus, owner).keep(made, *made.turns)


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """A server with two people, who asked something."""
    corpus = Corpus.open(tmp_path / "home")
    kept(corpus, ANN, ("Who opened the dam?", ANSWERED), ("Why?", REFUSED))
    kept(corpus, ANN, ("who opened the dam", ANSWERED))
    kept(corpus, BEN, ("Why?", REFUSED))
    with serving(Assistant(corpus)) as running:
        yield running


@pytest.fixture
def admin(served: Served) -> Iterator[httpx.Client]:
    with served.client(ApiKeys(served.corpus).add("ada", "admin", 10)) as client:
        yield client


def test_people_are_listed_page_by_page(served: Served, admin: httpx.Client) -> None:
    response = admin.get("/v1/people")
    PeopleList.model_validate(response.json())
    known = json.dumps([person.to_dict() for person in AllConversations(served.corpus).people()])
    expected = json.loads(known.replace("+00:00", "Z"))  # two ways to write the same time zone
    assert response.json() == {"people": expected, "total": 2, "limit": 50, "offset": 0}
    assert [(person["owner"], person["conversations"]) for person in expected] == [
        (BEN, 1),
        (ANN, 2),
    ]
    second = admin.get("/v1/people", params={"limit": 1, "offset": 1}).json()
    assert second == {"people": expected[1:], "total": 2, "limit": 1, "offset": 1}
    assert admin.get("/v1/people", params={"limit": 0}).status_code == 422


def test_deleting_a_person_removes_only_theirs(served: Served, admin: httpx.Client) -> None:
    kept(served.corpus, f"{ANN}34", ("Mine?", ANSWERED))
    for unknown in ("reader:ab", "reader:", f"{ANN}3", "nobody"):  # no beginning is enough
        refused = admin.delete(f"/v1/people/{unknown}")
        assert refused.status_code == 404
        assert f"under the name '{unknown}'" in refused.json()["detail"]
    with logged("requests") as lines:
        assert admin.delete(f"/v1/people/{ANN}").status_code == 204
    assert admin.delete(f"/v1/people/{ANN}").status_code == 404
    owners = [person["owner"] for person in admin.get("/v1/people").json()["people"]]
    assert owners == [f"{ANN}34", BEN]
    (line,) = (line for line in lines() if "audit" in line)
    assert (line["audit"], line["person"], line["conversations"]) == ("deleted", ANN, 2)
    assert line["by"] == "key:ada"


def test_questions_are_counted_and_nobody_is_named(admin: httpx.Client) -> None:
    response = admin.get("/v1/questions")
    QuestionList.model_validate(response.json())
    assert [(q["asked"], q["unanswered"]) for q in response.json()["questions"]] == [(2, 2), (2, 0)]
    assert ANN not in response.text
    assert BEN not in response.text
    silent = admin.get("/v1/questions", params={"unanswered": "true"}).json()
    assert [question["question"] for question in silent["questions"]] == ["Why?"]
    cut = admin.get("/v1/questions", params={"most": 1}).json()
    assert (len(cut["questions"]), cut["total"]) == (1, 2)


def soon(corpus: Corpus, number: int) -> list[AskedQuestion]:
    """Return what was asked, once so many questions are kept."""
    deadline = time.monotonic() + 60
    while len(asked := AllConversations(corpus).asked_questions()) < number:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    return asked


def test_what_is_asked_over_the_api_is_kept(empty: Served) -> None:
    empty.corpus.add([story(0), story(1)])
    key = ApiKeys(empty.corpus).add("website", "public", 60)
    with empty.client(key) as page:
        answered = page.post("/v1/ask", json={"question": STORY}).json()
        page.post("/v1/ask", json={"question": UNANSWERABLE, "stream": True})
        assert page.post("/v1/ask", json={"question": " "}).status_code == 422
    key = ApiKeys(empty.corpus).add("newsroom", "reader", 60)
    message = {"role": "user", "content": "Hello"}
    with empty.client(key) as client:
        body = {"model": "onrecord", "messages": [message]}
        client.post("/v1/chat/completions", json=body)
    asked = {question.question: question.unanswered for question in soon(empty.corpus, 3)}
    assert asked == {STORY: 0, UNANSWERABLE: 1, "Hello": 0}
    everyone = AllConversations(empty.corpus)
    assert {who.owner: who.conversations for who in everyone.people()} == {
        "key:website": 2,
        "key:newsroom": 1,
    }
    kept = everyone.export(everyone.person("key:website"))
    assert kept[0]["turns"][0]["answer"] == answered
    everyone.delete(everyone.person("key:website"))
    assert [question.question for question in everyone.asked_questions()] == ["Hello"]


def test_what_is_asked_over_the_api_is_forgotten(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ONRECORD_KEEP_DAYS", "30")
    forgotten: list[int] = []
    monkeypatch.setattr(kept_questions, "forget_old", lambda _, days: forgotten.append(days))
    keeping = KeptQuestions(served.corpus)
    for _ in range(2):
        keeping.keep("local", replace(ANSWERED, question="Who opened the weir?"))
    assert "Who opened the weir?" in [asked.question for asked in soon(served.corpus, 3)]
    keeping.close()
    assert forgotten == [30]  # once an hour


def test_where_nothing_can_be_kept_the_log_says_so_and_the_answer_comes(
    served: Served, caplog: pytest.LogCaptureFixture
) -> None:
    with served.corpus.database.writing() as connection:
        write_state(connection, {"conversations": "9"})
    with served.client() as client:
        assert client.post("/v1/ask", json={"question": "Who?"}).status_code == 200
        deadline = time.monotonic() + 60
        while "a question of the API is not kept: " not in caplog.text:
            assert time.monotonic() < deadline
            time.sleep(0.01)
    assert "Who?" not in caplog.text


def test_where_nothing_may_be_changed_nothing_is_kept(served: Served) -> None:
    closed = Corpus.open(served.corpus.home, read_only=True)
    with serving(Assistant(closed)) as other, other.client() as client:
        assert client.post("/v1/ask", json={"question": "Who?"}).status_code == 200
    assert len(AllConversations(served.corpus).asked_questions()) == 2


def test_where_nothing_may_be_changed_nobody_is_deleted(served: Served) -> None:
    key = ApiKeys(served.corpus).add("ada", "admin", 10)
    closed = Corpus.open(served.corpus.home, read_only=True)
    with serving(Assistant(closed)) as other, other.client(key) as client:
        assert client.get("/v1/people").json()["total"] == 2
        refused = client.delete(f"/v1/people/{ANN}")
    assert refused.status_code == 403
    assert "ONRECORD_READ_ONLY" in refused.json()["detail"]
    assert len(AllConversations(served.corpus).people()) == 2
