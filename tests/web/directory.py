"""A directory that provisions people: a client with the key that an administrator made for it."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone
from tests.web.world import World, give

from equipoise_web.core.actions import tokens
from equipoise_web.core.roles import Role
from equipoise_web.core.scopes import PROVISIONING

USER = "urn:ietf:params:scim:schemas:core:2.0:User"
ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
SEARCH = "urn:ietf:params:scim:api:messages:2.0:SearchRequest"
ROOT = "/scim/v2/"


class Directory:
    """Sends SCIM requests with one key."""

    def __init__(self, secret: str) -> None:
        self.headers = {"Authorization": f"Bearer {secret}"} if secret else {}
        self.client = Client(enforce_csrf_checks=True)

    def ask(self, method: str, address: str, body: Any = None, **headers: str) -> Any:
        sent = body if isinstance(body, str) else json.dumps(body) if body is not None else ""
        return self.client.generic(
            method,
            ROOT + address,
            sent,
            content_type=headers.pop("content_type", "application/scim+json"),
            headers=self.headers | headers,
        )

    def get(self, address: str, **query: Any) -> Any:
        return self.client.get(ROOT + address, query, headers=self.headers)

    def add(self, user_name: str = "babs@example.com", **attributes: Any) -> Any:
        """A POST of a user with these attributes."""
        return self.ask("POST", "Users", {"schemas": [USER], "userName": user_name, **attributes})

    def patch(self, identifier: str, *operations: dict[str, Any], **headers: str) -> Any:
        body = {"schemas": [PATCH], "Operations": list(operations)}
        return self.ask("PATCH", f"Users/{identifier}", body, **headers)


def directory(world: World) -> Directory:
    """The key of the world's administrator, who administers the whole organisation."""
    administrator = world.person("administrator")
    give(administrator, Role.ADMINISTRATOR, organisation=world.organisation)
    ends = timezone.now() + timedelta(days=30)
    made = tokens.create(actor=administrator, purpose="Directory", scopes=[PROVISIONING], expires_at=ends)
    return Directory(made[1])
