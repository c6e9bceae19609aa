"""The roster before the horizon, judged by simple arithmetic of Dutch and European law."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import groupby, pairwise

import pytest

from equipoise.demo.recipe import LAST_DAY
from equipoise.rules.checker import check
from equipoise.rules.packs import load_packs
from equipoise.rules.timelines import build_timelines
from equipoise.timegrid import Stretch, zone
from equipoise.timegrid.stretch import by_worker

HOUR = 3600
UNPAID = "meal"
PAUSES = ("break", "meal")


def shifts(stretches: tuple[Stretch, ...]) -> list[list[Stretch]]:
    """Stretches without a gap belong to one shift."""
    numbers = [0]
    for before, after in pairwise(stretches):
        numbers.append(numbers[-1] + (before.end_s != after.start_s))
    return [[s for _, s in rows] for _, rows in groupby(zip(numbers, stretches, strict=True), lambda x: x[0])]


@pytest.fixture
def tours(centre) -> dict[str, list[list[Stretch]]]:
    return {worker: shifts(rows) for worker, rows in by_worker(centre.workforce.previous).items()}


def work_h(shift: list[Stretch]) -> float:
    return sum(s.seconds for s in shift if s.activity != UNPAID) / HOUR


def test_rest_between_shifts_is_twelve_hours(tours):
    for tour in tours.values():
        assert all(after[0].start_s - before[-1].end_s >= 12 * HOUR for before, after in pairwise(tour))


def test_every_week_holds_thirty_six_hours_of_rest(tours):
    for tour in tours.values():
        long = [a[-1].end_s for a, b in pairwise(tour) if b[0].start_s - a[-1].end_s >= 36 * HOUR]
        ends = [*long, tour[-1][-1].end_s]
        for shift in tour:
            next_rest = next(end for end in ends if end >= shift[-1].end_s)
            assert next_rest + 36 * HOUR <= shift[0].start_s + 7 * 24 * HOUR


def test_shifts_hold_the_breaks_due(tours):
    for tour in tours.values():
        for shift in tour:
            pauses = [s.seconds / 60 for s in shift if s.activity in PAUSES]
            due = 45 if work_h(shift) > 10 else 30 if work_h(shift) > 4.5 else 0
            assert sum(minutes for minutes in pauses if minutes >= 15) >= due
            assert shift[0].activity == shift[-1].activity == "work"


def test_nobody_works_more_than_nine_hours_a_shift_or_the_contract_a_week(tours, centre):
    contracts = {worker.name: worker for worker in centre.workforce.workers}
    for worker, tour in tours.items():
        weeks: dict[int, float] = {}
        for shift in tour:
            assert work_h(shift) <= 9
            week = (datetime.fromtimestamp(shift[0].start_s, UTC).toordinal() - 1) // 7
            weeks[week] = weeks.get(week, 0.0) + work_h(shift)
        assert max(weeks.values()) <= contracts[worker].max_h


def test_roster_ends_before_the_horizon_and_keeps_off_absences(centre):
    previous = centre.workforce.previous
    assert max(s.end_s for s in previous) <= centre.history.grid.end_s
    for absence in centre.workforce.absences:
        own = [s for s in previous if s.worker == absence.worker]
        assert not [s for s in own if s.start_s < absence.end_s and s.end_s > absence.start_s]


def test_work_is_on_a_queue_that_the_worker_can_handle_while_the_centre_is_open(centre):
    skills = {worker.name: worker.skills for worker in centre.workforce.workers}
    grid = centre.history.grid
    is_open = centre.centre.opening.mask(grid)
    for s in centre.workforce.previous:
        assert (s.queue in skills[s.worker]) == (s.activity == "work")
        assert is_open[grid.index(s.start_s) : grid.index(s.end_s - 1) + 1].all()


def test_independent_checker_finds_nothing_against_the_roster(centre):
    clock, previous = zone(centre.centre.timezone), centre.workforce.previous
    from_s, to_s = (clock.instant_s(LAST_DAY + timedelta(days=n), 0) for n in (-27, 1))
    facts = [worker.facts for worker in centre.workforce.workers]
    timelines = build_timelines(previous, facts, clock, from_s, to_s, (), centre.workforce.absences)
    findings = check(timelines, load_packs(centre.centre.packs, LAST_DAY))
    assert findings.passed > 10 * len(facts)
    assert [found for found in findings.findings if found.result == "fail"] == []


def test_demonstration_knows_seventeen_weeks(demonstration):
    first_s = min(s.start_s for s in demonstration.workforce.previous)
    assert datetime.fromtimestamp(first_s, UTC).date() == LAST_DAY - timedelta(days=17 * 7 - 1)
