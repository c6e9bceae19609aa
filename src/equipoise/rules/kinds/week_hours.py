"""Most hours of work in a calendar week."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Timeline
from ..on_call import calls_by_week
from ..outcome import HOUR_S, Outcome, amount, hours, sentence
from ..parameters import WeekHours
from ..runs import Run, absent_by_week, runs, totals, undecided, worked_by_week
from ..work import work_of


def check(timeline: Timeline, p: WeekHours) -> Iterator[Outcome]:
    """One outcome a week with work: Monday to Sunday, cut at local midnight.

    Counted absences add their hours to the week.
    """
    work = work_of(timeline)
    by_week = worked_by_week(work) + calls_by_week(work, p.call_hours)
    if p.absences == "counted":
        by_week = by_week + absent_by_week(work)
    limit_s = p.max_hours * HOUR_S
    unknown: list[Run] = []
    found = runs(work, 1)
    for run, worked in zip(found, totals(found, by_week), strict=True):
        if not run.has_work:
            continue
        if worked > limit_s:
            yield _breach(run, worked, p)
        elif run.may_exceed(worked, limit_s):
            unknown.append(run)
        else:
            yield run.passed()
    yield from undecided(work, unknown, p.max_hours, "h")


def _breach(run: Run, worked: int, p: WeekHours) -> Outcome:
    (found, gevonden), (most, hoogstens) = amount(worked), amount(p.max_hours * HOUR_S)
    monday, _ = run.dates()
    message = sentence(
        f"The week of {monday} has {found} of work; {most} is the most.",
        f"De week van {monday} telt {gevonden} arbeid; {hoogstens} is het maximum.",
    )
    return run.failed(hours(worked), p.max_hours, "h", message)
