"""What the operations about oneself ask and answer."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Schema

from equipoise_web.api.shapes import Instant, Named, Part


class RoleOut(Schema):
    """A role in force, over one place."""

    role: str
    scope: str


class Me(Schema):
    """Who the caller is; ``scopes`` are those of the token, None for a session."""

    id: UUID
    name: str
    organisation: Named
    timezone: str
    roles: list[RoleOut]
    scopes: list[str] | None


class OwnStretch(Schema):
    """A row of the own published roster as it stands."""

    roster: UUID
    starts_at: datetime
    ends_at: datetime
    activity: str
    queue: str | None


class Span(Part):
    """Rows that touch ``[since, until)``."""

    since: Instant | None = None
    until: Instant | None = None


class NoticeOut(Schema):
    """A notice; ``text`` is in the person's language, ``data`` the facts behind it."""

    id: UUID
    kind: str
    text: str
    data: dict[str, Any]
    created_at: datetime
    read_at: datetime | None


class ReadIn(Schema):
    """The notice that was read; none for all."""

    notice: UUID | None = None


class Count(Schema):
    changed: int


class FeedOut(Schema):
    """A calendar address. Its ``address`` is told once, when it is made."""

    id: UUID
    created_at: datetime
    revoked_at: datetime | None
    address: str | None = None
