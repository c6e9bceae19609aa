"""Absences, availability, wishes and earlier rosters of a folder as rows."""

from __future__ import annotations

from collections.abc import Mapping

from equipoise import centre as library
from equipoise_web.people.models import Worker
from equipoise_web.scheduling.models import Absence, Availability, Preference, PreviousStretch
from equipoise_web.service.instants import instant
from equipoise_web.service.models import Queue

BATCH = 1000


def take_over_time(
    workers: Mapping[str, Worker], workforce: library.Workforce, queues: Mapping[str, Queue]
) -> None:
    """Every row of the files about people's time."""
    Availability.objects.bulk_create(
        Availability(
            worker=workers[row.worker],
            starts_at=instant(row.start_s),
            ends_at=instant(row.end_s),
            kind=row.kind,
        )
        for row in workforce.availability
    )
    Absence.objects.bulk_create(
        Absence(
            worker=workers[row.worker],
            starts_at=instant(row.start_s),
            ends_at=instant(row.end_s),
            kind=row.kind,
            counted_h=row.counted_h,
        )
        for row in workforce.absences
    )
    Preference.objects.bulk_create(
        Preference(
            worker=workers[row.worker],
            starts_at=instant(row.start_s),
            ends_at=instant(row.end_s),
            kind=row.kind,
            shift=row.shift,
            weight=row.weight,
        )
        for row in workforce.preferences
    )
    PreviousStretch.objects.bulk_create(
        (
            PreviousStretch(
                worker=workers[row.worker],
                starts_at=instant(row.start_s),
                ends_at=instant(row.end_s),
                activity=row.activity,
                queue=queues.get(row.queue),
            )
            for row in workforce.previous
        ),
        batch_size=BATCH,
    )
