"""The people of a centre as they stand, at hand for a comparison."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from equipoise_web.core.models import Centre, Membership, Team
from equipoise_web.core.queries.people import current
from equipoise_web.people.models import (
    Contract,
    Fact,
    HealthFact,
    HoursEntry,
    HoursKind,
    LeaveAccount,
    PayBand,
    Restriction,
    Skill,
    Worker,
)
from equipoise_web.service.models import Queue


@dataclass
class Known:
    """Rows of a centre by the worker's number."""

    centre: Centre
    workers: dict[str, Worker]
    queues: dict[str, Queue]
    teams: dict[str, Team]
    teams_of: dict[str, list[Team]]
    rows: dict[type, dict[str, list[Any]]] = field(default_factory=dict)

    def of(self, model: type, number: str) -> list[Any]:
        """Rows of a worker."""
        return self.rows[model].get(number, [])


def known_of(centre: Centre) -> Known:
    """All that a file about people is compared with, in a fixed number of queries."""
    workers = {
        row.number: row
        for row in Worker.objects.filter(centre=centre).select_related("person").order_by("number")
    }
    return Known(
        centre,
        workers,
        {row.name: row for row in Queue.objects.filter(centre=centre)},
        teams_by_name(centre),
        _teams_of(centre),
        {model: _rows(rows) for model, rows in _tables(centre).items()},
    )


def teams_by_name(centre: Centre) -> dict[str, Team]:
    """Teams by name, or by site and name where sites have teams of one name."""
    teams = list(Team.objects.filter(site__centre=centre).select_related("site").order_by("name", "pk"))
    names = [team.name for team in teams]
    return {name_of(team, names): team for team in teams}


def name_of(team: Team, names: list[str]) -> str:
    """How a file calls a team."""
    return team.name if names.count(team.name) == 1 else f"{team.site.name} / {team.name}"


def _teams_of(centre: Centre) -> dict[str, list[Team]]:
    rows = Membership.objects.filter(
        current(timezone.now()), person__worker__centre=centre, team__site__centre=centre
    )
    found: dict[str, list[Team]] = defaultdict(list)
    for row in rows.select_related("team__site", "person__worker").order_by("pk"):
        found[row.person.worker.number].append(row.team)
    return found


def _tables(centre: Centre) -> dict[type, Iterable[Any]]:
    own = {"worker__centre": centre}
    return {
        Contract: Contract.objects.filter(**own).select_related("worker"),
        Skill: Skill.objects.filter(**own).select_related("worker", "queue"),
        Restriction: Restriction.objects.filter(**own).select_related("worker"),
        Fact: Fact.objects.filter(**own).select_related("worker"),
        HealthFact: HealthFact.objects.filter(**own).select_related("worker"),
        PayBand: PayBand.objects.filter(**own).select_related("worker"),
        LeaveAccount: LeaveAccount.objects.filter(**own).select_related("worker"),
        HoursEntry: HoursEntry.objects.filter(kind=HoursKind.OPENING, **own).select_related("worker"),
    }


def _rows(rows: Iterable[Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.worker.number].append(row)
    return found
