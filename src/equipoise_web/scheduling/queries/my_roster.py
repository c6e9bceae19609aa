"""What a person finds on the own roster page: one day in full, the days after it, the month and the week."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from equipoise_web.core import local_days
from equipoise_web.core.access import Standing
from equipoise_web.core.local_days import DAY, monday_of
from equipoise_web.core.models import Centre
from equipoise_web.scheduling.calendar.own import ever_published, worker_of
from equipoise_web.scheduling.queries.own_days import WEEK, OwnDay, OwnDays, Week

AHEAD = 14


@dataclass(frozen=True)
class OwnRoster:
    """The page's rows. ``focus`` is the day shown in full; ``weeks`` are those of the month."""

    centre: Centre
    today: date
    anchor: date
    focus: OwnDay
    asked: bool
    coming: tuple[OwnDay, ...]
    month: date
    weeks: tuple[tuple[OwnDay, ...], ...]
    week: Week
    published: bool

    @property
    def covers_month(self) -> bool:
        """Whether anything is known about a day of the weeks that are shown."""
        return any(day.kind != "unpublished" for week in self.weeks for day in week)

    @property
    def last_known(self) -> date | None:
        """The last of the coming days that is published, where that is less than was asked for."""
        last = max((day.date for day in self.coming if day.published_at), default=None)
        return None if last == self.anchor + AHEAD * DAY else last or self.anchor


def my_roster(
    standing: Standing, now: datetime, *, day: date | None = None, month: date | None = None
) -> OwnRoster | None:
    """The own roster around a day, by default today, or in the month of ``month``; None for nobody's roster.

    Where no day is asked for and today holds no shift that still lasts, the next shift is in focus.
    """
    worker = worker_of(standing)
    if worker is None:
        return None
    today = local_days.local_date(now, worker.centre.timezone)
    anchor = day or today
    month = (month or anchor).replace(day=1)
    grid = _grid(month)
    first = min(grid[0], monday_of(anchor))
    last = max(grid[-1], anchor + AHEAD * DAY, monday_of(anchor) + WEEK * DAY)
    days = OwnDays(standing, worker, first, last)
    coming = tuple(
        days.of(anchor + n * DAY) for n in range(1, AHEAD + 1) if days.is_covered(anchor + n * DAY)
    )
    focus = days.of(anchor) if day else _next(now, days.of(anchor), coming)
    before = () if focus.date == anchor else (days.of(anchor),)
    return OwnRoster(
        worker.centre, today, anchor, focus, day is not None, before + coming, month,
        tuple(tuple(days.of(each) for each in grid[n : n + WEEK]) for n in range(0, len(grid), WEEK)),
        days.week(monday_of(focus.date)), days.published or ever_published(standing, worker),
    )  # fmt: skip


def _grid(month: date) -> list[date]:
    """Whole weeks from Monday to Sunday around a month."""
    begin = monday_of(month)
    next_month = (month + 31 * DAY).replace(day=1)
    count = (next_month - begin).days
    return [begin + n * DAY for n in range(-(-count // WEEK) * WEEK)]


def _next(now: datetime, today: OwnDay, coming: tuple[OwnDay, ...]) -> OwnDay:
    """Today while one of its shifts lasts or is to come, else the next day with a shift, else today."""
    if any(shift.ends_at > now for shift in today.shifts):
        return today
    return next((day for day in coming if day.shifts), today)
