"""Ask for a plan, or ask it to stop."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import transaction
from django.utils import timezone

from equipoise.errors import InvalidInput
from equipoise_web.core.access import demand
from equipoise_web.core.audit.record import record
from equipoise_web.core.canonical import canonical
from equipoise_web.core.jobs.queue import enqueue
from equipoise_web.core.models import Centre, Person, Run
from equipoise_web.core.roles import Role
from equipoise_web.scheduling.description import missing_parts
from equipoise_web.scheduling.errors import NotReady
from equipoise_web.scheduling.jobs import PLAN

MOST_WEEKS = 52
LONGEST_S = 4 * 3600.0
LARGEST = 2**31 - 1


@transaction.atomic
def request_plan(
    *,
    actor: Person,
    centre: Centre,
    start: date,
    weeks: int,
    seconds: float | None = None,
    work: int | None = None,
    seed: int = 1,
    key: str | None = None,
) -> Run:
    """Queue a plan of whole weeks; asking twice with one ``key`` makes one run.

    Parameters
    ----------
    seconds, work
        How long the search goes on: seconds from its first roster, or a number of tours, which
        gives the same roster every time. One of them.

    Raises
    ------
    InvalidInput
        A value is out of its range; names the field.
    NotReady
        The centre's description lacks a part.
    """
    demand(actor, Role.PLANNER, over=centre)
    _refuse(weeks, seconds, work, seed)
    now = timezone.now()
    if missing := missing_parts(centre, now, start):
        raise NotReady(centre, missing)
    arguments = {
        "centre": str(centre.uuid), "start": start.isoformat(), "weeks": weeks, "seed": seed,
        "seconds": seconds, "work": work, "at": now.isoformat(),
    }  # fmt: skip
    run = enqueue(
        PLAN,
        arguments,
        key=f"plan:{key or uuid.uuid4()}",
        organisation=centre.organisation,
        requested_by=actor,
    )
    if run.arguments == canonical(arguments):  # else an earlier request has made and recorded the run
        record(actor, "plan.requested", run, start=start, weeks=weeks, centre=centre)
    return run


def _refuse(weeks: int, seconds: float | None, work: int | None, seed: int) -> None:
    if (seconds is None) == (work is None):
        raise InvalidInput("give seconds or work, not both", field="seconds")
    if not 1 <= weeks <= MOST_WEEKS:
        raise InvalidInput(f"must be 1 to {MOST_WEEKS}", field="weeks")
    if seconds is not None and not 0 < seconds <= LONGEST_S:
        raise InvalidInput(f"must be more than 0 and at most {LONGEST_S:g}", field="seconds")
    if work is not None and not 1 <= work <= LARGEST:
        raise InvalidInput(f"must be 1 to {LARGEST}", field="work")
    if not 0 <= seed <= LARGEST:
        raise InvalidInput(f"must be 0 to {LARGEST}", field="seed")
