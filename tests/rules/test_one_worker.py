"""One worker at a time is the same as all at once, and what is shared between workers stays theirs."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest

from equipoise.rules.checker import check, check_worker
from equipoise.rules.local import shared
from equipoise.rules.model import Pack, Rule, Scope, Timeline, WorkerFacts
from equipoise.rules.packs import known_packs, load_packs
from equipoise.rules.parameters import SplitShift
from equipoise.rules.rests import longest_s, rests_from_shifts, short_rests
from equipoise.rules.timelines import build_timelines
from equipoise.rules.work import work_of
from equipoise.timegrid import Stretch, Zone

HOUR = 3600
ZONE = Zone("Europe/Amsterdam")
FROM = ZONE.instant_s(date(2026, 3, 2), 0)
WEEK = 7 * 24 * HOUR
PACKS = load_packs(known_packs(), date(2026, 3, 1))


def random_rows(seed: int, worker: str = "w") -> list[Stretch]:
    random, cursor, rows = Random(seed), FROM - WEEK, []
    while cursor < FROM + 2 * WEEK:
        length = random.randrange(1, 13 * 4) * HOUR // 4
        rows.append(Stretch(worker, cursor, cursor + length, random.choice(("work", "work", "training"))))
        cursor += length + random.choice((0, random.randrange(1, 60 * 4))) * HOUR // 4
    return rows


def timelines(clock: Zone = ZONE, workers: int = 3) -> tuple[Timeline, ...]:
    rows = [row for seed in range(workers) for row in random_rows(seed, f"w{seed}")]
    facts = [WorkerFacts(f"w{seed}", date(1990, 1, 1), 20.0) for seed in range(workers)]
    return build_timelines(rows, facts, clock, FROM, FROM + 2 * WEEK)


def test_all_findings_are_those_of_each_worker() -> None:
    together = check(timelines(), PACKS)
    apart = [check_worker(timeline, PACKS) for timeline in timelines()]
    assert together.failed
    assert list(together.findings) == [finding for one in apart for finding in one.findings]
    assert together.passed == sum(one.passed for one in apart)
    assert together.packs == apart[0].packs


def test_two_clocks_in_turn_do_not_mix() -> None:
    here, there = timelines(ZONE), timelines(Zone("America/New_York"))
    alone = [check([one], PACKS).findings for one in (here[0], there[0])]
    assert alone[0] != alone[1]
    for _ in range(2):
        assert [check([one], PACKS).findings for one in (here[0], there[0])] == alone


def test_what_is_shared_is_made_once_for_a_clock() -> None:
    made: list[int] = []
    first, second = Zone("Europe/Amsterdam"), Zone("Europe/Amsterdam")
    for clock in (first, first, second):
        shared(clock, "counted here", lambda: made.append(1))
    assert len(made) == 2


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("length_h", [24, 7 * 24])
def test_all_windows_at_once_hold_the_longest_rest_of_each(seed: int, length_h: int) -> None:
    (timeline,) = build_timelines(random_rows(seed), [WorkerFacts("w")], ZONE, FROM, FROM + 2 * WEEK)
    work = work_of(timeline)
    rests = list(rests_from_shifts(work, length_h * HOUR, 11 * HOUR))
    each = [
        longest_s(work.busy, block, start + length_h * HOUR)
        for block, start in zip(work.first_block, work.start_s, strict=True)
    ]
    assert [rest.rest_s for rest in rests] == each
    assert list(short_rests(work, length_h * HOUR, 11 * HOUR)) == [
        rest for rest in rests if rest.rest_s < 11 * HOUR
    ]


@pytest.mark.parametrize(("hours", "result"), [(34.9, "fail"), (35.0, None), (None, "undetermined")])
def test_a_rule_for_part_timers_looks_at_the_hours_of_the_contract(
    hours: float | None, result: str | None
) -> None:
    rows = [Stretch("w", FROM + h * HOUR, FROM + (h + 1) * HOUR) for h in (9, 11, 13)]
    rule = Rule("x.y", "split_shift", SplitShift(1, 2), "X", "Law", "1", "block", scope=Scope(hours_below=35))
    facts = [WorkerFacts("w", date(1990, 1, 1), hours)]
    found = check(build_timelines(rows, facts, ZONE, FROM, FROM + WEEK), [Pack("x", "2026-03-01", (rule,))])
    assert [finding.result for finding in found.findings] == ([result] if result else [])
    if hours is None:
        assert "contract hours are missing" in found.findings[0].message["en"]
