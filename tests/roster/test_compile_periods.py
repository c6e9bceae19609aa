"""Weeks at the caps of fixed periods, and tours with the compiled rest, keep the rules they come from."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from equipoise.centre import ShiftPattern
from equipoise.roster.catalogue import build_catalogue
from equipoise.roster.compile import tightenings
from equipoise.roster.compile.context import Context, shifts_of
from equipoise.roster.compile.limits import Limits
from equipoise.rules import parameters as p
from equipoise.rules.checker import check
from equipoise.rules.model import Pack, Rule, Timeline, WorkerFacts
from equipoise.timegrid import Stretch, Zone

from .factory import problem, rule, worker

ZONE = Zone("Europe/Brussels")
WEEKS = 4
DAY_SHIFTS = (ShiftPattern((480,), (4.0, 8.0)),)
KINDS: dict[str, Any] = {
    "period_average": p.PeriodAverage(38, 3),
    "running_excess": p.RunningExcess(20, 38, 3),
}


def context(history: list[Stretch]) -> Context:
    made = problem([worker("w")], weeks=WEEKS, shifts=DAY_SHIFTS)
    return Context(build_catalogue(made), WorkerFacts("w"), shifts_of(tuple(history)), (), 60.0)


def first_day() -> date:
    return build_catalogue(problem([worker("w")], weeks=WEEKS, shifts=DAY_SHIFTS)).days[0]


def rows(monday: date, hours: float) -> list[Stretch]:
    """A week of five equal days."""
    found = []
    for day in range(5):
        start = ZONE.instant_s(monday + timedelta(days=day), 480)
        found.append(Stretch("w", start, start + int(hours * 3600 / 5)))
    return found


def caps(kind: str, history: list[Stretch]) -> list[float]:
    about = context(history)
    limits = Limits.free(about.catalogue)
    for tighten in tightenings((rule("r", kind, KINDS[kind]),), about).values():
        limits = tighten(limits)
    return [float(seconds) / 3600 for seconds in limits.week_max_s]


def failed(kind: str, worked: list[Stretch]) -> int:
    first = first_day()
    from_s, to_s = (ZONE.instant_s(first + timedelta(weeks=weeks), 0) for weeks in (0, WEEKS))
    known = ZONE.instant_s(first - timedelta(weeks=52), 0)
    timeline = Timeline(WorkerFacts("w"), ZONE, tuple(sorted(worked)), from_s, to_s, known)
    made = Rule("x.y", kind, KINDS[kind], "X", "Law", "1", "block")
    return check([timeline], [Pack("x", "2026-03-01", (made,))]).failed


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("before", [0.0, 38.0, 41.0, 45.0])
def test_weeks_at_the_caps_keep_the_rule_whatever_was_worked_before(kind: str, before: float) -> None:
    first = first_day()
    history = [row for week in range(1, 4) for row in rows(first - timedelta(weeks=week), before)]
    ours = [
        row
        for week, hours in enumerate(caps(kind, history))
        for row in rows(first + timedelta(weeks=week), hours)
    ]
    assert failed(kind, history) == 0
    assert failed(kind, history + ours) == 0


@pytest.mark.parametrize("kind", KINDS)
def test_two_days_in_excess_of_every_cap_break_the_rule_in_some_past(kind: str) -> None:
    first = first_day()
    history = [row for week in range(1, 14) for row in rows(first - timedelta(weeks=week), 38.0)]
    ours = [
        row
        for week, hours in enumerate(caps(kind, history))
        for row in rows(first + timedelta(weeks=week), hours + 16)
    ]
    assert failed(kind, history + ours) > 0
