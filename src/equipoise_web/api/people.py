"""Workers whom the caller sees, with what he may know of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema

from equipoise_web.api.access import needs
from equipoise_web.api.asking import centre_asked, standing_of
from equipoise_web.api.shapes import Page, Part, page
from equipoise_web.core.access import Standing, allow
from equipoise_web.core.local_days import local_date
from equipoise_web.core.queries import readings
from equipoise_web.core.roles import Role
from equipoise_web.people.models import Contract, Skill, Worker
from equipoise_web.people.models.periods import touching
from equipoise_web.people.visibility import KNOW_SKILLS
from equipoise_web.scheduling.views.asked import purpose_of

router = Router(tags=["people"])


class SkillOut(Schema):
    """A queue that a worker can handle, at a level from 1 to 5."""

    queue: str
    level: int


class WorkerOut(Schema):
    """A worker; ``contract_h`` is hours a week today, None where unknown or not for the caller to know."""

    id: UUID
    person: UUID
    number: str
    name: str
    skills: list[SkillOut]
    contract_h: float | None


@router.get("/workers", response=Page[WorkerOut])
@needs("people:read", allow(*KNOW_SKILLS, Role.REPRESENTATIVE))
def workers(request: HttpRequest, part: Query[Part], centre: UUID | None = None) -> dict[str, Any]:
    """The workers of a centre who are in the caller's scope, by number."""
    standing, home = standing_of(request), centre_asked(request, centre)
    seen = Worker.objects.visible_to(standing).filter(centre=home).select_related("person")
    readings.note(request, purpose_of(request), centre=home)
    found = page(seen.order_by("number", "pk"), part, lambda row: row)
    today = local_date(standing.at, home.timezone)
    skills, hours = _skills(standing, found["items"], today), _hours(standing, found["items"], today)
    return found | {"items": [_worker(row, skills[row.pk], hours.get(row.pk)) for row in found["items"]]}


def _skills(standing: Standing, workers: Sequence[Worker], today: date) -> dict[int, list[SkillOut]]:
    found: dict[int, list[SkillOut]] = defaultdict(list)
    seen = Skill.objects.visible_to(standing).filter(touching(today, today), worker__in=workers)
    rows = seen.order_by("queue__position", "queue")
    for worker, queue, level in rows.values_list("worker_id", "queue__name", "level"):
        found[worker].append(SkillOut(queue=queue, level=level))
    return found


def _hours(standing: Standing, workers: Sequence[Worker], today: date) -> dict[int, float]:
    rows = Contract.objects.visible_to(standing).filter(touching(today, today), worker__in=workers)
    return dict(rows.values_list("worker_id", "hours_per_week"))


def _worker(row: Worker, skills: list[SkillOut], contract_h: float | None) -> WorkerOut:
    return WorkerOut(
        id=row.uuid, person=row.person.uuid, number=row.number, name=row.person.name, skills=skills,
        contract_h=contract_h,
    )  # fmt: skip
