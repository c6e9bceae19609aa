"""What is one's own: roles, roster, notices, calendar addresses. Nobody else's is reached here."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urljoin
from uuid import UUID

from django.conf import settings
from django.db.models import F
from django.http import HttpRequest
from django.urls import reverse
from ninja import Query, Router, Status

from equipoise_web.api.access import needs
from equipoise_web.api.answers.mine import (
    Count,
    FeedOut,
    Me,
    NoticeOut,
    OwnStretch,
    ReadIn,
    RoleOut,
    Span,
)
from equipoise_web.api.asking import of, one, standing_of
from equipoise_web.api.shapes import Named, Page, Part, page
from equipoise_web.core.access import signed_in
from equipoise_web.core.actions.notifications import mark_read
from equipoise_web.core.models import Notification
from equipoise_web.core.present import actor_of
from equipoise_web.core.sentences import sentence
from equipoise_web.scheduling.actions.feeds import open_feed, revoke_feed
from equipoise_web.scheduling.models import CalendarFeed, Stretch

router = Router(tags=["me"])


@router.get("/me", response=Me)
@needs("me:read", signed_in)
def me(request: HttpRequest) -> Me:
    """The person behind the token or session, and the roles in force."""
    person, token = actor_of(request), getattr(request, "token", None)
    return Me(
        id=person.uuid, name=person.name, timezone=person.timezone,
        organisation=Named(id=person.organisation.uuid, name=person.organisation.name),
        roles=[RoleOut(role=each.role.value, scope=each.scope) for each in standing_of(request).grants],
        scopes=json.loads(token.scopes) if token else None,
    )  # fmt: skip


@router.get("/me/roster", response=Page[OwnStretch])
@needs("me:read", signed_in)
def my_roster(request: HttpRequest, part: Query[Span]) -> dict[str, Any]:
    """The own rows of published rosters as they stand, by time."""
    rows = Stretch.objects.visible_to(standing_of(request)).filter(
        worker__person=actor_of(request), roster__publication__isnull=False, removed_by__isnull=True
    )
    found = of(rows, ends_at__gt=part.since, starts_at__lt=part.until).order_by("starts_at", "pk")
    columns = ("starts_at", "ends_at", "activity")
    return page(found.values(*columns, of=F("roster__uuid"), on=F("queue__name")), part, _own)


@router.get("/me/notices", response=Page[NoticeOut])
@needs("me:read", signed_in)
def my_notices(request: HttpRequest, part: Query[Part]) -> dict[str, Any]:
    """The own notices, the newest first."""
    rows = Notification.objects.visible_to(standing_of(request)).order_by("-created_at", "-pk")
    zone = actor_of(request).timezone
    return page(rows, part, lambda row: _notice(row, zone))


@router.post("/me/notices/read", response=Count)
@needs("me:write", signed_in)
def read_notices(request: HttpRequest, asked: ReadIn) -> Count:
    """Mark one notice as read, or all."""
    return Count(changed=mark_read(actor=actor_of(request), notification=asked.notice))


@router.get("/me/feeds", response=Page[FeedOut])
@needs("me:read", signed_in)
def my_feeds(request: HttpRequest, part: Query[Part]) -> dict[str, Any]:
    """The own calendar addresses, the newest first."""
    rows = CalendarFeed.objects.visible_to(standing_of(request)).order_by("-created_at", "-pk")
    return page(rows, part, _feed)


@router.post("/me/feeds", response={201: FeedOut})
@needs("me:write", signed_in)
def make_feed(request: HttpRequest) -> Status[FeedOut]:
    """A new calendar address; it is told here and nowhere again."""
    feed, secret = open_feed(actor=actor_of(request))
    address = urljoin(settings.PUBLIC_URL.geturl(), reverse("calendar_feed", args=[secret]))
    return Status(201, _feed(feed, address))


@router.post("/me/feeds/{uuid:feed}/revoke", response=FeedOut)
@needs("me:write", signed_in)
def close_feed(request: HttpRequest, feed: UUID) -> FeedOut:
    """Close a calendar address for good; a second time changes nothing."""
    seen = CalendarFeed.objects.visible_to(standing_of(request))
    revoke_feed(actor=actor_of(request), feed=one(seen, feed))
    return _feed(one(seen, feed))


def _own(row: dict[str, Any]) -> OwnStretch:
    return OwnStretch(roster=row.pop("of"), queue=row.pop("on"), **row)


def _notice(row: Notification, zone: str) -> NoticeOut:
    return NoticeOut(
        id=row.uuid, kind=row.kind, text=sentence(row, zone), data=json.loads(row.data),
        created_at=row.created_at, read_at=row.read_at,
    )  # fmt: skip


def _feed(row: CalendarFeed, address: str | None = None) -> FeedOut:
    return FeedOut(id=row.uuid, created_at=row.created_at, revoked_at=row.revoked_at, address=address)
