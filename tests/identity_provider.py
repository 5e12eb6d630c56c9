"""A small OpenID Connect provider on loopback: its page lets one choose who to be.

It keeps to the authorization code flow with PKCE (RFC 6749, RFC 7636, OpenID Connect Core 1.0),
and refuses what a provider has to refuse.
"""

import base64
import hashlib
import json
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT_ID, CLIENT_SECRET = "reading-room", "a secret of the tests, and of nobody else"
PEOPLE = {"ada": "Ada <b>Quill</b>", "ben": "Ben Okri"}
"""Their subjects and names."""


class Provider(ThreadingHTTPServer):
    """The server, its signing key, and the codes that it has given out."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.issuer = f"http://127.0.0.1:{self.server_port}"
        self.key = RSAKey.generate_key(2048, {"kid": "tests", "use": "sig"})
        self.codes: dict[str, dict[str, str]] = {}

    def metadata(self) -> dict[str, Any]:
        """Return what a client has to know, as OpenID Connect Discovery 1.0 has it."""
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
        }

    def redeem(self, form: dict[str, str], client: tuple[str, str]) -> dict[str, Any] | None:
        """The tokens for a code; None when it, its verifier or the client is not right."""
        asked = self.codes.pop(form.get("code", ""), None)
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        known = client == (CLIENT_ID, CLIENT_SECRET)
        if not asked or not known or asked["code_challenge"] != challenge:
            return None
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": CLIENT_ID,
            "sub": asked["who"],
            "name": PEOPLE[asked["who"]],
            "email": f"{asked['who']}@news.example",
            "email_verified": True,
            "nonce": asked["nonce"],
            "iat": now,
            "exp": now + 600,
        }
        id_token = jwt.encode({"alg": "RS256", "kid": "tests"}, claims, self.key)
        return {"access_token": secrets.token_hex(), "token_type": "Bearer", "id_token": id_token}


class _Handler(BaseHTTPRequestHandler):
    server: Provider

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        match parts.path:
            case "/.well-known/openid-configuration":
                self._reply(200, self.server.metadata())
            case "/keys":
                self._reply(200, {"keys": [self.server.key.as_dict(private=False)]})
            case "/authorize" if asked.get("client_id") == CLIENT_ID:
                self._choose(asked)
            case _:
                self._reply(404, {"error": "invalid_request"})

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        form = {name: values[0] for name, values in parse_qs(body).items()}
        basic = base64.b64decode(self.headers.get("Authorization", "").removeprefix("Basic "))
        name, _, secret = basic.decode().partition(":")
        tokens = self.server.redeem(form, (name, secret))
        self._reply(200 if tokens else 400, tokens or {"error": "invalid_grant"})

    def log_message(self, *_: object) -> None:
        """Keep the tests' output quiet."""

    def _choose(self, asked: dict[str, str]) -> None:
        """The page on which one says who one is: a link for each person."""
        links = []
        for who, name in PEOPLE.items():
            code = secrets.token_urlsafe()
            self.server.codes[code] = {**asked, "who": who}
            back = f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"
            links.append(f'<p><a href="{escape(back)}">{escape(name)}</a>')
        self._send(200, "text/html; charset=utf-8", "".join(links).encode())

    def _reply(self, status: int, value: object) -> None:
        self._send(status, "application/json", json.dumps(value).encode())

    def _send(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def providing() -> Iterator[Provider]:
    """Run the provider until the block ends."""
    with Provider() as provider:
        thread = Thread(target=provider.serve_forever, daemon=True)
        thread.start()
        try:
            yield provider
        finally:
            provider.shutdown()
            thread.join()
