"""Watching the API: metrics, the log of requests, and who changed what."""

import time
from collections.abc import Iterator
from io import StringIO
from typing import Any

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from assistant import Assistant
from tests.conftest import story
from tests.ui.api.conftest import QUESTION, SITE, Keyed, Served
from tests.ui.log_lines import logged
from ui.api import api_server

BRIDGE = "Why was the bridge over the river Aar closed?"
PERU = "What is the capital of Peru?"


@pytest.fixture
def small(empty: Served) -> Served:
    """A server of two articles, whose counts begin at nothing."""
    empty.corpus.add([story(0), story(1)])
    return empty


def metrics(client: httpx.Client) -> dict[tuple[str, ...], float]:
    """The API's own metrics: name and labels, in the order of their names, and the value."""
    response = client.get("/metrics")
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/plain; version=")
    return {
        (sample.name, *(value for _, value in sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(response.text)
        for sample in family.samples
        if sample.name.startswith("onrecord_")
    }


def wait(ready: Any) -> None:
    """Wait until something is so: a request is noted after its last byte was sent."""
    deadline = time.monotonic() + 10
    while not ready():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def counted(told: dict[tuple[str, ...], float], name: str) -> dict[tuple[str, ...], float]:
    """One metric: the values of its labels, and how many."""
    return {
        tuple(labels): n for (metric, *labels), n in told.items() if metric == f"onrecord_{name}"
    }


def test_metrics_tell_of_requests_questions_and_articles(small: Served) -> None:
    chat = {"model": "onrecord", "messages": [{"role": "user", "content": BRIDGE}]}
    with small.client() as client:
        assert metrics(client)["onrecord_articles",] == 2
        client.post("/v1/ask", json={"question": BRIDGE})
        client.post("/v1/ask", json={"question": PERU})
        client.post("/v1/ask", json={"question": BRIDGE, "stream": True})
        client.post("/v1/ask", json={"question": " "})
        client.post("/v1/chat/completions", json=chat)
        client.post("/v1/chat/completions", json={**chat, "stream": True})
        for article in small.corpus.articles():
            client.get(f"/v1/articles/{article.id}")
        client.get("/v1/articles/nosuch")
        client.get("/nowhere")
        client.delete(f"/v1/articles/{story(1).id}")
        client.get("/healthz")
        told = metrics(client)
    assert counted(told, "requests_total") == {
        ("POST", "/v1/ask", "200"): 3,
        ("POST", "/v1/ask", "422"): 1,
        ("POST", "/v1/chat/completions", "200"): 2,
        ("GET", "/v1/articles/{id}", "200"): 2,
        ("GET", "/v1/articles/{id}", "404"): 1,
        ("DELETE", "/v1/articles/{id}", "204"): 1,
        ("GET", "other", "404"): 1,
        ("GET", "/healthz", "200"): 1,
        ("GET", "/metrics", "200"): 1,
    }
    assert counted(told, "questions_total") == {("fact", "answered"): 4, ("fact", "refused"): 1}
    assert told["onrecord_request_seconds_count", "/v1/ask"] == 4
    assert told["onrecord_request_seconds_sum", "/v1/ask"] > 0
    assert told["onrecord_articles",] == 1


def test_a_stream_is_one_request_of_its_whole_duration(
    small: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    stream = Assistant.stream
    events = 0

    def slow(self: Assistant, question: str, **options: Any) -> Iterator[Any]:
        nonlocal events
        for event in stream(self, question, **options):
            yield event
            events += 1
            time.sleep(0.1)

    monkeypatch.setattr(Assistant, "stream", slow)
    with logged("requests") as lines, small.client() as client:
        client.post("/v1/ask", json={"question": BRIDGE, "stream": True})
        told = metrics(client)
        wait(lambda: len(lines()) == 2)
    assert events > 2
    assert told["onrecord_requests_total", "POST", "/v1/ask", "200"] == 1
    assert told["onrecord_request_seconds_sum", "/v1/ask"] >= 0.1 * events
    streamed = [line for line in lines() if line["route"] == "/v1/ask"]
    assert len(streamed) == 1
    assert streamed[0]["seconds"] >= 0.1 * events
    assert "cut_off" not in streamed[0]


def test_who_hangs_up_is_told_as_cut_off(small: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Assistant.stream

    def slow(self: Assistant, question: str, **options: Any) -> Iterator[Any]:
        for event in stream(self, question, **options):
            yield event
            time.sleep(0.3)

    monkeypatch.setattr(Assistant, "stream", slow)
    body = {"question": BRIDGE, "stream": True}
    with logged("requests") as lines, small.client() as client:
        with client.stream("POST", "/v1/ask", json=body) as response:
            next(response.iter_raw())
        wait(lines)
    (line,) = lines()
    assert (line["route"], line["status"], line["cut_off"]) == ("/v1/ask", 200, True)


@pytest.mark.parametrize("kind", ["requests", "questions"])
def test_the_text_of_questions_is_logged_only_if_asked_for(
    keyed: Keyed, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    asked = f"{QUESTION} Zanzibar"
    chat = {"model": "onrecord", "messages": [{"role": "user", "content": asked}]}
    raw = StringIO()

    def fail(_self: Assistant, question: str, **_options: Any) -> None:
        raise ValueError(f"cannot cope with {question}")

    with logged(kind, raw) as lines, keyed.served.client(keyed.reader) as client:
        for path, body in (
            ("/v1/ask", {"question": asked}),
            ("/v1/ask", {"question": asked, "stream": True}),
            ("/v1/ask", {"question": asked * 1000}),
            ("/v1/search", {"query": asked}),
            ("/v1/chat/completions", chat),
            ("/v1/chat/completions", {**chat, "stream": True}),
        ):
            client.post(path, json=body)
        client.get("/v1/articles", params={"words": asked})
        monkeypatch.setattr(Assistant, "stream", fail)
        failed = client.post("/v1/ask", json={"question": asked})
        wait(lambda: len(lines()) == 9)
    assert failed.status_code == 500
    assert "Traceback" not in failed.text
    assert asked not in failed.text
    (error,) = (line for line in lines() if line["level"] == "error")
    assert error["request"] == failed.headers["x-request-id"]
    assert "in fail" in error["error"]
    requests = [line for line in lines() if "route" in line]
    assert ("Zanzibar" in raw.getvalue()) == (kind == "questions")
    told = [line["question"] for line in requests if "question" in line]
    assert told == ([asked] * 2 + [asked * 1000] + [asked] * 4 if kind == "questions" else [])
    for line in requests:
        assert line["by"] == "key:rita"
        assert line["seconds"] > 0
    assert keyed.reader not in raw.getvalue()
    assert keyed.reader.removeprefix("onrecord_") not in raw.getvalue()


def test_a_question_forges_no_line(small: Served) -> None:
    forged = 'Hello\n{"audit": "removed", "article": "1"}\r\x1b[2J\u2028\u202e'
    raw = StringIO()
    with logged("questions", raw) as lines, small.client() as client:
        client.post("/v1/ask", json={"question": forged})
        client.get("/v1/articles/%0A%7B%22audit%22%3A1%7D%1B")
        wait(lambda: len(lines()) == 2)
    assert [line.get("question") for line in lines()] == [forged, None]
    assert not any("audit" in line for line in lines())
    assert not set("\x1b\u2028\u202e\r") & set(raw.getvalue())


def test_each_response_has_the_id_of_its_line(keyed: Keyed, samples: Served) -> None:
    with logged("requests") as lines, samples.client() as client:
        preflight = {"origin": SITE, "access-control-request-method": "POST"}
        responses = [
            client.get("/healthz", headers={"x-request-id": "mine"}),
            client.post("/v1/ask", json={"question": "Hello"}),
            client.post("/v1/ask", json={"question": "Hello", "stream": True}),
            client.get("/nowhere"),
            client.put("/v1/ask"),
            client.get("/openapi.json"),
            client.get("/widget.js"),
            client.get("/healthz", headers={"host": "evil.example"}),
            client.get("/healthz", headers={"origin": "https://evil.example"}),
            client.options("/v1/ask", headers=preflight),
        ]
        named = client.get("/healthz", headers={"origin": SITE})
        assert "x-request-id" in named.headers["access-control-expose-headers"].lower()
        wait(lambda: len(lines()) == 11)
    ids = [response.headers["x-request-id"] for response in responses]
    by_id = {line["request"]: line for line in lines()}
    assert len(by_id) == 11
    told = [(by_id[id_]["method"], by_id[id_]["route"], by_id[id_]["status"]) for id_ in ids]
    assert told == [
        ("GET", "/healthz", 200),
        ("POST", "/v1/ask", 200),
        ("POST", "/v1/ask", 200),
        ("GET", None, 404),
        ("PUT", "/v1/ask", 405),
        ("GET", "/openapi.json", 200),
        ("GET", "/widget.js", 200),
        ("GET", None, 421),
        ("GET", None, 403),
        ("OPTIONS", None, 200),
    ]


def test_what_nobody_expected_has_its_id_and_no_trace(
    small: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> bytes:
        raise RuntimeError("secret")

    monkeypatch.setattr(api_server, "script", fail)
    with logged("requests") as lines, small.client() as client:
        response = client.get("/widget.js")
        wait(lambda: any("route" in line for line in lines()))
    assert response.status_code == 500
    assert "secret" not in response.text
    told = lines()
    assert {line["request"] for line in told} == {response.headers["x-request-id"]}
    assert any("in fail" in line.get("error", "") for line in told)
    assert [line["status"] for line in told if "route" in line] == [500]


def test_the_log_tells_who_changed_which_article(keyed: Keyed, small: Served) -> None:
    article = {"text": "The dam holds.", "url": "https://news.example/dam"}
    with logged("requests") as lines:
        with keyed.served.client(keyed.editor) as client:
            id_ = client.post("/v1/articles", json=article).json()["id"]
            client.post("/v1/articles", json=article)
            client.post("/v1/articles", json={**article, "text": "The dam broke."})
            removed = client.delete(f"/v1/articles/{id_}")
            client.delete(f"/v1/articles/{id_}")
        with small.client() as client:
            client.delete(f"/v1/articles/{story(0).id}")
        wait(lambda: len(lines()) == 10)
    changes = [line for line in lines() if "audit" in line]
    assert [(line["audit"], line["article"], line["by"]) for line in changes] == [
        ("added", id_, "key:ed"),
        ("changed", id_, "key:ed"),
        ("removed", id_, "key:ed"),
        ("removed", story(0).id, "local"),
    ]
    assert changes[2]["request"] == removed.headers["x-request-id"]


def test_who_is_refused_is_told_as_far_as_known(keyed: Keyed) -> None:
    wrong = "onrecord_wrong"
    raw = StringIO()
    with logged("requests", raw) as lines:
        with keyed.served.client(wrong) as client:
            assert client.get("/metrics").status_code == 401
        with keyed.served.client(keyed.reader) as client:
            assert client.delete("/v1/articles/x").status_code == 403
            assert client.get("/metrics").status_code == 200
        wait(lambda: len(lines()) == 3)
    assert [(line["status"], line["by"]) for line in lines()] == [
        (401, None),
        (403, "key:rita"),
        (200, "key:rita"),
    ]
    assert wrong not in raw.getvalue()


def test_without_the_setting_nothing_is_logged_of_requests(
    small: Served, capfd: pytest.CaptureFixture[str]
) -> None:
    with small.client() as client:
        assert client.get("/healthz").headers["x-request-id"]
        client.delete(f"/v1/articles/{story(0).id}")
    assert capfd.readouterr().err == ""


def test_metrics_are_described(samples: Served) -> None:
    with samples.client() as client:
        operation = client.get("/openapi.json").json()["paths"]["/metrics"]["get"]
    (media_type,) = operation["responses"]["200"]["content"]
    assert media_type.startswith("text/plain")
    assert operation["security"] == [{"key": []}, {}]
