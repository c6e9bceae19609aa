"""Breaks go where they cost customers least, within their windows, apart, and inside work alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from equipoise.centre import BreakRule
from equipoise.roster.replace_breaks import APART_S, Cover, Duty, place_breaks

HOUR, HALF = 3600, 1800
MEAL = BreakRule(4.0, 30, paid=False, earliest_h=3.0, latest_h=4.5)
PAUSE = BreakRule(2.0, 15, paid=True, earliest_h=1.0, latest_h=2.5)


def flat(_queue: str, _start_s: int, _end_s: int) -> float:
    """Every place costs the same."""
    return 0.0


def eight_hours(queue: str = "q") -> Duty:
    return Duty(0, 8 * HOUR, ((0, 8 * HOUR, queue),))


def test_a_break_goes_where_most_people_are_too_many() -> None:
    required = {("q", at * HOUR): 2.0 for at in range(8)}
    scheduled = {("q", at * HOUR): 2.0 for at in range(8)} | {("q", 4 * HOUR): 3.0}
    cover = Cover(required, scheduled, HOUR)
    placed = place_breaks(eight_hours(), [MEAL], cover.price)
    assert placed is not None
    assert 4 * HOUR <= placed[0].start_s < placed[0].end_s <= 5 * HOUR


def test_the_second_person_sees_the_break_of_the_first() -> None:
    slots = [("q", at * HALF) for at in range(16)]
    cover = Cover(dict.fromkeys(slots, 1.5), dict.fromkeys(slots, 2.0), HALF)
    starts = []
    for _ in range(2):
        placed = place_breaks(eight_hours(), [MEAL], cover.price, HALF)
        assert placed is not None
        cover.add("q", placed[0].start_s, placed[0].end_s, -1)
        starts.append(placed[0].start_s)
    assert starts[0] != starts[1]


def test_no_break_lies_in_what_is_not_work() -> None:
    duty = Duty(0, 8 * HOUR, ((0, 3 * HOUR, "q"), (4 * HOUR, 8 * HOUR, "q")))
    placed = place_breaks(duty, [MEAL], flat)
    assert placed is not None
    assert placed[0].start_s >= 4 * HOUR
    meeting_all_through = Duty(0, 8 * HOUR, ((0, 2 * HOUR, "q"), (6 * HOUR, 8 * HOUR, "q")))
    assert place_breaks(meeting_all_through, [MEAL], flat) is None


@pytest.mark.parametrize(("hours", "number"), [(2.0, 0), (2.5, 1), (4.0, 1), (8.0, 2)])
def test_a_shift_has_the_breaks_that_its_length_asks(hours: float, number: int) -> None:
    end_s = int(hours * HOUR)
    placed = place_breaks(Duty(0, end_s, ((0, end_s, "q"),)), [MEAL, PAUSE], flat)
    assert placed is not None
    assert len(placed) == number


@given(st.lists(st.floats(-1, 1), min_size=96, max_size=96))
def test_breaks_keep_their_windows_order_and_distance(prices: list[float]) -> None:
    def price(_queue: str, start_s: int, end_s: int) -> float:
        return sum(prices[at // 300 % 96] for at in range(start_s, end_s, 300))

    placed = place_breaks(eight_hours(), [MEAL, PAUSE], price)
    assert placed is not None
    pause, meal = placed
    assert (pause.paid, pause.end_s - pause.start_s) == (True, 900)
    assert HOUR <= pause.start_s <= 2.5 * HOUR
    assert 3 * HOUR <= meal.start_s <= 4.5 * HOUR
    assert meal.start_s - pause.end_s >= APART_S
    cheapest = min(
        price("q", a, a + 900) + price("q", b, b + 1800)
        for a in range(HOUR, int(2.5 * HOUR) + 1, 300)
        for b in range(3 * HOUR, int(4.5 * HOUR) + 1, 300)
        if b - a - 900 >= APART_S
    )
    assert sum(price("q", one.start_s, one.end_s) for one in placed) == pytest.approx(cheapest)
