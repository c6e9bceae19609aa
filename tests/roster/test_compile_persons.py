"""What the optimiser obeys for a worker of whom something is on file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import numpy as np
import pytest
from numpy.typing import NDArray

from equipoise.centre import ShiftPattern
from equipoise.roster.catalogue import build_catalogue
from equipoise.roster.compile import tightenings
from equipoise.roster.compile.context import Context
from equipoise.roster.compile.limits import UNLIMITED, Limits
from equipoise.rules import parameters as p
from equipoise.rules.checker import check
from equipoise.rules.model import Fact, Pack, Rule, Scope, Timeline, WorkerFacts
from equipoise.timegrid import Stretch

from .factory import MONDAY, ROUND_THE_CLOCK, problem, rule, worker

HOUR = 3600
SHIFTS = (ShiftPattern((300, 540, 960, 1320), (8.0, 11.0)),)
BoolArray = NDArray[np.bool_]


def context(*facts: Fact, given: bool = True) -> Context:
    """Two weeks from Monday 2 March 2026 of somebody of whom these facts are on file."""
    made = problem([worker("w")], weeks=2, hours=ROUND_THE_CLOCK, shifts=SHIFTS, breaks=())
    who = WorkerFacts("w", date(1990, 1, 1), facts=facts if given else None)
    return Context(build_catalogue(made), who, (), (), 48.0)


def scoped(kind: str, parameters: object, **scope: object) -> Rule:
    return replace(rule("r", kind, parameters), scope=Scope(**scope))  # type: ignore[arg-type]


def tightened(made: Rule, about: Context) -> Limits:
    limits = Limits.free(about.catalogue)
    for tighten in tightenings((made,), about).values():
        limits = tighten(limits)
    return limits


def open_days(about: Context, limits: Limits, hours: float) -> list[int]:
    """Days of the horizon on which some shift of a length may be worked."""
    fits = about.catalogue.work_s == hours * HOUR
    return np.flatnonzero((limits.allowed & fits).any(axis=1)).tolist()


def test_a_rule_of_a_fact_binds_on_the_days_of_the_fact_alone() -> None:
    about = context(Fact("pregnant", date(2026, 1, 5), date(2026, 3, 5)))
    limits = tightened(scoped("shift_hours", p.ShiftHours(10), fact="pregnant"), about)
    assert open_days(about, limits, 8.0) == list(range(14))
    assert open_days(about, limits, 11.0) == list(range(4, 14))


def test_a_rule_of_a_fact_binds_nobody_else() -> None:
    made = scoped("shift_hours", p.ShiftHours(10), fact="pregnant")
    for about in (context(), context(given=False), context(Fact("nursing"))):
        assert tightenings((made,), about) == {}


def test_a_rule_of_some_months_binds_up_to_their_last_day() -> None:
    about = context(Fact("after_birth", date(2025, 9, 5)))
    limits = tightened(scoped("shift_hours", p.ShiftHours(10), fact="after_birth", fact_months=6), about)
    assert open_days(about, limits, 11.0) == list(range(4, 14))


def test_a_mean_of_a_fact_binds_all_weeks_of_the_horizon() -> None:
    about = context(Fact("pregnant", date(2026, 3, 10)))
    limits = tightened(scoped("average_hours", p.AverageHours(45, 16), fact="pregnant"), about)
    assert (limits.week_max_s < UNLIMITED).all()


def test_an_opt_out_sets_its_rule_aside_only_where_it_holds_all_the_time() -> None:
    made = scoped("average_hours", p.AverageHours(48, 17), unless="opt_out")
    assert set(tightenings((made,), context())) == {"r"}
    assert set(tightenings((made,), context(given=False))) == {"r"}
    assert set(tightenings((made,), context(Fact("opt_out", None, date(2026, 3, 14))))) == {"r"}
    assert tightenings((made,), context(Fact("opt_out"))) == {}


def test_night_shifts_are_not_planned_for_whom_they_need_consent() -> None:
    about = context(Fact("no_nights", date(2026, 1, 5)))
    made = scoped("night_consent", p.NightConsent(p.Night(0, 300, 0)), fact="no_nights")
    limits, templates = tightened(made, about), about.catalogue.templates
    starts = {t.start_minute for t, ok in zip(templates, limits.allowed[0], strict=True) if ok}
    assert starts == {300, 540, 960}  # 16:00 with eight hours ends at midnight
    late = [t.length_minutes for t, ok in zip(templates, limits.allowed[0], strict=True) if ok]
    assert late.count(660) == 2


def test_days_around_a_birth_are_closed() -> None:
    about = context(Fact("pregnant", date(2026, 1, 5), date(2026, 4, 3)))
    limits = tightened(rule("r", "no_work_around_birth", p.NoWorkAroundBirth(28, 42)), about)
    assert open_days(about, limits, 8.0) == [0, 1, 2, 3]  # up to Thursday 5 March
    assert not (limits.allowed[3] & (about.catalogue.end_s[3] > about.catalogue.midnight_s[4])).any()


def test_an_early_birth_opens_no_day_before_it() -> None:
    about = context(Fact("pregnant", None, date(2026, 3, 20)), Fact("after_birth", date(2026, 3, 9)))
    limits = tightened(rule("r", "no_work_around_birth", p.NoWorkAroundBirth(28, 42)), about)
    assert open_days(about, limits, 8.0) == []


def test_the_days_after_a_birth_are_closed() -> None:
    about = context(Fact("after_birth", date(2026, 2, 25)))
    limits = tightened(rule("r", "leave_around_birth", p.LeaveAroundBirth(14)), about)
    assert open_days(about, limits, 8.0) == list(range(10, 14))  # from Thursday 12 March


def test_hours_elsewhere_leave_less_of_the_week_and_of_the_mean() -> None:
    about = context(
        Fact("hours_elsewhere", date(2026, 1, 1), None, 8.0), Fact("hours_elsewhere", None, None, 4.0)
    )
    week = tightened(rule("r", "week_hours_in_all", p.WeekHoursInAll(40)), about)
    assert week.week_max_s.max() <= 28 * HOUR
    mean = tightened(rule("r", "average_hours_in_all", p.AverageHoursInAll(48, 2)), about)
    assert mean.week_max_s.max() <= 36 * HOUR
    full = tightened(rule("r", "average_hours_in_all", p.AverageHoursInAll(12, 2)), about)
    assert full.week_max_s.max() == 0


@pytest.mark.parametrize("given", [True, False])
def test_without_hours_elsewhere_nothing_comes_off(given: bool) -> None:
    about = context(given=given)
    assert (
        tightened(rule("r", "week_hours_in_all", p.WeekHoursInAll(40)), about).week_max_s == UNLIMITED
    ).all()


CHECKED = {
    "no work": ("no_work_around_birth", p.NoWorkAroundBirth(28, 42)),
    "leave": ("leave_around_birth", p.LeaveAroundBirth(14)),
    "week": ("week_hours_in_all", p.WeekHoursInAll(40)),
}


@pytest.mark.parametrize(("kind", "parameters"), CHECKED.values(), ids=CHECKED)
def test_what_the_limits_allow_keeps_the_rule_and_what_they_close_does_not_always(
    kind: str, parameters: object
) -> None:
    made, random, broken = rule("r", kind, parameters), Random(4), 0
    for _ in range(60):
        about = context(*some_facts(random))
        limits = tightened(made, about)
        assert fails(made, about, limits.allowed, limits, random) == 0
        broken += fails(made, about, Limits.free(about.catalogue).allowed, None, random)
    assert broken


def some_facts(random: Random) -> list[Fact]:
    day = MONDAY + timedelta(days=random.randrange(-50, 45))
    born = day + timedelta(days=random.randrange(-20, 20))
    facts = [Fact("pregnant", None, day), Fact("after_birth", born)]
    work = Fact("hours_elsewhere", None, day, random.choice((6.0, 14.0, 30.0)))
    return [*random.choice((facts, facts[:1], facts[1:])), work]


def fails(made: Rule, about: Context, allowed: BoolArray, limits: Limits | None, random: Random) -> int:
    """Breaches in shifts drawn from what is allowed, within the caps of the weeks."""
    c, used = about.catalogue, np.zeros(about.weeks)
    rows: list[Stretch] = []
    for day in range(len(c.days)):
        fits = np.flatnonzero(allowed[day])
        if not len(fits) or random.random() < 0.2:
            continue
        t, week = int(random.choice(fits.tolist())), int(c.week[day])
        if rows and c.start_s[day, t] < rows[-1].end_s:
            continue
        work = c.end_s[day, t] - c.start_s[day, t]
        if limits is not None and used[week] + work > limits.week_max_s[week]:
            continue
        used[week] += work
        rows.append(Stretch("w", int(c.start_s[day, t]), int(c.end_s[day, t])))
    since, until = int(c.midnight_s[0]), int(c.midnight_s[-1])
    line = Timeline(about.facts, about.zone, tuple(rows), since, until, since)
    return check([line], [Pack("p", "2026-03-01", (made,))]).failed
