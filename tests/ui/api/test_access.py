"""Keys, roles and rates, and the guards of host and origin."""

import socket

import httpx
import pytest
from starlette.datastructures import Headers

from assistant import Assistant
from corpus import Corpus
from tests.ui.api.conftest import QUESTION, SITE, Keyed, Served, serving
from ui.api.access import MINUTE, Access
from ui.api.api_keys import ApiKeys
from ui.api.endpoints import ROUTES
from ui.api.problem_details import Problem
from ui.api.roles import Role

OPEN = [route for route in ROUTES if route.role is None]
GUARDED = [route for route in ROUTES if route.role]
EDITORS = [route for route in ROUTES if route.role == "editor"]
ADMINS = [route for route in ROUTES if route.role == "admin"]


def name(route: object) -> str:
    return f"{route.method} {route.path}"  # type: ignore[attr-defined]


@pytest.mark.parametrize("route", GUARDED, ids=name)
@pytest.mark.parametrize(
    "authorization",
    ["", "Bearer", "Bearer onrecord_wrong", "Basic {key}", "{key}", "Bearer {key}x", "Bearer ü"],
)
def test_without_a_valid_key_nothing_is_told(
    keyed: Keyed, route: object, authorization: str
) -> None:
    header = authorization.format(key=keyed.editor).encode("latin-1")
    method, path = name(route).split()
    with keyed.served.client() as client:
        response = client.request(method, path, headers=[(b"authorization", header)])
    assert response.status_code == 401
    assert response.headers["www-authenticate"].startswith("Bearer")
    assert response.headers["content-type"] == "application/problem+json"


def test_what_is_open_needs_no_key(keyed: Keyed) -> None:
    assert [name(route) for route in OPEN] == ["GET /healthz", "GET /readyz"]
    with keyed.served.client() as client:
        for path in ("/healthz", "/readyz", "/openapi.json"):
            assert client.get(path).status_code == 200


@pytest.mark.parametrize("route", EDITORS, ids=name)
def test_a_reader_changes_nothing(keyed: Keyed, route: object) -> None:
    method, path = name(route).split()
    (first, *_) = keyed.served.corpus.articles()
    with keyed.served.client(keyed.reader) as client:
        body = {"json": {"text": "x"}} if method == "POST" else {}
        response = client.request(method, path.format(id=first.id), **body)  # type: ignore[arg-type]
    assert response.status_code == 403
    assert "role reader; this needs the role editor" in response.json()["detail"]
    assert keyed.served.corpus.count() == 2


@pytest.mark.parametrize("role", ["public", "reader", "editor"])
@pytest.mark.parametrize("route", ADMINS, ids=name)
def test_only_an_admin_learns_of_people(keyed: Keyed, route: object, role: Role) -> None:
    method, path = name(route).split()
    key = keyed.keys.add(f"a-{role}", role, 10)
    with keyed.served.client(key) as client:
        response = client.request(method, path.format(id="reader:ab"))
    keyed.keys.revoke(f"a-{role}")
    assert response.status_code == 403
    assert f"role {role}; this needs the role admin" in response.json()["detail"]


@pytest.mark.parametrize("route", ADMINS, ids=name)
def test_without_any_key_nobody_is_an_admin(samples: Served, route: object) -> None:
    method, path = name(route).split()
    with samples.client() as client:
        response = client.request(method, path.format(id="reader:ab"))
    assert response.status_code == 401
    assert "onrecord keys add NAME --role admin" in response.json()["detail"]


def test_a_reader_asks_and_an_editor_adds(keyed: Keyed) -> None:
    with keyed.served.client(keyed.reader) as client:
        assert client.post("/v1/ask", json={"question": QUESTION}).status_code == 200
        assert client.get("/v1/articles").json()["total"] == 2
    with keyed.served.client(keyed.editor) as client:
        id_ = client.post("/v1/articles", json={"text": "The dam holds."}).json()["id"]
        assert client.delete(f"/v1/articles/{id_}").status_code == 204


def test_an_admin_may_what_an_editor_may_until_the_key_is_revoked(keyed: Keyed) -> None:
    key = keyed.keys.add("second", "admin", 10)
    with keyed.served.client(key) as client:
        id_ = client.post("/v1/articles", json={"text": "The weir holds."}).json()["id"]
        assert client.delete(f"/v1/articles/{id_}").status_code == 204
        assert client.post("/v1/ask", json={"question": QUESTION}).status_code == 200
        assert client.get("/v1/people").status_code == 200
        keyed.keys.revoke("second")
        assert client.get("/v1/people").status_code == 401


def test_a_revoked_key_is_refused_at_once_and_a_rate_is_kept(keyed: Keyed) -> None:
    key = keyed.keys.add("slow", "reader", 2)
    with keyed.served.client(key) as client:
        for _ in range(2):
            assert client.post("/v1/search", json={"query": "ferry"}).status_code == 200
        refused = client.post("/v1/ask", json={"question": QUESTION})
        assert refused.status_code == 429
        assert 1 <= int(refused.headers["retry-after"]) <= 60
        assert "2 questions a minute" in refused.json()["detail"]
        assert client.get("/v1/articles").status_code == 200  # no question
        with keyed.served.client(keyed.reader) as other:
            assert other.post("/v1/search", json={"query": "ferry"}).status_code == 200
        keyed.keys.revoke("slow")
        assert client.get("/v1/articles").status_code == 401


def test_a_minute_passes(corpus: Corpus) -> None:
    now = 100.0
    keys = ApiKeys(corpus)
    key = keys.add("two", "reader", 2)
    access = Access(keys, local=False, clock=lambda: now)
    headers = Headers({"authorization": f"bearer {key}"})

    def admitted() -> int | None:
        try:
            caller = access.caller(headers)
            assert caller
            access.admit(caller, "reader", question=True)
            access.count(caller, 1)
        except Problem as problem:
            return int(problem.headers["retry-after"])
        return None

    assert admitted() is None
    now += 20.5
    assert admitted() is None
    assert admitted() == 40
    now = 100.0 + MINUTE
    assert admitted() is None
    assert admitted() == 21


def test_what_is_verified_counts_by_its_size(corpus: Corpus, keyed: Keyed) -> None:
    now = 100.0
    keys = ApiKeys(corpus)
    keys.add("five", "reader", 5)
    (key,) = keys.all()
    access = Access(keys, local=False, clock=lambda: now)
    access.count(key, 2)
    now += 10
    access.count(key, 2)
    with pytest.raises(Problem) as refused:
        access.count(key, 3)  # once the first two are a minute old
    assert refused.value.headers["retry-after"] == "50"
    access.count(key, 1)  # nothing was counted for it
    now += MINUTE
    access.count(key, 40)  # else a long text could never be verified
    with pytest.raises(Problem):
        access.admit(key, "reader", question=True)

    name = keyed.keys.add("verifying", "reader", 5)
    with keyed.served.client(name) as client:
        for length, status in ((1_001, 200), (1_001, 429), (1_000, 200), (1, 429)):
            body = {"text": "?" * length}
            assert client.post("/v1/verify", json=body).status_code == status
    keyed.keys.revoke("verifying")


def test_a_server_that_had_a_key_stays_closed(empty: Served) -> None:
    keys = ApiKeys(empty.corpus)
    with empty.client() as client:
        assert client.get("/v1/articles").status_code == 200
        for name in ("Forwarded", "Via", "X-Real-IP", "X-Forwarded-For", "X-Forwarded-Proto"):
            assert client.get("/v1/articles", headers={name: "a"}).status_code == 401
        keys.add("a", "reader", 60)
        assert client.get("/v1/articles").status_code == 401
        keys.revoke("a")
        assert client.get("/v1/articles").status_code == 401


def test_without_a_key_others_than_this_computer_get_nothing(corpus: Corpus) -> None:
    with serving(Assistant(corpus), local=False) as served, served.client() as client:
        assert client.get("/v1/articles").status_code == 401


def raw(served: Served, *lines: str) -> int:
    """The status that a request as it stands is answered with."""
    with socket.create_connection(("127.0.0.1", served.port), timeout=30) as connection:
        connection.sendall("\r\n".join([*lines, "Connection: close", "", ""]).encode())
        answer = b""
        while part := connection.recv(65536):
            answer += part
    return int(answer.split()[1])


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:{port}", 200),
        ("localhost:{port}", 200),
        ("LocalHost:{port}", 200),
        ("[::1]:{port}", 200),
        ("127.0.0.1", 421),
        ("localhost:1", 421),
        ("evil.example", 421),
        ("evil.example:{port}", 421),
        ("localhost.evil.example:{port}", 421),
        ("127.0.0.1:{port}.evil.example", 421),
        ("127.0.0.1:{port}@evil.example", 421),
        ("127.1:{port}", 421),
        ("0.0.0.0:{port}", 421),
        ("localhost.:{port}", 421),
    ],
)
def test_only_this_computers_hosts_are_answered(samples: Served, host: str, status: int) -> None:
    asked = f"Host: {host.format(port=samples.port)}"
    for path in ("/v1/articles", "/healthz", "/nowhere"):
        expected = 404 if (path, status) == ("/nowhere", 200) else status
        assert raw(samples, f"GET {path} HTTP/1.1", asked) == expected


def test_a_second_host_and_none_are_refused(samples: Served) -> None:
    own = f"Host: 127.0.0.1:{samples.port}"
    assert raw(samples, "GET /healthz HTTP/1.1", own, "Host: evil.example") >= 400
    assert raw(samples, "GET /healthz HTTP/1.1") >= 400
    assert raw(samples, "GET /healthz HTTP/1.0") == 421
    absolute = "GET http://evil.example/healthz HTTP/1.1"
    assert raw(samples, absolute, "Host: evil.example") == 421


def test_a_body_with_two_lengths_hides_no_second_request(samples: Served) -> None:
    own = f"Host: 127.0.0.1:{samples.port}"
    hidden = f"GET /healthz HTTP/1.1\r\n{own}\r\n\r\n"
    lengths = f"Transfer-Encoding: chunked\r\nContent-Length: {5 + len(hidden)}"
    asked = f"POST /v1/ask HTTP/1.1\r\n{own}\r\n{lengths}\r\n\r\n0\r\n\r\n{hidden}"
    with socket.create_connection(("127.0.0.1", samples.port), timeout=30) as connection:
        connection.sendall(asked.encode())
        answer = b""
        while part := connection.recv(65536):
            answer += part
    assert answer.startswith(b"HTTP/1.1 400")
    assert b"Send Content-Length or Transfer-Encoding, not both." in answer
    assert answer.count(b"HTTP/1.1 ") == 1


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "null",
        "http://127.0.0.1:1",
        "http://127.0.0.1:{port}.evil.example",
        "http://localhost:{port}",
        "https://news.example.evil.example",
        "http://news.example",
        "https://news.example:444",
        "file://",
        "",
    ],
)
def test_pages_of_other_origins_may_not_ask(samples: Served, origin: str) -> None:
    headers = {"origin": origin.format(port=samples.port)}
    with samples.client() as client:
        for response in (
            client.get("/v1/articles", headers=headers),
            client.post("/v1/articles", headers=headers, json={"text": "x"}),
            client.options("/v1/ask", headers={**headers, "access-control-request-method": "POST"}),
        ):
            assert response.status_code == 403
            assert "access-control-allow-origin" not in response.headers
    assert samples.corpus.count() == 9


def test_pages_of_its_own_origin_and_of_named_ones_may(samples: Served) -> None:
    with samples.client() as client:
        assert client.get("/v1/articles", headers={"origin": samples.url}).status_code == 200
        named = client.get("/v1/articles", headers={"origin": SITE})
        assert named.headers["access-control-allow-origin"] == SITE
        assert "access-control-allow-credentials" not in named.headers
        preflight = client.options(
            "/v1/ask",
            headers={
                "origin": SITE,
                "access-control-request-method": "POST",
                # As OpenAI's client sends them from a browser.
                "access-control-request-headers": "authorization, content-type, x-stainless-lang",
            },
        )
        assert preflight.status_code == 200
        assert "x-stainless-lang" in preflight.headers["access-control-allow-headers"]
        assert preflight.headers["access-control-allow-origin"] == SITE
        refused = client.get("/v1/articles/nosuch", headers={"origin": SITE})
        assert refused.status_code == 404
        assert refused.headers["access-control-allow-origin"] == SITE


def test_by_default_no_page_of_another_origin_may(empty: Served) -> None:
    with serving(Assistant(Corpus.open(empty.corpus.home)), origins=()) as served:
        response = httpx.get(f"{served.url}/healthz", headers={"origin": SITE})
    assert response.status_code == 403
