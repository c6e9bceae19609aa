"""What the optimiser obeys is enough: tours within compiled limits break no rule they were compiled from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

import numpy as np
import pytest

from equipoise.roster.catalogue import build_catalogue
from equipoise.roster.compile import CHECKED_AFTERWARDS, COMPILED, tightenings
from equipoise.roster.compile.context import Context, shifts_of
from equipoise.roster.compile.limits import Limits
from equipoise.roster.compile.weekly_rest_sum import weekly_hours
from equipoise.rules import parameters as p
from equipoise.rules.checker import check
from equipoise.rules.model import Pack, Rule, Timeline, WorkerFacts
from equipoise.rules.packs import known_packs, load_packs
from equipoise.timegrid import Stretch, Zone

from .factory import ROUND_THE_CLOCK, ShiftPattern, problem, rule, worker

HOUR = 3600
ZONE = Zone("Europe/Amsterdam")
NIGHTS = p.NightWorker(p.Night(1320, 420, 0.0), nights=2)
SHIFTS = (ShiftPattern((0, 360, 600, 900, 1320), (2.0, 6.0, 8.0, 9.0)),)


def context(weeks: int = 2, history: tuple[Stretch, ...] = (), **changes: Any) -> Context:
    made = problem([worker("w")], weeks=weeks, hours=ROUND_THE_CLOCK, shifts=SHIFTS, **changes)
    return Context(build_catalogue(made), WorkerFacts("w", date(1990, 1, 1)), shifts_of(history), (), 48.0)


def tightened(kind: str, parameters: object, about: Context) -> Limits:
    limits = Limits.free(about.catalogue)
    for tighten in tightenings((rule("r", kind, parameters),), about).values():
        limits = tighten(limits)
    return limits


def lengths_allowed(limits: Limits, about: Context) -> set[tuple[int, float]]:
    """Start minute and hours of the templates that are allowed on the first day."""
    templates = about.catalogue.templates
    return {
        (t.start_minute, t.length_minutes / 60)
        for t, allowed in zip(templates, limits.allowed[0], strict=True)
        if allowed
    }


def test_every_rule_of_every_pack_compiles_or_is_checked_afterwards() -> None:
    rules = tuple(rule for pack in load_packs(known_packs(), date(2026, 3, 2)) for rule in pack.rules)
    scoped = (rule for rule in rules if rule.scope.age_below is None and not rule.scope.contract_types)
    adult = tuple(rule for rule in scoped if rule.scope.fact is None)
    about = context()
    found = tightenings(rules, about)
    assert set(found) == {rule.id for rule in adult if rule.kind not in CHECKED_AFTERWARDS}
    limits = Limits.free(about.catalogue)
    for tighten in found.values():
        limits = tighten(limits)
    assert not set(COMPILED) & set(CHECKED_AFTERWARDS)


def test_a_short_shift_may_not_be_worked_where_a_period_of_work_has_a_least_length() -> None:
    about = context()
    allowed = lengths_allowed(tightened("work_period", p.WorkPeriod(5.5), about), about)
    assert {hours for _, hours in allowed} == {6.0, 8.0, 9.0}


def test_a_long_shift_at_night_may_not_be_worked_by_who_may_become_a_night_worker() -> None:
    about = context(breaks=())
    limits = tightened("night_worker_shift", p.NightWorkerShift(8.0, NIGHTS), about)
    allowed = lengths_allowed(limits, about)
    assert (1320, 8.0) in allowed
    assert (1320, 9.0) not in allowed
    assert (600, 9.0) in allowed


def test_a_break_is_due_in_the_shift_that_reaches_the_hours_and_not_below() -> None:
    about = context(breaks=())
    limits = tightened("breaks_from", p.BreaksFrom(((6.0, 20.0),), 20.0), about)
    assert {hours for _, hours in lengths_allowed(limits, about)} == {2.0}


def test_rest_between_shifts_follows_every_shift() -> None:
    limits = tightened("rest_between", p.RestBetween(12.0), context())
    assert (limits.rest_s == 12 * HOUR).all()


def test_the_mean_of_a_night_worker_caps_every_week() -> None:
    about = context()
    limits = tightened("night_worker_mean", p.NightWorkerMean(40.0, 12, NIGHTS), about)
    first = 12 * 40 * HOUR / 2  # twelve weeks of which the first ten were free
    assert (limits.week_max_s <= first).all()
    assert (limits.week_max_s < np.iinfo(np.int64).max // 2).all()


def test_overtime_is_not_planned() -> None:
    limits = tightened("overtime", p.Overtime(80.0, 52, 40.0), context())
    assert (limits.week_max_s <= 40 * HOUR).all()


def tour(limits: Limits, seed: int, start: date) -> list[Stretch]:
    """Eight weeks of shifts as tightly as the weekly rest of the limits allows, at random."""
    random = Random(seed)
    cursor = ZONE.instant_s(start, 0) + random.randrange(0, 48) * HOUR // 2
    end, rows = cursor + 56 * 24 * HOUR, []
    while cursor < end:
        run_end = cursor + limits.span_s
        while True:
            length = random.choice((4, 8, 10)) * HOUR
            if cursor + length > run_end:
                break
            rows.append(Stretch("w", cursor, cursor + length))
            most = min(limits.reset_s - 1, 30 * HOUR)
            cursor += length + random.choice((11 * HOUR, 14 * HOUR, random.randrange(11 * HOUR, most)))
        longer = random.choice((0, 0, 60, HOUR, random.randrange(0, 72 * HOUR)))
        cursor = rows[-1].end_s + limits.reset_s + longer
    return rows


WEEKLY = {
    "weekly_rest_sum ie": ("weekly_rest_sum", p.WeeklyRestSum(48, 14, 24, 11)),
    "weekly_rest_sum es": ("weekly_rest_sum", p.WeeklyRestSum(72, 14, 36)),
    "week_rest_day": ("week_rest_day", p.WeekRestDay(36)),
    "sunday_rest be": ("sunday_rest", p.SundayRest(35, 6, 4)),
    "sunday_rest de": ("sunday_rest", p.SundayRest(35, 14)),
    "week_days": ("week_days", p.WeekDays(6)),
}


@pytest.mark.parametrize("start", [date(2026, 3, 2), date(2026, 10, 5)], ids=["spring", "autumn"])
@pytest.mark.parametrize(("kind", "parameters"), WEEKLY.values(), ids=WEEKLY)
def test_a_tour_with_the_compiled_weekly_rest_keeps_the_rule(
    kind: str, parameters: object, start: date
) -> None:
    limits = tightened(kind, parameters, context())
    made = Rule("x.y", kind, parameters, "X", "Law", "1", "block")  # type: ignore[arg-type]
    for seed in range(60):
        findings = check([timeline(tour(limits, seed, start), start)], [Pack("x", "2026-03-01", (made,))])
        assert findings.failed == 0, (seed, findings.findings[:1])


@pytest.mark.parametrize(("kind", "parameters"), WEEKLY.values(), ids=WEEKLY)
def test_without_it_some_tour_breaks_the_rule(kind: str, parameters: object) -> None:
    start = date(2026, 3, 2)
    limits = replace(tightened(kind, parameters, context()), reset_s=12 * HOUR, span_s=156 * HOUR)
    made = Rule("x.y", kind, parameters, "X", "Law", "1", "block")  # type: ignore[arg-type]
    packs = [Pack("x", "2026-03-01", (made,))]
    assert any(check([timeline(tour(limits, seed, start), start)], packs).failed for seed in range(20))


def timeline(rows: list[Stretch], start: date) -> Timeline:
    from_s = ZONE.instant_s(start, 0)
    return Timeline(
        WorkerFacts("w", date(1990, 1, 1)), ZONE, tuple(rows), from_s, from_s + 70 * 24 * HOUR, from_s
    )


def test_two_rests_that_add_up_need_no_more_than_their_sum_at_once() -> None:
    assert weekly_hours(p.WeeklyRestSum(48, 14, 24, 11)) == 47
    assert weekly_hours(p.WeeklyRestSum(72, 14, 36)) == 54
    assert weekly_hours(p.WeeklyRestSum(100, 14, 24)) == 100
