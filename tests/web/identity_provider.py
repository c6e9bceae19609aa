"""A small identity provider on this machine: discovery, keys, tokens and profiles, with real signatures."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client, override_settings

from equipoise_web.project.oidc import providers

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
CLIENT, SECRET, NAME = "equipoise", "not-a-secret", "Example Sign-On"


class IdentityProvider:
    """Signs in whoever comes as ``person``; a test changes the claims, the key or what is left out."""

    def __init__(self, address: str) -> None:
        self.address = self.calls_itself = address
        self.key = self.signs_with = KEY
        self.person: dict[str, Any] = {"sub": "1", "email": "agent@example.org", "email_verified": True}
        self.claims: dict[str, Any] = {}
        self.profile: dict[str, Any] | None = None
        self.algorithm = "RS256"
        self.asked: dict[str, str] = {}
        self.exchanged: dict[str, str] = {}

    def discovery(self) -> dict[str, Any]:
        ends = {"authorization": "authorize", "token": "token", "userinfo": "userinfo"}
        found = {f"{name}_endpoint": f"{self.address}/{path}" for name, path in ends.items()}
        return found | {"issuer": self.calls_itself, "jwks_uri": f"{self.address}/keys"}

    def keys(self) -> dict[str, Any]:
        public = jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key(), as_dict=True)
        return {"keys": [{**public, "kid": "k1", "use": "sig", "alg": "RS256"}]}

    def token(self, form: dict[str, str]) -> dict[str, Any]:
        self.exchanged = form
        now, nonce = int(time.time()), self.asked.get("nonce")
        about = {"iss": self.calls_itself, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": nonce}
        kept = {**about, **(self.person if self.profile is None else {"sub": "1"}), **self.claims}
        claims = {name: value for name, value in kept.items() if value is not None}
        key: Any = self.signs_with if self.algorithm == "RS256" else SECRET * 4
        key = None if self.algorithm == "none" else key
        signed = jwt.encode(claims, key, algorithm=self.algorithm, headers={"kid": "k1"})
        return {"access_token": "x", "token_type": "Bearer", "id_token": signed}

    def sign_in(self, client: Client, follow: str = "") -> Any:
        """The browser's way: from the sign-in page to here and back; the answer to coming back."""
        there = client.get("/account/sign-in/provider" + (f"?next={follow}" if follow else ""))
        assert there.status_code == 302, there.content
        self.asked = {name: each[0] for name, each in parse_qs(urlsplit(there["Location"]).query).items()}
        return client.get(
            urlsplit(self.asked["redirect_uri"]).path, {"code": "c", "state": self.asked["state"]}
        )


@contextmanager
def identity_provider() -> Iterator[IdentityProvider]:
    """Run one, with the application configured for it."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            told = {"/keys": idp.keys(), "/userinfo": idp.profile or idp.person}
            self._say(told.get(self.path, idp.discovery()))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._say(idp.token({name: each[0] for name, each in parse_qs(body).items()}))

        def _say(self, answer: Any) -> None:
            body = json.dumps(answer).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    idp = IdentityProvider(f"http://127.0.0.1:{server.server_port}")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    configured = providers(idp.address, CLIENT, SECRET, NAME)
    try:
        with override_settings(SOCIALACCOUNT_PROVIDERS=configured, OIDC_NAME=NAME):
            yield idp
    finally:
        server.shutdown()
        server.server_close()
