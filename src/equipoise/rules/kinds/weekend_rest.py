"""A weekly rest at the weekend, begun early enough, or on a weekday."""

from __future__ import annotations

from collections.abc import Iterator

from equipoise.timegrid.clock import DAY_S

from ..free_days import free_days
from ..local import instants_s
from ..model import Timeline
from ..outcome import HOUR_S, Outcome, amount, sentence, time_of_day
from ..parameters import WeekendRest
from ..runs import Run, runs, undecided
from ..work import Work, work_of

SATURDAY, SUNDAY = 5, 6  # of a week that starts on Monday


def check(timeline: Timeline, p: WeekendRest) -> Iterator[Outcome]:
    """One outcome a calendar week with work."""
    work = work_of(timeline)
    days = free_days(work, work.busy, p.hours)
    unknown: list[Run] = []
    for run in runs(work, 1):
        if not run.has_work:
            continue
        first = 7 * run.known.start
        has_sunday = bool(days.held[first + SUNDAY]) and _begins(work, first, p)
        if has_sunday or days.held[first : first + SUNDAY].any():
            yield run.passed()
        elif days.unseen[first : first + 7].any():
            unknown.append(run)
        else:
            yield _breach(run, p)
    yield from undecided(work, unknown, p.hours, "h")


def _begins(work: Work, monday: int, p: WeekendRest) -> bool:
    """Whether nothing is rostered on the Saturday after the minute by which the rest begins."""
    saturday = work.first_day + monday + SATURDAY
    latest = int(instants_s(work.timeline.clock, saturday * DAY_S + p.from_minute * 60))
    sunday = int(work.midnight_s[monday + SUNDAY])
    return not any(end > latest and start < sunday for start, end in work.busy)


def _breach(run: Run, p: WeekendRest) -> Outcome:
    due, vereist = amount(p.hours * HOUR_S)
    monday, _ = run.dates()
    by = time_of_day(p.from_minute)
    message = sentence(
        f"The week of {monday} has no rest of {due} that holds the Sunday and begins on the Saturday by "
        f"{by}, and none that holds another day.",
        f"De week van {monday} heeft geen rust van {vereist} die de zondag omvat en zaterdag uiterlijk om "
        f"{by} begint, en geen die een andere dag omvat.",
    )
    return run.failed(0, 1, "days", message)
