"""Every error as a problem, and none with a trace."""

import json
import logging

import httpx
import pytest
from starlette.exceptions import HTTPException

from assistant.assistant import MAX_QUESTION
from corpus import (
    ArticleNotFound,
    InvalidArticle,
    InvalidInput,
    ModelError,
    SettingsError,
    SourceError,
    StoreBusy,
    StoreError,
)
from corpus.errors import OnRecordError
from tests.ui.api.conftest import Keyed, Served
from ui.api.problem_details import problem_of
from ui.api.response_models import ProblemBody
from ui.api.route import MEGABYTE


def told(response: httpx.Response) -> ProblemBody:
    """The problem of a response."""
    assert response.headers["content-type"] == "application/problem+json"
    assert "Traceback" not in response.text
    problem = ProblemBody.model_validate(response.json())
    assert problem.status == response.status_code
    return problem


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (InvalidInput("k is 0; ask for more"), 422),
        (InvalidArticle("no text; give one"), 422),
        (SourceError("no page"), 422),
        (ArticleNotFound("none has the id 'x'"), 404),
    ],
)
def test_what_the_client_can_mend_is_told(error: OnRecordError, status: int) -> None:
    problem = problem_of(error)
    assert (problem.status, problem.detail) == (status, str(error))
    assert json.loads(bytes(problem.response().body))["detail"] == str(error)


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (StoreBusy("pid 4242 is changing /srv/secret"), 503),
        (StoreError("/srv/secret is full"), 503),
        (ModelError("/srv/secret is altered"), 503),
        (SettingsError("ONRECORD_X is 'secret'"), 500),
        (RuntimeError("secret"), 500),
    ],
)
def test_what_the_operator_can_mend_is_logged(
    error: Exception, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        problem = problem_of(error)
    assert problem.status == status
    assert "secret" not in json.dumps(problem.to_dict())
    assert "secret" in caplog.text
    assert problem.headers == ({"retry-after": "5"} if isinstance(error, StoreBusy) else {})


def test_every_error_of_ours_has_a_status() -> None:
    for kind in OnRecordError.__subclasses__():
        assert problem_of(kind("x")).slug != "defect"


def test_other_errors_of_http_are_problems_too() -> None:
    problem = problem_of(HTTPException(418))
    assert (problem.status, problem.to_dict()["type"]) == (418, "about:blank")


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 404),
        ("GET", "/v1/nowhere", 404),
        ("GET", "/v1/ask/", 404),
        ("POST", "/openapi.json", 405),
        ("GET", "/v1/ask", 405),
        ("PUT", "/v1/articles", 405),
        ("PATCH", "/v1/articles/x", 405),
        ("TRACE", "/healthz", 405),
    ],
)
def test_paths_and_methods_that_are_not_there(
    samples: Served, method: str, path: str, status: int
) -> None:
    with samples.client() as client:
        response = client.request(method, path)
    assert response.status_code == status
    told(response)
    if (method, path) == ("PUT", "/v1/articles"):
        assert set(response.headers["allow"].split(", ")) == {"GET", "HEAD", "POST"}


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        (b"", 400, "EOF"),
        (b"{", 400, "EOF"),
        (b'{"question": "\\ud800"}', 400, "hex escape"),
        (b"[" * 100_000, 400, "recursion"),
        (b"\xff", 400, ""),
        (b"[]", 422, "the body is []"),
        (b"{}", 422, "question: Field required"),
        (b'{"question": 3}', 422, "question is 3"),
        (b'{"question": "x", "querstion": ""}', 422, "querstion"),
        (b'{"question": " "}', 422, "the question is empty"),
        (b'{"question": "x", "published_after": "2025-13-01"}', 422, "2025-13-01"),
        (
            b'{"question": "x", "published_after": "2025-02-01", "published_before": "2025-01-01"}',
            422,
            "no article can match",
        ),
        (b'{"question": "x", "history": [{"role": "god", "content": ""}]}', 422, "history.0.role"),
        (b'{"question": "%s"}' % (b"x" * (MAX_QUESTION + 1)), 422, "20,000"),
        (b'{"question": "%s"}' % (b"x" * MEGABYTE), 413, "1,000,000 bytes"),
    ],
)
def test_bodies_that_make_no_sense(samples: Served, body: bytes, status: int, words: str) -> None:
    with samples.client() as client:
        response = client.post(
            "/v1/ask", content=body, headers={"content-type": "application/json"}
        )
    problem = told(response)
    assert (response.status_code, words in problem.detail) == (status, True), problem.detail
    assert len(problem.detail) < 400
    assert problem.error.message == problem.detail


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_what_a_form_of_any_page_sends_is_refused(samples: Served, kind: str) -> None:
    with samples.client() as client:
        response = client.post(
            "/v1/ask", content=b'{"question": "x"}', headers={"content-type": kind}
        )
    assert response.status_code == 415
    assert "application/json" in told(response).detail


def test_a_body_of_unknown_length_is_cut_off(samples: Served) -> None:
    with samples.client() as client:
        response = client.post(
            "/v1/ask",
            content=(b"x" * 100_000 for _ in range(20)),
            headers={"content-type": "application/json"},
        )
    assert response.status_code == 413
    told(response)


def test_an_article_may_be_larger_than_a_question(keyed: Keyed) -> None:
    long = {"text": "The dam holds. " * 2 * 10**6}
    with keyed.served.client(keyed.editor) as client:
        response = client.post("/v1/articles", json=long)
    assert response.status_code == 413
    assert "20,000,000 bytes" in told(response).detail


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=201", "limit=x", "offset=-1", "order=size", "page=2"]
)
def test_queries_that_make_no_sense(samples: Served, query: str) -> None:
    with samples.client() as client:
        response = client.get(f"/v1/articles?{query}")
    assert response.status_code == 422
    assert query.partition("=")[0] in told(response).detail
