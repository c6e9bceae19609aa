"""How many people are on each queue in each interval, beside how many are required."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice, pairwise

from django.db.models import Q, QuerySet

from equipoise_web.scheduling.models import ExpectedInterval, Roster, Stretch
from equipoise_web.scheduling.queries.shifts import WORK, Row, as_rows, shown
from equipoise_web.service.models import ForecastInterval, RequirementInterval

Key = tuple[int, datetime]
USUAL = timedelta(minutes=15)


@dataclass(frozen=True)
class Interval:
    """One interval of one queue, or of all queues together.

    ``scheduled`` counts people by the part of the interval that they work; ``required`` is the
    requirement with unplanned shrinkage added; ``expected`` is the share of contacts
    answered in time; ``short_queue`` the queue that lacks most people, for all queues together.
    """

    starts_at: datetime
    ends_at: datetime
    scheduled: float
    required: float | None
    expected: float | None
    contacts: float
    short_queue: int | None = None

    @property
    def difference(self) -> int | None:
        """Scheduled minus required in whole people, half a person too few counting as one."""
        return None if self.required is None else whole_people(self.scheduled - self.required)


@dataclass(frozen=True)
class Coverage:
    """Intervals in order of time: by queue, and of all queues together."""

    step: timedelta
    queues: dict[int, tuple[Interval, ...]]
    total: tuple[Interval, ...]

    def of(self, queue: int | None) -> tuple[Interval, ...]:
        """The intervals of a queue, or of all."""
        return self.total if queue is None else self.queues.get(queue, ())


def whole_people(difference: float) -> int:
    """The nearest whole number, a half rounded down; rounding errors of sums do not count."""
    return math.ceil(round(difference, 6) - 0.5)


ON_QUEUE = Q(activity=WORK) | Q(queue__isnull=False)


def coverage_of(roster: Roster, since: datetime, until: datetime, *, published: bool = False) -> Coverage:
    """Coverage of a roster that the viewer sees; counts of people, so of everybody and not by scope."""
    stretches = Stretch.objects.filter(ON_QUEUE, roster=roster)
    rows = shown(as_rows(stretches, since, until), published=published)
    expected = ExpectedInterval.objects.filter(roster=roster)
    return compared(roster, rows, since, until, expected)


def compared(
    roster: Roster,
    rows: Iterable[Row],
    since: datetime,
    until: datetime,
    expected: QuerySet[ExpectedInterval],
) -> Coverage:
    """These rows beside the requirement of a roster; ``expected`` is what a simulation of them said."""
    within = {"starts_at__gte": since, "starts_at__lt": until}
    required = RequirementInterval.objects.filter(requirement=roster.requirement_id, **within)
    forecast = roster.requirement.forecast_id
    contacts = ForecastInterval.objects.filter(forecast=forecast, **within)
    columns = ("queue_id", "starts_at")
    return cover(
        rows,
        {(queue, at): value for queue, at, value in required.values_list(*columns, "agents_planned")},
        {(queue, at): value for queue, at, value in expected.filter(**within).values_list(*columns, "share")},
        {(queue, at): value for queue, at, value in contacts.values_list(*columns, "mean")},
    )


def cover(
    rows: Iterable[Row],
    required: dict[Key, float],
    expected: dict[Key, float | None],
    contacts: dict[Key, float],
) -> Coverage:
    """Compare rows with a requirement; every interval that some queue requires is there for all."""
    starts = sorted({at for _queue, at in required})
    step = step_of(starts)
    people = scheduled(rows, starts, step)
    queues = {
        queue: tuple(
            Interval(at, at + step, people[queue, at], required.get((queue, at)),
                     expected.get((queue, at)), contacts.get((queue, at), 0.0))
            for at in starts
        )
        for queue in dict.fromkeys(queue for queue, _at in sorted(required))
    }  # fmt: skip
    return Coverage(step, queues, tuple(_together(queues, place) for place in range(len(starts))))


def step_of(starts: Sequence[datetime]) -> timedelta:
    """The length of an interval: the smallest distance between two."""
    return min((later - at for at, later in pairwise(starts)), default=USUAL)


def scheduled(rows: Iterable[Row], starts: Sequence[datetime], step: timedelta) -> dict[Key, float]:
    """People on each queue in each interval, by the part of it that they work."""
    found: dict[Key, float] = defaultdict(float)
    for row in rows:
        if row.queue is None:
            continue
        for at in islice(starts, max(bisect_right(starts, row.starts_at) - 1, 0), None):
            if at >= row.ends_at:
                break
            part = (min(row.ends_at, at + step) - max(row.starts_at, at)) / step
            if part > 0:
                found[row.queue, at] += part
    return found


def _together(queues: dict[int, tuple[Interval, ...]], place: int) -> Interval:
    """All queues in one interval; the expected share is weighted by the contacts forecast."""
    here = {queue: intervals[place] for queue, intervals in queues.items()}
    known = [interval for interval in here.values() if interval.required is not None]
    weighed = [interval for interval in known if interval.expected is not None and interval.contacts > 0]
    contacts = sum(interval.contacts for interval in weighed)
    first = next(iter(here.values()))
    return Interval(
        first.starts_at,
        first.ends_at,
        sum(interval.scheduled for interval in here.values()),
        sum(interval.required or 0.0 for interval in known),
        sum((interval.expected or 0.0) * interval.contacts for interval in weighed) / contacts
        if contacts
        else None,
        sum(interval.contacts for interval in known),
        _shortest_queue(here),
    )


def _shortest_queue(here: dict[int, Interval]) -> int | None:
    """The queue that lacks most people, if one lacks a whole one."""
    short = {queue: interval.difference for queue, interval in here.items() if (interval.difference or 0) < 0}
    return min(short, key=lambda queue: short[queue] or 0, default=None)
