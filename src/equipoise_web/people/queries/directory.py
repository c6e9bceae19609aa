"""The workers of a centre, narrowed by what somebody looks for, with team, contract and skills."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import OuterRef, Q, QuerySet, Subquery

from equipoise_web.core.access import Standing
from equipoise_web.core.local_days import local_date
from equipoise_web.core.models import Centre, Membership, Team
from equipoise_web.core.queries.people import current
from equipoise_web.people.models import Contract, ContractType, Skill, Worker
from equipoise_web.people.models.periods import touching
from equipoise_web.people.visibility import KNOW_CONTRACTS

NONE, ENDS = "none", "ends"
CONTRACTS = (*ContractType.values, NONE, ENDS)
SOON = timedelta(weeks=6)


@dataclass(frozen=True)
class Search:
    """What the list is narrowed to; an empty text leaves a field open.

    ``contract`` is a type in force on the day ``on``, none, or one that ends within six weeks.
    """

    text: str = ""
    team: str = ""
    queue: str = ""
    contract: str = ""
    on: date | None = None


@dataclass
class Listed:
    """A worker with what the viewer may see; ``planned`` is paid time of the week in published rosters."""

    worker: Worker
    team: str
    contract: Contract | None = None
    skills: list[Skill] = field(default_factory=list)
    planned: timedelta = timedelta()


def workers_of(standing: Standing, centre: Centre, search: Search) -> QuerySet[Worker]:
    """The visible workers of a centre by name, with the name of their first team now as ``team``."""
    memberships = Membership.objects.visible_to(standing).filter(
        current(standing.at), person=OuterRef("person")
    )
    team = Subquery(memberships.order_by("pk").values("team__name")[:1])
    seen = Worker.objects.visible_to(standing).filter(_matches(standing, search), centre=centre)
    return seen.annotate(team=team).select_related("person").order_by("person__name", "pk")


def teams_of(standing: Standing, centre: Centre) -> QuerySet[Team]:
    """The teams of a centre in which the viewer sees somebody."""
    seen = Membership.objects.visible_to(standing).filter(
        current(standing.at), person__worker__in=Worker.objects.visible_to(standing).values("pk")
    )
    return (
        Team.objects.visible_to(standing)
        .filter(site__centre=centre, pk__in=seen.values("team"))
        .order_by("name")
    )


def listed(standing: Standing, workers: Iterable[Worker], on: date) -> list[Listed]:
    """These workers with contract on a day and skills, in a number of queries that does not grow."""
    rows = list(workers)
    contracts = {c.worker_id: c for c in _contracts(standing, rows, on)}
    skills: dict[int, list[Skill]] = defaultdict(list)
    for skill in skills_of(standing, rows).filter(in_force_on(on)):
        skills[skill.worker_id].append(skill)
    return [
        Listed(row, getattr(row, "team", "") or "", contracts.get(row.pk), skills[row.pk]) for row in rows
    ]


def skills_of(standing: Standing, workers: Iterable[Worker]) -> QuerySet[Skill]:
    """Visible skills, the best known first."""
    seen = Skill.objects.visible_to(standing).filter(worker__in=list(workers))
    return seen.select_related("queue").order_by("-level", "queue__position")


def in_force_on(day: date) -> Q:
    """Condition on a row with a period, such as a Contract: it holds on a day."""
    return touching(day, day)


def _contracts(standing: Standing, workers: list[Worker], on: date) -> QuerySet[Contract]:
    return Contract.objects.visible_to(standing).filter(in_force_on(on), worker__in=workers)


def _matches(standing: Standing, search: Search) -> Q:
    found = Q()
    if search.text:
        found &= Q(person__name__icontains=search.text) | Q(number__iexact=search.text)
    if search.team:
        there = Membership.objects.visible_to(standing).filter(current(standing.at), team__uuid=search.team)
        found &= Q(person__in=there.values("person"))
    if search.contract:
        found &= _by_contract(standing, search)
    if search.queue:
        held = in_force_on(search.on) if search.on else Q()
        able = Skill.objects.visible_to(standing).filter(held, queue__uuid=search.queue)
        found &= Q(pk__in=able.values("worker"))
    return found


def _by_contract(standing: Standing, search: Search) -> Q:
    on = search.on or local_date(standing.at, "UTC")
    held = Contract.objects.visible_to(standing).filter(in_force_on(on))
    if search.contract == NONE:
        return ~Q(pk__in=held.values("worker")) if standing.holds(*KNOW_CONTRACTS) else Q(pk__in=())
    narrowed = (
        held.filter(ends_on__lte=on + SOON)
        if search.contract == ENDS
        else held.filter(contract_type=search.contract)
    )
    return Q(pk__in=narrowed.values("worker"))
