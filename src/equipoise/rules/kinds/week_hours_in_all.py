"""Most hours of work in a calendar week, with those of other employers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..elsewhere import UNKNOWN, elsewhere_s, works_elsewhere
from ..model import Timeline
from ..outcome import HOUR_S, UNDETERMINED, Outcome, amount, hours, sentence
from ..parameters import WeekHoursInAll
from ..runs import Run, runs, totals, undecided, worked_by_week
from ..work import work_of

ROUNDING_S = 0.5


def check(timeline: Timeline, p: WeekHoursInAll) -> Iterator[Outcome]:
    """One outcome a week with work in which there is work elsewhere too: Monday to Sunday."""
    if not works_elsewhere(timeline.facts):
        return
    work = work_of(timeline)
    limit_s = p.max_hours * HOUR_S + ROUNDING_S
    unknown: list[Run] = []
    found = runs(work, 1)
    for run, worked in zip(found, totals(found, worked_by_week(work)), strict=True):
        if not run.has_work:
            continue
        elsewhere = elsewhere_s(timeline.facts, run.first_day, 7)
        if elsewhere is None:
            yield replace(run.passed(), result=UNDETERMINED, message=UNKNOWN)
        elif not elsewhere:
            continue
        elif worked + elsewhere > limit_s:
            yield _breach(run, worked, elsewhere, p)
        elif run.may_exceed(worked, limit_s - elsewhere):
            unknown.append(run)
        else:
            yield run.passed()
    yield from undecided(work, unknown, p.max_hours, "h")


def _breach(run: Run, worked: int, elsewhere: float, p: WeekHoursInAll) -> Outcome:
    (found, gevonden), (other, elders) = amount(worked), amount(elsewhere)
    most, hoogstens = amount(p.max_hours * HOUR_S)
    monday, _ = run.dates()
    message = sentence(
        f"The week of {monday} has {found} of work here and {other} elsewhere; {most} is the most.",
        f"De week van {monday} telt {gevonden} arbeid hier en {elders} elders; {hoogstens} is het maximum.",
    )
    return run.failed(hours(worked + elsewhere), p.max_hours, "h", message)
