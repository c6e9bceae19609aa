"""Hours due over whole and part weeks, clock changes and employment."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from equipoise.centre import ShiftPattern
from equipoise.roster.catalogue import build_catalogue
from equipoise.roster.compile.limits import Limits
from equipoise.roster.compile.night_count import cap_nights
from equipoise.roster.contracts import hours_due
from equipoise.roster.crew import build_context
from equipoise.roster.solve import solve
from equipoise.roster.stops import after_work
from equipoise.rules.model import WorkerFacts
from equipoise.rules.parameters import Night
from equipoise.timegrid import Stretch, by_worker

from .factory import ROUND_THE_CLOCK, crew, problem, worker

HOUR = 3600
NIGHT = (ShiftPattern((1380,), (8.0,)),)


def _due(asked):
    catalogue = build_catalogue(asked)
    context = build_context(asked, catalogue, asked.workers[0], ())
    return hours_due(asked, asked.workers[0], context)


def test_a_start_in_mid_week_is_due_the_same_hours_in_all():
    monday, wednesday = _due(problem(crew(1))), _due(problem(crew(1), start=date(2026, 3, 4)))
    assert wednesday.total_max_s == monday.total_max_s == 64 * HOUR
    assert all(wednesday.week_max_s > 0)


def test_the_last_days_of_a_horizon_that_ends_in_mid_week_are_worked():
    asked = problem(crew(8), start=date(2026, 3, 4))
    covered = solve(asked, after_work(60), 1).coverage.sum(axis=0).reshape(14, -1).sum(axis=1)
    assert covered[-2:].min() > 0.5 * np.median(covered)


@pytest.mark.parametrize("hours", [36.0, 40.0])
def test_a_night_made_shorter_by_the_clock_does_not_make_hours_unreachable(hours):
    facts = WorkerFacts("w00", date(1990, 5, 1), hours)
    person = worker("w00", facts=facts, max_h=hours, min_h=hours)
    asked = problem([person], weeks=3, start=date(2026, 3, 23), hours=ROUND_THE_CLOCK, shifts=NIGHT, rules=())
    rows = by_worker(solve(asked, after_work(2), 1).stretches)["w00"]
    worked = sum(row.seconds for row in rows if row.activity != "meal") / HOUR
    assert 0.8 * 3 * hours <= worked <= 3 * hours


def test_nights_of_the_present_week_before_the_horizon_count():
    start = problem(crew(1), start=date(2026, 3, 5)).grid.start_s
    nights = tuple(
        Stretch("w00", start - back * 86_400 - HOUR, start - back * 86_400 + 7 * HOUR) for back in (1, 2)
    )
    asked = problem(crew(1), start=date(2026, 3, 5), hours=ROUND_THE_CLOCK, shifts=NIGHT, previous=nights)
    catalogue = build_catalogue(asked)
    context = build_context(asked, catalogue, asked.workers[0], nights)
    limits = cap_nights(Limits.free(catalogue), 3, 16, Night(), 120, context)
    assert limits.night_cap == 1


def test_a_long_horizon_never_gets_more_nights_than_one_period_allows():
    for weeks in (16, 17, 40):
        asked = problem(crew(1), weeks=weeks, hours=ROUND_THE_CLOCK, shifts=NIGHT)
        catalogue = build_catalogue(asked)
        context = build_context(asked, catalogue, asked.workers[0], ())
        assert cap_nights(Limits.free(catalogue), 36, 16, Night(), 120, context).night_cap <= 36


def test_a_closed_day_or_leave_does_not_waive_the_rest_after_the_last_shift_before():
    start = problem(crew(1)).grid.start_s
    late = Stretch("w00", start - 8 * HOUR, start, "work", "calls")
    closed_sunday = problem(crew(1), previous=(late,), shifts=(ShiftPattern((360, 720), (8.0,)),))
    opening = type(closed_sunday.opening)((((360, 1200),),) * 6 + ((),))
    asked = type(closed_sunday)(**{**closed_sunday.__dict__, "opening": opening})
    first = by_worker(solve(asked, after_work(4), 1).stretches)["w00"][0]
    assert first.start_s - start >= 11 * HOUR


def test_nobody_works_past_the_last_day_of_employment_into_the_next():
    leaver = worker("w00", to_date=date(2026, 3, 6))
    asked = problem([leaver], hours=ROUND_THE_CLOCK, shifts=(ShiftPattern((420, 1380), (8.0,)),), rules=())
    rows = by_worker(solve(asked, after_work(4), 1).stretches)["w00"]
    assert rows[-1].end_s <= asked.grid.clock.instant_s(date(2026, 3, 7), 0)


def test_recorded_time_counts_once_in_whichever_layer_is_latest():
    from equipoise.roster.compile.context import shifts_of

    planned = Stretch("w00", 0, 8 * HOUR, "work", "calls", "planned")
    worked = Stretch("w00", HOUR, 10 * HOUR, "work", "calls", "worked")
    (shift,) = shifts_of((planned, worked))
    assert (shift.start_s, shift.work_s) == (HOUR, 9 * HOUR)
