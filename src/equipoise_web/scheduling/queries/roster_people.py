"""The people of a roster: name, team, skills and contract, narrowed by what a planner looks for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from equipoise_web.core.access import Standing
from equipoise_web.core.models import Membership
from equipoise_web.people.models import Contract, Skill, Worker
from equipoise_web.scheduling.models import Roster, Stretch

ANY = "any"


class Severe(Protocol):
    """What has a severity."""

    @property
    def severity(self) -> str: ...


@dataclass(frozen=True)
class Member:
    """One worker; ``contract_h`` is hours a week, None where unknown or not for the viewer."""

    pk: int
    uuid: UUID
    name: str
    team: str
    skills: tuple[int, ...]
    contract_h: float | None


@dataclass(frozen=True)
class Wanted:
    """What the rows are narrowed to; an empty value leaves a field open.

    ``finding`` is a severity or ``any``; a board drops the lines without. ``workers`` are the only rows
    to show, where a part of a board is asked for.
    """

    team: str = ""
    queue: str = ""
    text: str = ""
    sort: str = "start"
    finding: str = ""
    workers: frozenset[int] | None = None

    def admits(self, member: Member, queues: dict[int, UUID]) -> bool:
        """Whether a member is among those looked for."""
        if self.workers is not None and member.pk not in self.workers:
            return False
        skilled = not self.queue or self.queue in {str(queues.get(skill)) for skill in member.skills}
        in_team = not self.team or self.team == member.team
        return skilled and in_team and self.text.casefold() in member.name.casefold()

    def finds(self, marks: Iterable[Severe]) -> bool:
        """Whether findings are those looked for."""
        found = {mark.severity for mark in marks}
        return bool(found if self.finding == ANY else not self.finding or self.finding in found)


def members_of(standing: Standing, roster: Roster) -> list[Member]:
    """Those in the roster, and those who could be, whom the viewer may see; by name."""
    workers = _workers(standing, roster)
    named = workers.annotate(team=_team(standing)).order_by("person__name", "pk")
    skills = _skills(standing, workers, roster)
    contracts = _contracts(standing, workers, roster.starts_on)
    return [
        Member(pk, uuid, name, team or "", tuple(skills[pk]), contracts.get(pk))
        for pk, uuid, name, team in named.values_list("pk", "uuid", "person__name", "team")
    ]


def teams_of(members: Iterable[Member]) -> list[str]:
    """Names of the teams, in order."""
    return sorted({member.team for member in members if member.team})


def _workers(standing: Standing, roster: Roster) -> QuerySet[Worker]:
    """The centre's workers, without those whose last contract ended before the roster."""
    rostered = Stretch.objects.filter(roster=roster, worker=OuterRef("pk"))
    engaged = Contract.objects.filter(_in_force(roster.starts_on, roster.ends_on), worker=OuterRef("pk"))
    seen = Worker.objects.visible_to(standing).filter(centre=roster.centre)
    return seen.filter(Exists(rostered) | Exists(engaged))


def _team(standing: Standing) -> Subquery:
    """Name of the worker's first team now."""
    now = Q(starts_at__lte=standing.at) & (Q(ends_at__isnull=True) | Q(ends_at__gt=standing.at))
    teams = Membership.objects.visible_to(standing).filter(now, person=OuterRef("person")).order_by("pk")
    return Subquery(teams.values("team__name")[:1])


def _skills(standing: Standing, workers: QuerySet[Worker], roster: Roster) -> dict[int, list[int]]:
    """Queues of each worker on some day of the roster, the best known first."""
    found: dict[int, list[int]] = defaultdict(list)
    held = _in_force(roster.starts_on, roster.ends_on)
    seen = Skill.objects.visible_to(standing).filter(held, worker__in=workers.values("pk"))
    for worker, queue in seen.order_by("-level", "queue__position").values_list("worker_id", "queue_id"):
        found[worker].append(queue)
    return found


def _contracts(standing: Standing, workers: QuerySet[Worker], on: date) -> dict[int, float]:
    """Hours a week of each worker on a day."""
    seen = Contract.objects.visible_to(standing).filter(_in_force(on, on))
    seen = seen.filter(worker__in=workers.values("pk"))
    return dict(seen.values_list("worker_id", "hours_per_week"))


def _in_force(first: date, last: date) -> Q:
    begun = Q(starts_on__isnull=True) | Q(starts_on__lte=last)
    return begun & (Q(ends_on__isnull=True) | Q(ends_on__gte=first))
