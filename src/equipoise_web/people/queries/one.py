"""One worker: contracts over time, skills, time ahead, and what of it the viewer may know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet

from equipoise_web.core.access import Standing
from equipoise_web.core.models import Membership, Person
from equipoise_web.core.queries.people import current
from equipoise_web.core.roles import Role
from equipoise_web.people.models import Contract, Skill, Worker
from equipoise_web.people.queries.directory import skills_of
from equipoise_web.service.models import Queue

ADULT = 18


@dataclass(frozen=True)
class Known:
    """``birth_date`` is for HR and the person; ``under_age`` for who plans: rules differ below 18."""

    worker: Worker
    teams: tuple[str, ...]
    contracts: tuple[Contract, ...]
    sees_contracts: bool
    skills: tuple[Skill, ...]
    sees_skills: bool
    birth_date: date | None
    under_age: bool
    is_own: bool
    may_change: bool


def known_of(standing: Standing, worker: Worker, today: date) -> Known:
    """What the viewer may know of a worker whom he may see."""
    own = worker.person_id == standing.person_id
    personal = own or reaches(standing, worker, Role.HR)
    plans = reaches(standing, worker, Role.PLANNER)
    memberships = Membership.objects.visible_to(standing).filter(
        current(standing.at), person=worker.person_id
    )
    contracts = Contract.objects.visible_to(standing).filter(worker=worker)
    return Known(
        worker,
        tuple(memberships.order_by("pk").values_list("team__name", flat=True)),
        tuple(contracts.order_by(F("starts_on").desc(nulls_last=True), "-pk")),
        personal or plans or reaches(standing, worker, Role.AUDITOR),
        tuple(skills_of(standing, [worker])),
        own or reaches(standing, worker, Role.PLANNER, Role.HR, Role.TEAM_LEADER, Role.AUDITOR),
        worker.birth_date if personal else None,
        plans and _under_age(worker.birth_date, today),
        own,
        not own and (plans or reaches(standing, worker, Role.HR)),
    )


def reaches(standing: Standing, worker: Worker, *roles: Role) -> bool:
    """Whether the worker is in the scope of one of the viewer's roles."""
    return Person.objects.filter(standing.members(*roles), pk=worker.person_id).exists()


def queues_to_learn(skill: Skill) -> QuerySet[Queue]:
    """Queues of the worker's centre that are in use, and the one that the skill is for."""
    usable = Q(active=True) | Q(pk=skill.queue_id)
    return Queue.objects.filter(usable, centre=skill.worker.centre_id).order_by("position")


def _under_age(born: date | None, today: date) -> bool:
    if born is None:
        return False
    years = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    return years < ADULT
