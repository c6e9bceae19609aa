"""How absences and long night shifts of the past bind the optimiser under Dutch law."""

from __future__ import annotations

from datetime import date

import numpy as np

from equipoise.centre import ShiftPattern
from equipoise.roster.catalogue import build_catalogue
from equipoise.roster.compile import tightenings
from equipoise.roster.compile.context import Context, shifts_of
from equipoise.roster.compile.limits import Limits
from equipoise.rules import parameters as p
from equipoise.rules.model import Absence, Rule
from equipoise.timegrid import Stretch, Zone

from .factory import MONDAY, ROUND_THE_CLOCK, TZ, problem, rule, worker

HOUR = 3600
SHIFTS = (ShiftPattern((540, 1320), (8.0, 11.0)),)


def tightened(made: Rule, history: tuple[Stretch, ...] = (), absences: tuple[Absence, ...] = ()) -> Limits:
    """Two weeks from Monday 2 March 2026."""
    given = problem([worker("w")], weeks=2, hours=ROUND_THE_CLOCK, shifts=SHIFTS, breaks=())
    context = Context(build_catalogue(given), worker("w").facts, shifts_of(history), absences, 48.0)
    limits = Limits.free(context.catalogue)
    for tighten in tightenings((made,), context).values():
        limits = tighten(limits)
    return limits


def at(day: date, hour: int) -> int:
    return Zone(TZ).instant_s(day, 60 * hour)


def test_counted_absences_leave_less_of_their_week() -> None:
    away = Absence("w", at(date(2026, 3, 9), 0), at(date(2026, 3, 11), 0), "leave", 16.0)
    neutral, counted = (
        tightened(rule("r", "week_hours", p.WeekHours(60, absences)), absences=(away,)).week_max_s
        for absences in ("neutral", "counted")
    )
    assert (neutral - counted).tolist() == [0, 16 * HOUR]


def test_long_night_shifts_stay_out_of_a_plan_and_one_of_the_past_keeps_its_rest() -> None:
    long = p.NightShiftHours(10, long_hours=12, long_rest_hours=12)
    limits = tightened(rule("r", "night_shift_hours", long))
    plain = tightened(rule("r", "night_shift_hours", p.NightShiftHours(10)))
    assert (limits.allowed == plain.allowed).all()
    assert (limits.past_night_rest_s, plain.past_night_rest_s) == (12 * HOUR, 0)
    assert np.array_equal(limits.rest_s, plain.rest_s)


def test_on_call_duty_of_the_past_is_no_shift() -> None:
    sunday = date(2026, 3, 1)
    work = Stretch("w", at(sunday, 9), at(sunday, 17), "work", "calls")
    duty = Stretch("w", at(sunday, 17), at(MONDAY, 6), "on_call")
    assert shifts_of((work, duty)) == shifts_of((work,))
