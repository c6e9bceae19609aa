"""Let a breach stand for a time, in the open; and record that what was owed for it was given."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from equipoise.errors import InvalidInput
from equipoise_web.compliance.models import NO_CLAUSE, Cause, Dispensation, Finding, Settlement
from equipoise_web.compliance.representatives import representatives_of
from equipoise_web.compliance.standing_errors import (
    AlreadySettled,
    AlreadyStands,
    NothingOwed,
    NothingToStand,
)
from equipoise_web.core.access import demand
from equipoise_web.core.actions.notifications import Link, notify
from equipoise_web.core.audit.record import record
from equipoise_web.core.events import emit
from equipoise_web.core.local_days import local_date
from equipoise_web.core.models import Centre, Person
from equipoise_web.core.roles import Role

BLOCK, FAIL = "block", "fail"
COPIED = ("worker", "rule", "article", "severity", "starts_at", "ends_at", "measured", "limit", "unit")


@dataclass(frozen=True)
class Grounds:
    """Why a breach stands and what is owed for it.

    ``clause`` is the article of law or agreement that allows it, or ``NO_CLAUSE``. ``compensation`` is
    empty, and ``due_on`` None, only where that clause says that none is owed.
    """

    cause: str
    reason: str
    clause: str
    compensation: str = ""
    due_on: date | None = None


@transaction.atomic
def grant(*, actor: Person, finding: Finding, grounds: Grounds) -> Dispensation:
    """Let one finding that must be fixed stand. It stays a finding, and the representatives are told.

    Raises
    ------
    NothingToStand
        The finding does not have to be fixed.
    AlreadyStands
        It has a dispensation.
    InvalidInput
        A ground is missing; names the field.
    """
    return grant_each(actor=actor, findings=[finding], grounds=grounds)[0]


@transaction.atomic
def grant_each(*, actor: Person, findings: Iterable[Finding], grounds: Grounds) -> list[Dispensation]:
    """Let several findings of a roster stand on the same grounds: a dispensation for each, or for none."""
    given = [_grant(actor, finding, grounds) for finding in findings]
    _tell(given)
    return given


def _grant(actor: Person, finding: Finding, grounds: Grounds) -> Dispensation:
    roster = finding.check_made.roster
    demand(actor, Role.PLANNER, over=roster.centre)
    Centre.objects.select_for_update().get(pk=roster.centre_id)
    if (finding.severity, finding.result) != (BLOCK, FAIL):
        raise NothingToStand(f"{finding} does not have to be fixed")
    if Dispensation.objects.filter(finding=finding).exists():
        raise AlreadyStands(f"{finding} has a dispensation")
    told = _stripped(grounds)
    _refuse(told, local_date(timezone.now(), roster.centre.timezone))
    dispensation = Dispensation.objects.create(
        finding=finding, roster=roster, granted_by=actor, role=Role.PLANNER, granted_at=timezone.now(),
        **vars(told), **{name: getattr(finding, name) for name in COPIED},
    )  # fmt: skip
    record(
        actor, "dispensation.given", dispensation, organisation=roster.centre.organisation, roster=roster,
        rule="" if finding.private else finding.rule, worker=finding.worker, cause=told.cause,
        by_clause=told.clause != NO_CLAUSE, due_on=told.due_on,
    )  # fmt: skip
    return dispensation


@transaction.atomic
def settle(*, actor: Person, dispensation: Dispensation, settled_on: date, how: str) -> Settlement:
    """Record that the compensation of a dispensation was given.

    Raises
    ------
    NothingOwed, AlreadySettled
        There is nothing to settle, or no longer.
    InvalidInput
        The day lies ahead, or how it was settled is not said; names the field.
    """
    centre = dispensation.roster.centre
    demand(actor, Role.PLANNER, Role.HR, over=centre)
    Dispensation.objects.select_for_update().get(pk=dispensation.pk)
    if dispensation.due_on is None:
        raise NothingOwed(f"{dispensation} owes nothing")
    if Settlement.objects.filter(dispensation=dispensation).exists():
        raise AlreadySettled(f"{dispensation} is settled")
    if settled_on > local_date(timezone.now(), centre.timezone):
        raise InvalidInput("must not lie ahead", field="settled_on")
    if not how.strip():
        raise InvalidInput("is missing", field="how")
    settlement = Settlement.objects.create(
        dispensation=dispensation, settled_on=settled_on, how=how.strip(), settled_by=actor
    )
    record(
        actor, "dispensation.settled", dispensation, organisation=centre.organisation,
        settled_on=settled_on, due_on=dispensation.due_on,
    )  # fmt: skip
    everybody = {dispensation.worker.person, *representatives_of(centre)}
    notify(everybody, "dispensation.settled", link=_page(dispensation), settled_on=settled_on.isoformat())
    return settlement


def _stripped(grounds: Grounds) -> Grounds:
    return Grounds(
        grounds.cause, grounds.reason.strip(), grounds.clause.strip(), grounds.compensation.strip(),
        grounds.due_on,
    )  # fmt: skip


def _refuse(grounds: Grounds, today: date) -> None:
    if grounds.cause not in Cause.values:
        raise InvalidInput(f"must be one of {', '.join(Cause.values)}", field="cause")
    for name in ("reason", "clause"):
        if not getattr(grounds, name):
            raise InvalidInput("is missing", field=name)
    if not grounds.compensation and grounds.clause == NO_CLAUSE:
        raise InvalidInput("is owed where no clause allows the breach", field="compensation")
    if bool(grounds.compensation) != (grounds.due_on is not None):
        raise InvalidInput("a compensation has a day until which it is given", field="due_on")
    if grounds.due_on is not None and grounds.due_on < today:
        raise InvalidInput("must not have passed", field="due_on")


def _tell(given: list[Dispensation]) -> None:
    """The representatives and each worker once, and whoever has the roster open."""
    for roster, rows in _by(given, "roster").items():
        representatives = representatives_of(roster.centre)
        notify(representatives, "dispensation.given", link=_link(rows), number=roster.number, **_day(rows))
        emit(f"roster:{roster.uuid}", "dispensation")
    for worker, rows in _by(given, "worker").items():
        notify(worker.person, "dispensation.own", link=_link(rows), **_day(rows))


def _by(given: list[Dispensation], name: str) -> dict[Any, list[Dispensation]]:
    found: dict[Any, list[Dispensation]] = {}
    for row in given:
        found.setdefault(getattr(row, name), []).append(row)
    return found


def _day(rows: list[Dispensation]) -> dict[str, str]:
    first = min(rows, key=lambda row: row.starts_at)
    return {"day_on": local_date(first.starts_at, first.roster.centre.timezone).isoformat()}


def _link(rows: list[Dispensation]) -> Link:
    return _page(rows[0]) if len(rows) == 1 else Link("rules_dispensations")


def _page(dispensation: Dispensation) -> Link:
    return Link("dispensation", {"dispensation": str(dispensation.uuid)})
