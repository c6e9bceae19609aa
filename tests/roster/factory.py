"""Small roster problems for tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from equipoise.centre import BreakRule, ShiftPattern, Worker, Workforce
from equipoise.roster import Problem
from equipoise.rules import parameters as p
from equipoise.rules.model import Rule, WorkerFacts
from equipoise.timegrid import Grid, OpeningHours

TZ = "Europe/Amsterdam"
MONDAY = date(2026, 3, 2)
DAY = ((480, 1200),)  # 08:00-20:00
ROUND_THE_CLOCK = ((0, 1440),)
MEAL = BreakRule(after_h=5.5, minutes=30, paid=False, earliest_h=2, latest_h=6)


def rule(identifier: str, kind: str, parameters: object, severity: str = "block") -> Rule:
    return Rule(identifier, kind, parameters, "nl", "test", "1", severity)  # type: ignore[arg-type]


DUTCH = (
    rule("rest", "daily_rest", p.DailyRest(11, 8)),
    rule("weekly", "weekly_rest", p.WeeklyRest(36)),
    rule("shift", "shift_hours", p.ShiftHours(12)),
    rule("week", "week_hours", p.WeekHours(60)),
    rule("mean", "average_hours", p.AverageHours(48, 16)),
    rule("break", "breaks", p.Breaks(((5.5, 30), (10, 45)), 15)),
    rule("night length", "night_shift_hours", p.NightShiftHours(10)),
    rule("night rest", "rest_after_night", p.RestAfterNight(14, 120, 8)),
    rule("nights rest", "rest_after_nights", p.RestAfterNights(3, 46)),
    rule("run", "run_with_night", p.RunWithNight(7)),
    rule("nights", "night_count", p.NightCount(36, 16)),
)


def worker(name: str, **changes: object) -> Worker:
    facts = WorkerFacts(name, date(1990, 5, 1), 32.0)
    made = Worker(facts, "north", 24.0, 40.0, {"calls": 3})
    return replace(made, **changes)  # type: ignore[arg-type]


def crew(count: int, **changes: object) -> tuple[Worker, ...]:
    return tuple(worker(f"w{i:02d}", **changes) for i in range(count))


def problem(
    workers: Sequence[Worker],
    *,
    weeks: int = 2,
    start: date = MONDAY,
    hours: tuple[tuple[int, int], ...] = DAY,
    queues: tuple[str, ...] = ("calls",),
    agents: float = 2.0,
    shifts: tuple[ShiftPattern, ...] = (ShiftPattern((480, 600, 720), (8.0,)),),
    breaks: tuple[BreakRule, ...] = (MEAL,),
    rules: tuple[Rule, ...] = DUTCH,
    **workforce: object,
) -> Problem:
    grid = Grid.over_days(start, 7 * weeks, 30, TZ)
    opening = OpeningHours((hours,) * 7)
    required = np.where(opening.mask(grid), agents, 0.0) * np.ones((len(queues), 1))
    people = Workforce(tuple(workers), **workforce)  # type: ignore[arg-type]
    return Problem(grid, queues, required, opening, people, shifts, breaks, (), rules)
