"""Rosters with their rows, findings and coverage; publication."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Case, Count, F, Q, Subquery, When
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest
from ninja import Query, Router

from equipoise_web.api.access import needs
from equipoise_web.api.answers.rosters import (
    Coverage,
    Covered,
    FindingOut,
    Found,
    OnDay,
    RosterInFull,
    RosterOut,
    Rows,
    StretchOut,
    Wanted,
)
from equipoise_web.api.asking import of, standing_of
from equipoise_web.api.shapes import Page, page
from equipoise_web.compliance.models import Finding
from equipoise_web.compliance.queries.dispensations import MUST_BE_FIXED, covering
from equipoise_web.compliance.queries.private import told
from equipoise_web.core.access import allow
from equipoise_web.core.local_days import span_of_days
from equipoise_web.core.present import actor_of
from equipoise_web.core.roles import Role
from equipoise_web.scheduling.actions import publication as actions
from equipoise_web.scheduling.models import Roster, Stretch
from equipoise_web.scheduling.queries.coverage import coverage_of
from equipoise_web.scheduling.queries.queue_marks import queue_marks
from equipoise_web.scheduling.queries.roster_list import listed
from equipoise_web.scheduling.queries.shifts import AWAY, LEAVE
from equipoise_web.scheduling.views.asked import SEE_BOARD, note_reading, roster_asked

router = Router(tags=["rosters"])
STATES = {"draft": Q(publication__isnull=True), "published": Q(publication__isnull=False), None: Q()}
VERSIONS = {"standing": Q(removed_by__isnull=True), "published": Q(added_by__isnull=True), "all": Q()}
PARTS = ("starts_at", "ends_at", "activity")
FOUND = (
    *("severity", "result"),
    *("starts_at", "ends_at", "measured", "limit", "unit", "message"),
)

RULE, SHOWN = ("rule", "article", "jurisdiction"), ("shown_rule", "shown_article", "shown_place")


@router.get("/rosters", response=Page[RosterOut])
@needs("rosters:read", allow(*SEE_BOARD))
def rosters(request: HttpRequest, part: Query[Wanted]) -> dict[str, Any]:
    """The rosters that the caller sees, the latest first."""
    seen = Roster.objects.visible_to(standing_of(request)).filter(STATES[part.state])
    rows = of(seen, centre__uuid=part.centre).select_related("centre", "publication")
    counted = rows.annotate(changes=Count("publication__amendments"))
    return page(counted.order_by("-starts_on", "-number", "-pk"), part, lambda row: _roster(row, row.changes))


@router.get("/rosters/{uuid:roster}", response=RosterInFull)
@needs("rosters:read", allow(*SEE_BOARD))
def roster(request: HttpRequest, roster: UUID) -> RosterInFull:
    """One roster with what it promises customers, people and money."""
    found = roster_asked(request, roster)
    figures = listed(standing_of(request), [found])[0]
    return RosterInFull(
        **_roster(found, figures.amendments).dict(), balance=found.balance,
        summary={name: value for name, value in found.summary.items() if name != "findings"},
        findings=figures.found, covered_h=figures.covered_h, required_h=figures.required_h,
    )  # fmt: skip


@router.get("/rosters/{uuid:roster}/stretches", response=Page[StretchOut])
@needs("rosters:read", allow(*SEE_BOARD))
def stretches(request: HttpRequest, roster: UUID, part: Query[Rows]) -> dict[str, Any]:
    """The rows of the people in the caller's scope, by worker and time."""
    found = roster_asked(request, roster)
    seen = Stretch.objects.visible_to(standing_of(request)).filter(VERSIONS[part.version], roster=found)
    rows = of(seen, worker__uuid=part.worker, ends_at__gt=part.since, starts_at__lt=part.until)
    note_reading(request, found)
    ordered = rows.order_by("worker__number", "worker", "starts_at", "pk")
    named = {"who": F("worker__uuid"), "on": F("queue__name")}
    changed = {"added": F("added_by__number"), "removed": F("removed_by__number")}
    return page(ordered.values(*PARTS, **named, **changed), part, _stretch)


@router.get("/rosters/{uuid:roster}/findings", response=Page[FindingOut])
@needs("rosters:read", allow(*SEE_BOARD))
def findings(request: HttpRequest, roster: UUID, part: Query[Found]) -> dict[str, Any]:
    """What the independent checker found, of the people in the caller's scope."""
    found = roster_asked(request, roster)
    seen = Finding.objects.visible_to(standing_of(request)).filter(check_made__roster=found)
    rows = of(seen, worker__uuid=part.worker, severity=part.severity, result=part.result)
    note_reading(request, found)
    number = Coalesce(F("check_made__amendment__number"), 0)
    stands = Subquery(covering().values("uuid")[:1])
    must = When(MUST_BE_FIXED, then=stands)
    named = told(standing_of(request), rows).values(
        *FOUND, *SHOWN, identifier=F("uuid"), who=F("worker__uuid"), amendment=number, stands=Case(must)
    )
    return page(named.order_by("starts_at", "pk"), part, _finding)


@router.get("/rosters/{uuid:roster}/coverage", response=Coverage)
@needs("rosters:read", allow(*SEE_BOARD))
def coverage(request: HttpRequest, roster: UUID, asked: Query[OnDay]) -> Coverage:
    """People on each queue in each interval of a local day beside those required."""
    found = roster_asked(request, roster)
    day = asked.day or found.starts_on
    if not found.starts_on <= day <= found.ends_on:
        raise Http404(str(day))
    zone, names = found.centre.timezone, queue_marks(standing_of(request), found.centre)
    since, until = span_of_days(day, day, zone)
    covered = coverage_of(found, since, until, published=asked.version == "published")
    intervals = [
        Covered(
            queue=names[queue].name, starts_at=each.starts_at, ends_at=each.ends_at,
            scheduled=each.scheduled, required=each.required, difference=each.difference,
            expected_share=each.expected,
        )
        for queue, rows in covered.queues.items()
        for each in rows
    ]  # fmt: skip
    return Coverage(day=day, timezone=zone, intervals=intervals)


@router.post("/rosters/{uuid:roster}/publish", response=RosterOut)
@needs("rosters:write", allow(Role.PLANNER))
def publish(request: HttpRequest, roster: UUID) -> RosterOut:
    """Show a checked roster to its people; a second time changes nothing."""
    actions.publish(actor=actor_of(request), roster=roster_asked(request, roster))
    published = roster_asked(request, roster)
    return _roster(published, published.publication.amendments.count())


def _roster(row: Roster, amendments: int) -> RosterOut:
    publication = getattr(row, "publication", None)
    return RosterOut(
        id=row.uuid, centre=row.centre.uuid, number=row.number, timezone=row.centre.timezone,
        starts_on=row.starts_on, ends_on=row.ends_on, made_at=row.created_at,
        published_at=publication.published_at if publication else None, amendments=amendments,
        objective=row.objective, bound=row.bound,
    )  # fmt: skip


def _stretch(row: dict[str, Any]) -> StretchOut:
    activity = LEAVE if row["activity"] in AWAY else row["activity"]
    return StretchOut(
        worker=row["who"], starts_at=row["starts_at"], ends_at=row["ends_at"], activity=activity,
        queue=row["on"], added_by=row["added"], removed_by=row["removed"],
    )  # fmt: skip


def _finding(row: dict[str, Any]) -> FindingOut:
    own = {"id": row.pop("identifier"), "dispensation": row.pop("stands")}
    own |= {name: row.pop(shown) for name, shown in zip(RULE, SHOWN, strict=True)}
    return FindingOut(worker=row.pop("who"), **own, **row)
