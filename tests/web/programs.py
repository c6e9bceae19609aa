"""Programs that call the interface: with a token, with a session, or with nothing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone
from tests.web.world import World

from equipoise_web.core.actions import tokens
from equipoise_web.core.models import Person
from equipoise_web.core.scopes import SCOPES

ROOT = "/api/v1/"


class Program:
    """A client that sends one token with each request, or a session's cookie."""

    def __init__(self, secret: str = "", client: Client | None = None) -> None:
        self.headers = {"Authorization": f"Bearer {secret}"} if secret else {}
        self.client = client or Client(enforce_csrf_checks=True)

    def get(self, address: str, **query: Any) -> Any:
        return self.client.get(ROOT + address, query, headers=self.headers)

    def post(self, address: str, data: Any = None, **headers: str) -> Any:
        return self.client.post(
            ROOT + address, data or {}, content_type="application/json", headers=self.headers | headers
        )

    def send(self, address: str, **parts: Any) -> Any:
        """A form with a file."""
        return self.client.post(ROOT + address, parts, headers=self.headers)


def secret_of(person: Person, scopes: Iterable[str] = SCOPES) -> str:
    """A new token's secret; the token lasts 30 days."""
    ends = timezone.now() + timedelta(days=30)
    return tokens.create(actor=person, purpose="Test", scopes=list(scopes), expires_at=ends)[1]


def program(world: World, persona: str, *scopes: str) -> Program:
    """A program with a token of a persona, by default with every scope."""
    return Program(secret_of(world.person(persona), scopes or SCOPES))


def session(world: World, persona: str, **options: Any) -> Program:
    """A browser that is signed in."""
    client = Client(**options)
    client.force_login(world.users[persona])
    return Program(client=client)
