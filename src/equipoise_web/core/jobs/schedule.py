"""What is due by the clock becomes runs: caught up after downtime, and never twice."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from equipoise_web.core.jobs.queue import enqueue
from equipoise_web.core.models import Run, Schedule
from equipoise_web.core.models.run import CatchUp

AT_ONCE = 500


def following(schedule: Schedule, slot: datetime) -> datetime:
    """The slot after ``slot``. A local time that a clock change skips or repeats comes once that day."""
    if schedule.every_s is not None:
        return slot + timedelta(seconds=schedule.every_s)
    assert schedule.daily_at is not None
    zone = ZoneInfo(schedule.timezone)
    day = slot.astimezone(zone).date() + timedelta(days=1)
    return datetime.combine(day, schedule.daily_at, tzinfo=zone).astimezone(UTC)


def slots(schedule: Schedule, now: datetime) -> Iterator[datetime]:
    """The slots from the next one until ``now``."""
    slot = schedule.next_at
    while slot <= now:
        yield slot
        slot = following(schedule, slot)


def tick(now: datetime | None = None) -> list[Run]:
    """Enqueue what is due. Any number of processes may call this at the same time."""
    now = now or timezone.now()
    return [
        run
        for schedule in Schedule.objects.filter(enabled=True, next_at__lte=now)
        for run in _due(schedule, now)
    ]


@transaction.atomic
def _due(schedule: Schedule, now: datetime) -> list[Run]:
    if schedule.catch_up == CatchUp.EACH:
        due = list(islice(slots(schedule, now), AT_ONCE))
    else:
        *_, latest = slots(schedule, now)
        due = [latest]
    # Whoever moves the row on makes the runs; the key is a second lock on each slot.
    moved = Schedule.objects.filter(pk=schedule.pk, next_at=schedule.next_at, enabled=True)
    if not moved.update(next_at=following(schedule, due[-1])):
        return []
    return [
        enqueue(
            schedule.kind,
            json.loads(schedule.arguments),
            key=f"schedule:{schedule.name}:{slot:%Y%m%dT%H%M%S%f}",
        )
        for slot in due
    ]
