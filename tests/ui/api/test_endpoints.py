"""The API's own routes, asked over loopback."""

import json
import logging
import socket
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest

from assistant import REFUSAL, Assistant
from assistant.answer_json import AnswerJson, VerificationJson
from corpus import Corpus
from corpus.text.corpus_json import ArticleRecordJson
from tests.conftest import story
from tests.servers import settings, start_postgres
from tests.ui.api.conftest import QUESTION, UNANSWERABLE, Served, serving
from ui.api.response_models import (
    ArticleChange,
    ArticleList,
    Health,
    QuoteList,
    SearchResult,
    Suggestions,
)


@pytest.fixture(scope="module")
def client(samples: Served) -> Iterator[httpx.Client]:
    with samples.client() as opened:
        yield opened


def events(response: httpx.Response) -> list[tuple[str, Any]]:
    """The names and data of server-sent events."""
    events = []
    for block in response.text.split("\n\n")[:-1]:
        first, second = block.split("\n")
        events.append((first.removeprefix("event: "), json.loads(second.removeprefix("data: "))))
    return events


def test_an_answer_is_the_assistants_and_its_quotes_resolve(
    samples: Served, client: httpx.Client
) -> None:
    response = client.post("/v1/ask", json={"question": QUESTION})
    assert response.status_code == 200
    answer = AnswerJson.model_validate(response.json())
    expected = samples.assistant.ask(QUESTION).to_dict()
    assert response.json() | {"seconds": 0} == expected | {"seconds": 0}
    (citation, *_) = answer.citations
    path = f"/v1/articles/{citation.article_id}"
    article = client.get(path, params={"revision": citation.revision}).json()
    ArticleRecordJson.model_validate(article)
    assert article["text"][citation.start : citation.end] == citation.quote


@pytest.mark.parametrize(
    "question",
    [
        UNANSWERABLE,
        "Which articles mention Bucharest?",
        "Who is quoted?",
        "Is Ukraine a member of NATO?",
        "Hello",
    ],
)
def test_answers_of_every_kind_are_as_the_document_says(
    client: httpx.Client, question: str
) -> None:
    answer = AnswerJson.model_validate(client.post("/v1/ask", json={"question": question}).json())
    assert answer.question == question
    if question == UNANSWERABLE:
        assert (answer.text, answer.answered) == (REFUSAL, False)
        assert answer.nearest


def test_filters_and_history_count(client: httpx.Client) -> None:
    late = {"question": QUESTION, "published_after": "2026-01-01"}
    assert client.post("/v1/ask", json=late).json()["answered"] is False
    paper = {"question": QUESTION, "publishers": ["the example"]}
    assert client.post("/v1/ask", json=paper).json()["answered"] is False
    said = [
        {"role": "user", "content": "What did Meloni propose?"},
        {"role": "assistant", "content": "An extension of Article 5 to Ukraine."},
    ]
    follow_up = {"question": "When did she say that?", "history": said}
    assert "Meloni" in client.post("/v1/ask", json=follow_up).json()["standalone_question"]


@pytest.mark.parametrize("by", ["body", "header"])
def test_a_stream_has_the_assistants_events(client: httpx.Client, by: str) -> None:
    headers = {"accept": "text/event-stream"} if by == "header" else {}
    body = {"question": "When was the North Atlantic Treaty signed?", "stream": by == "body"}
    response = client.post("/v1/ask", json=body, headers=headers)
    assert response.headers["content-type"].startswith("text/event-stream")
    told = events(response)
    names = [name for name, _ in told]
    assert (names[0], names[-1]) == ("retrieved", "finished")
    assert set(names[1:-1]) == {"token"}
    assert told[0][1]["hits"]
    answer = AnswerJson.model_validate(told[-1][1])
    assert "".join(data["text"] for name, data in told if name == "token") == answer.text


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("text/event-stream;q=0", "application/json"),
        ("application/json, Text/Event-Stream; q=0.000", "application/json"),
        ("text/event-streams", "application/json"),
        ("*/*", "application/json"),
        ("application/json, text/event-stream", "text/event-stream"),
        ("text/event-stream; charset=utf-8; Q=0.5, */*;q=0", "text/event-stream"),
    ],
)
def test_events_come_to_who_accepts_them(client: httpx.Client, accept: str, kind: str) -> None:
    body = {"question": "When was the North Atlantic Treaty signed?"}
    response = client.post("/v1/ask", json=body, headers={"accept": accept})
    assert response.headers["content-type"].partition(";")[0] == kind


def test_what_fails_before_the_first_event_has_a_status(client: httpx.Client) -> None:
    response = client.post("/v1/ask", json={"question": " ", "stream": True})
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"


def test_a_text_is_verified_sentence_by_sentence(samples: Served, client: httpx.Client) -> None:
    (quote, *_) = samples.assistant.ask(QUESTION).citations
    text = f"{quote.quote}\nNobody has lived in Peru since 1850."
    response = client.post("/v1/verify", json={"text": text})
    verification = VerificationJson.model_validate(response.json())
    assert [sentence.finding for sentence in verification.sentences] == ["supported", "not told"]
    assert not verification.verified
    assert response.json() == samples.assistant.verify(text).to_dict()
    late = {"text": text, "published_after": "2031-01-01"}
    nothing = VerificationJson.model_validate(client.post("/v1/verify", json=late).json())
    assert nothing.counts["not told"] == 2
    long = client.post("/v1/verify", json={"text": "word " * 5_000})
    assert long.status_code == 422


def test_search_finds_passages(client: httpx.Client) -> None:
    body = {"query": "Bucharest summit", "k": 3}
    result = SearchResult.model_validate(client.post("/v1/search", json=body).json())
    assert len(result.hits) == 3
    only = {"query": "Bucharest", "article_ids": ["sample-article-5"], "publishers": None}
    hits = client.post("/v1/search", json=only).json()["hits"]
    assert {hit["article_id"] for hit in hits} == {"sample-article-5"}


def test_the_list_is_paged(client: httpx.Client) -> None:
    whole = client.get("/v1/articles", params={"order": "title", "descending": "false"}).json()
    ArticleList.model_validate(whole)
    assert whole["total"] == len(whole["articles"]) == 9
    parts = [
        client.get(
            "/v1/articles",
            params={"order": "title", "descending": "false", "limit": 4, "offset": offset},
        ).json()
        for offset in (0, 4, 8)
    ]
    assert [len(part["articles"]) for part in parts] == [4, 4, 1]
    assert [entry for part in parts for entry in part["articles"]] == whole["articles"]
    some = client.get("/v1/articles", params={"words": "Lisbon"}).json()
    assert [entry["publisher"] for entry in some["articles"]] == ["The Example"]
    two = client.get("/v1/articles?publishers=the+example&publishers=nobody").json()
    assert two["total"] == 2


def test_quotes_are_listed_by_speaker_words_and_page(client: httpx.Client) -> None:
    whole = QuoteList.model_validate(client.get("/v1/quotes", params={"limit": 100}).json())
    assert whole.total == len(whole.quotes) > 2
    for quote in whole.quotes:
        article = client.get(f"/v1/articles/{quote.article_id}").json()
        assert article["text"][quote.start : quote.end] == quote.quote
    first = whole.quotes[0]
    one: dict[str, str | int] = {
        "speaker": first.speaker or "",
        "words": first.quote.split()[0],
        "limit": 1,
    }
    listed = QuoteList.model_validate(client.get("/v1/quotes", params=one).json())
    assert listed.quotes[0].speaker == first.speaker
    second = client.get("/v1/quotes", params={"limit": 1, "offset": 1}).json()
    assert second["quotes"][0]["start"] == whole.quotes[1].start
    assert client.get("/v1/quotes", params={"publishers": "nobody"}).json()["total"] == 0
    assert client.get("/v1/quotes", params={"limit": 0}).status_code == 422


def test_suggestions_are_answered(client: httpx.Client) -> None:
    suggested = Suggestions.model_validate(client.get("/v1/suggestions?most=2").json())
    assert 1 <= len(suggested.questions) <= 2
    for question in suggested.questions:
        assert client.post("/v1/ask", json={"question": question}).json()["answered"]


def test_an_article_is_added_changed_read_and_removed(empty: Served) -> None:
    url = "https://news.example/a"
    new = {"text": "Ada Quill opened the bridge on Saturday.", "url": url, "authors": ["B. C."]}
    with empty.client() as client:
        added = client.post("/v1/articles", json={**new, "published": "1931-05-02"})
        assert added.status_code == 201
        change = ArticleChange.model_validate(added.json())
        location = added.headers["location"]
        assert location == f"{empty.url}/v1/articles/{change.id}"
        assert client.get(location).json()["published"] == "1931-05-02"
        assert client.post("/v1/ask", json={"question": "Who opened the bridge?"}).json()[
            "answered"
        ]
        again = client.post("/v1/articles", json={**new, "published": "1931-05-02"})
        assert (again.status_code, again.json()["result"]) == (200, "unchanged")
        changed = client.post("/v1/articles", json={**new, "text": f"{new['text']} It rained."})
        assert (changed.status_code, changed.json()["result"]) == (200, "changed")
        assert client.get(location).json()["revisions"] == [
            changed.json()["revision"],
            change.revision,
        ]
        old = client.get(location, params={"revision": change.revision})
        assert old.json()["text"] == new["text"]
        assert client.get(location, params={"revision": "0" * 64}).status_code == 404
        removed = client.delete(location)
        assert (removed.status_code, removed.content) == (204, b"")
        for method in ("GET", "DELETE"):
            gone = client.request(method, location)
            assert gone.status_code == 404
            assert change.id in gone.json()["detail"]


@pytest.mark.parametrize(
    ("article", "words"),
    [
        ({"text": " "}, "has no text"),
        ({"text": "x\0"}, "NUL"),
        ({"text": "x", "url": "javascript:alert(1)"}, "javascript:alert"),
        ({"text": "x", "id": "../etc"}, "../etc"),
        ({"text": "x", "published": "yesterday"}, "published is 'yesterday'"),
        ({"text": "x", "publisher": "x" * 501}, "publisher"),
        ({"text": "x", "body": "y"}, "body"),
        ({}, "text"),
    ],
)
def test_what_is_no_article_is_not_added(
    samples: Served, article: dict[str, str], words: str
) -> None:
    with samples.client() as client:
        refused = client.post("/v1/articles", json=article)
    assert refused.status_code == 422
    assert words in refused.json()["detail"]
    assert samples.corpus.count() == 9


def test_a_corpus_for_reading_only_is_not_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Corpus.open(tmp_path) as corpus:
        corpus.add(story(1))
        (id_,) = (article.id for article in corpus.articles())
    with (
        serving(Assistant(Corpus.open(tmp_path, read_only=True))) as served,
        served.client() as client,
    ):
        for response in (
            client.post("/v1/articles", json={"text": "x"}),
            client.delete(f"/v1/articles/{id_}"),
        ):
            assert response.status_code == 403
            assert "ONRECORD_READ_ONLY" in response.json()["detail"]
        assert client.get("/readyz").status_code == 200
        asked = {"question": "Why was the bridge over the river Aar closed?"}
        assert client.post("/v1/ask", json=asked).status_code == 200


def test_health_needs_nothing_and_readiness_the_library(empty: Served) -> None:
    with empty.client() as client:
        for path in ("/healthz", "/readyz"):
            assert Health.model_validate(client.get(path).json()).status == "ok"
            assert client.head(path).status_code == 200
        empty.corpus.database.close()
        library = empty.corpus.home / "library.db"
        library.write_bytes(b"no library" * 1000)
        response = client.get("/readyz")
        assert response.status_code == 503
        assert str(empty.corpus.home) not in response.text
        assert client.get("/healthz").status_code == 200


@pytest.mark.parametrize("replaced", [False, True])
def test_a_library_that_is_moved_away_is_not_ready_and_takes_nothing(
    empty: Served, tmp_path: Path, *, replaced: bool
) -> None:
    library = empty.corpus.home / "library.db"
    with empty.client() as client:
        assert client.get("/readyz").status_code == 200
        moved = library.rename(tmp_path / "moved.db")
        if replaced:  # as by a backup that is put in its place
            library.write_bytes(moved.read_bytes())
        for response in (
            client.get("/readyz"),
            client.post("/v1/articles", json={"text": "It would be lost."}),
            client.post("/v1/ask", json={"question": "How many articles are there?"}),
        ):
            assert response.status_code == 503
            assert str(empty.corpus.home) not in response.text
        assert client.get("/healthz").status_code == 200
        assert library.exists() == replaced


def test_a_database_server_that_is_down_is_told_without_its_address(tmp_path: Path) -> None:
    postgres = start_postgres()
    try:
        url = postgres.url("postgres")
        with (
            settings(ONRECORD_DATABASE_URL=url),
            serving(Assistant(Corpus.open(tmp_path))) as served,
            served.client() as client,
        ):
            assert client.get("/readyz").status_code == 200
            postgres.kill()
            asked = client.post("/v1/ask", json={"question": "Who opened the bridge?"})
            ready = client.get("/readyz")
            assert (ready.status_code, client.get("/healthz").status_code) == (503, 200)
            assert asked.status_code >= 500
            for response in (ready, asked):
                for secret in ("127.0.0.1", str(postgres.port), "postgresql", "s3cret", "psycopg"):
                    assert secret not in response.text
    finally:
        postgres.stop()


def test_readiness_needs_the_vectors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Corpus.open(tmp_path) as corpus:
        corpus.add(story(1))
    monkeypatch.setenv("ONRECORD_CHROMA_URL", "http://127.0.0.1:9")  # where nobody listens
    with (
        serving(Assistant(Corpus.open(tmp_path))) as served,
        served.client() as client,
    ):
        response = client.get("/readyz")
        assert response.status_code == 503
        assert "127.0.0.1:9" not in response.text
        response = client.post("/v1/search", json={"query": "bridge"})
        assert response.json()["hits"]


def test_two_hundred_requests_at_once_are_each_answered(samples: Served) -> None:
    asked = [
        ("POST", "/v1/ask", {"question": "Hello"}),
        ("POST", "/v1/ask", {"question": QUESTION}),
        ("POST", "/v1/search", {"query": "ferry"}),
        ("POST", "/v1/search", {"query": "Bucharest"}),
        ("GET", "/v1/articles", None),
        ("GET", "/v1/articles/sample-article-5", None),
        ("GET", "/readyz", None),
        ("POST", "/v1/ask", {"question": " "}),
        ("GET", "/v1/models", None),
        ("POST", "/v1/search", {"query": "comet"}),
    ]

    def ask(number: int) -> tuple[int, Any, Any]:
        method, path, body = asked[number % len(asked)]
        with samples.client() as own:
            response = own.request(method, path, json=body)
        told = response.json()
        hits = [hit["article_id"] for hit in told.get("hits", ())]
        return response.status_code, told.get("text"), hits

    alone = [ask(number) for number in range(len(asked))]
    assert Counter(status for status, _, _ in alone) == {200: 9, 422: 1}
    with ThreadPoolExecutor(200) as pool:
        assert list(pool.map(ask, range(200))) == alone * 20


def test_who_hangs_up_in_a_body_is_no_defect(
    samples: Served, caplog: pytest.LogCaptureFixture
) -> None:
    head = (
        f"POST /v1/ask HTTP/1.1\r\nHost: 127.0.0.1:{samples.port}\r\n"
        "Content-Type: application/json\r\nContent-Length: 99\r\n\r\n{"
    )
    with caplog.at_level(logging.INFO):
        with socket.create_connection(("127.0.0.1", samples.port)) as half:
            half.sendall(head.encode())
        deadline = time.monotonic() + 60
        while "POST /v1/ask" not in caplog.text:
            assert time.monotonic() < deadline
            time.sleep(0.01)
    assert [record.levelname for record in caplog.records] == ["INFO"]


def test_who_hangs_up_leaves_nothing_behind(samples: Served) -> None:
    with samples.client() as client:
        assert client.get("/healthz").status_code == 200
        before = threading.active_count()
        for _ in range(9):
            body = {"question": "Which articles are there?", "stream": True}
            with client.stream("POST", "/v1/ask", json=body) as response:
                next(response.iter_raw())
        time.sleep(0.2)
        assert client.get("/healthz").status_code == 200
    assert threading.active_count() < before + 9
