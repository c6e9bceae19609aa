"""Days off known well ahead, times of work a few days ahead."""

from __future__ import annotations

from collections.abc import Iterator

from equipoise.timegrid import Stretch
from equipoise.timegrid.stretch import ABSENCES, OFF_DUTY

from ..local import as_date, local_day
from ..model import Timeline
from ..notices import days_ahead, judge
from ..outcome import FAIL, PASS, UNDETERMINED, Outcome, sentence
from ..parameters import RestDayNotice
from ..work import Work, work_of

SAID = ("published", "bekendgemaakt")
CALENDAR, OFF, WEEK = "calendar", "off", 7


def check(timeline: Timeline, p: RestDayNotice) -> Iterator[Outcome]:
    """One outcome a moment of publication, and one a week whose times were published late.

    In such a week each day without work needs a row of ``off`` that was published in time; days of
    absence need none.
    """
    work = work_of(timeline)
    late: set[int] = set()
    for published_s, start, end in days_ahead(timeline, _published):
        yield judge(timeline, published_s, start, end, (p.times_days, CALENDAR), SAID)
    for row in timeline.stretches:
        if _is_ours(timeline, row) and (at := _published(row)) is not None:
            day = work.day(row.start_s) - work.first_day
            if day + work.first_day - local_day(timeline.clock, at) < p.days:
                late.add(day // WEEK)
    rest = _rest_days(work) if late else {}
    for week in sorted(late):
        yield _judge_week(work, p, week, rest)


def _published(row: Stretch) -> int | None:
    """When a row of work was made known."""
    return None if row.activity in OFF_DUTY else row.published_at_s


def _is_ours(timeline: Timeline, row: Stretch) -> bool:
    return timeline.from_s <= row.start_s < timeline.to_s


def _rest_days(work: Work) -> dict[int, Stretch | None]:
    """Days of the period, from the calendar's first, without work or absence, and the row that says so."""
    timeline = work.timeline
    first, last = (work.day(at) - work.first_day for at in (timeline.from_s, timeline.to_s - 1))
    found: dict[int, Stretch | None] = dict.fromkeys(range(first, last + 1))
    for row in timeline.stretches:
        if row.activity == OFF:
            begins, ends = (work.day(at) - work.first_day for at in (row.start_s, row.end_s - 1))
            found.update((day, row) for day in range(begins, ends + 1) if day in found)
    away = [(a.start_s, a.end_s) for a in timeline.absences]
    away += [(row.start_s, row.end_s) for row in timeline.stretches if row.activity in ABSENCES - {OFF}]
    busy = {work.day(row.start_s) - work.first_day for rows in work.rows for row in rows[:1]}
    for day in list(found):
        start, end = int(work.midnight_s[day]), int(work.midnight_s[day + 1])
        if day in busy or any(a < end and start < b for a, b in away):
            del found[day]
    return found


def _judge_week(work: Work, p: RestDayNotice, week: int, rest: dict[int, Stretch | None]) -> Outcome:
    start, end = int(work.midnight_s[WEEK * week]), int(work.midnight_s[WEEK * (week + 1)])
    days = [day for day in rest if day // WEEK == week]
    for day in days:
        row = rest[day]
        if row is not None and row.published_at_s is not None:
            found = judge(work.timeline, row.published_at_s, row.start_s, row.end_s, (p.days, CALENDAR), SAID)
            if found.result == FAIL:
                return found
    unsaid = [day for day in days if (row := rest[day]) is None or row.published_at_s is None]
    if not unsaid:
        return Outcome(PASS, start, end)
    on = as_date(work.first_day + unsaid[0])
    message = sentence(
        f"Cannot be determined: when {on} was made known as a day off is not on file.",
        f"Niet vast te stellen: wanneer {on} als vrije dag is bekendgemaakt, is niet vastgelegd.",
    )
    return Outcome(UNDETERMINED, start, end, None, p.days, "days", message)
