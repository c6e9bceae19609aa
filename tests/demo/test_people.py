from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest

from equipoise.centre import Centre, Worker, Workforce
from equipoise.demo.names import names
from equipoise.demo.recipe import LAST_DAY
from equipoise.timegrid import zone

HORIZON = [LAST_DAY + timedelta(days=n) for n in range(1, 29)]
DAYS_A_WEEK = 5


def paid_minutes(centre: Centre, length: int) -> int:
    return length - sum(r.minutes for r in centre.breaks if not r.paid and length > 60 * r.after_h)


def shifts(centre: Centre, worker: Worker, workforce: Workforce, day: date) -> set[int]:
    """Paid minutes of each shift that fits opening hours and availability on a day."""
    rows = [row for row in workforce.availability if row.worker == worker.name]
    opening = centre.opening.ranges(day)
    return {
        paid_minutes(centre, round(60 * length))
        for pattern in centre.shifts
        for start in pattern.starts_minute
        for length in pattern.lengths_h
        if any(a <= start and start + 60 * length <= b for a, b in opening)
        and free(rows, worker, centre, day, start, start + round(60 * length))
    }


def free(rows, worker: Worker, centre: Centre, day: date, start: int, end: int) -> bool:
    clock = zone(centre.timezone)
    first, last = clock.instant_s(day, start), clock.instant_s(day, end)
    if any(row.kind == "unavailable" and row.start_s < last and row.end_s > first for row in rows):
        return False
    asked = [row for row in rows if row.kind == "available"]
    return not asked or any(row.start_s <= first and last <= row.end_s for row in asked)


def week_sums(centre: Centre, worker: Worker, workforce: Workforce, monday: date) -> set[int]:
    sums = {0}
    per_day = [shifts(centre, worker, workforce, monday + timedelta(days=n)) for n in range(7)]
    reached = {(0, 0)}
    for lengths in per_day:
        reached |= {(total + one, n + 1) for total, n in reached for one in lengths if n < DAYS_A_WEEK}
        sums |= {total for total, _ in reached}
    return sums


def test_everybody_can_work_the_contract_hours_every_week(centre):
    shortest = min(min(p.lengths_h) for p in centre.centre.shifts)
    for worker in centre.workforce.workers:
        for monday in HORIZON[::7]:
            sums = week_sums(centre.centre, worker, centre.workforce, monday)
            within = {s / 60 for s in sums if worker.min_h <= s / 60 <= worker.max_h}
            near = min((abs(worker.contract_h - s) for s in within), default=99)
            assert near < shortest, f"{worker.name} cannot reach {worker.contract_h} h from {monday}"


def test_everybody_has_a_skill_in_use_and_every_queue_several_people(centre):
    queues = {queue.name for queue in centre.centre.queues}
    for worker in centre.workforce.workers:
        assert worker.skills
        assert set(worker.skills) <= queues
        assert all(1 <= level <= 5 for level in worker.skills.values())
    for queue in queues:
        assert sum(queue in worker.skills for worker in centre.workforce.workers) >= 5


def test_demonstration_has_sixty_people_in_four_teams(demonstration):
    workers = demonstration.workforce.workers
    assert len(workers) == 60
    assert Counter(worker.team for worker in workers) == dict.fromkeys(
        ("Amstel", "Maas", "Waal", "IJssel"), 15
    )
    assert {worker.facts.contract_type for worker in workers} == {"permanent", "fixed", "agency", "on_call"}
    assert sum(len(worker.skills) > 1 for worker in workers) > 40


def test_exactly_one_person_is_under_age_and_works_beside_school(demonstration):
    start = LAST_DAY + timedelta(days=1)
    young = [w for w in demonstration.workforce.workers if age(w.facts.birth_date, start) < 18]
    assert [age(w.facts.birth_date, start) for w in young] == [17]
    assert young[0].contract_h == 12
    kinds = {row.kind for row in demonstration.workforce.availability if row.worker == young[0].name}
    assert kinds == {"unavailable"}


def test_absences_and_wishes_reach_into_the_horizon(centre):
    start = centre.history.grid.end_s
    for rows in (centre.workforce.absences, centre.workforce.preferences, centre.workforce.availability):
        assert any(row.start_s >= start for row in rows)


def test_names_are_all_different_and_run_out():
    assert len(set(names(930))) == 930
    with pytest.raises(ValueError, match="930 known"):
        names(931)


def test_shift_lengths_are_lawful_with_the_breaks_of_the_centre(centre):
    """Dutch law: over 5.5 h of work 30 minutes in parts of 15, over 10 h 45; under age over 4.5 h 30."""
    for pattern in centre.centre.shifts:
        for length in (round(60 * h) for h in pattern.lengths_h):
            parts = [r.minutes for r in centre.centre.breaks if length > 60 * r.after_h and r.minutes >= 15]
            work = paid_minutes(centre.centre, length)
            due = 45 if work > 600 else 30 if work > 270 else 0
            assert sum(parts) >= due
            assert work <= 9 * 60


def test_break_windows_leave_room_for_every_break(centre):
    for pattern in centre.centre.shifts:
        for length in pattern.lengths_h:
            due = sorted((r for r in centre.centre.breaks if length > r.after_h), key=lambda r: r.earliest_h)
            for first, second in pairwise(due):
                assert first.latest_h + first.minutes / 60 <= second.earliest_h
            assert all(r.latest_h + r.minutes / 60 < length for r in due)


def age(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
