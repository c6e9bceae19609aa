from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from equipoise.demo.days import follows_closure, month_turn
from equipoise.demo.dispersion import day_cv, interval_cv
from equipoise.demo.recipe import LAST_DAY, QueueRecipe
from equipoise.demo.shapes import load_shapes
from equipoise.demo.volumes import draw_queue, expected_offered
from equipoise.timegrid import Grid, OpeningHours

WEEKS = 26
WHIT_MONDAY = date(2026, 5, 25)
WEEKDAYS = (((480, 1260),),) * 5
OPENING = OpeningHours((*WEEKDAYS, ((540, 1020),), ()), ((540, 1020),), frozenset({WHIT_MONDAY}))


def grid() -> Grid:
    return Grid.over_days(LAST_DAY - timedelta(days=7 * WEEKS - 1), 7 * WEEKS, 15, "Europe/Amsterdam")


def working_days(values: np.ndarray, over: Grid) -> tuple[np.ndarray, np.ndarray]:
    """Values by ordinary working day and slot, and each day's weekday."""
    ordinary = OPENING.mask(over) & (over.weekday < 5)
    ordinary &= over.local_day != WHIT_MONDAY.toordinal() - date(1970, 1, 1).toordinal()
    return values[ordinary].reshape(-1, 52), over.weekday[ordinary].reshape(-1, 52)[:, 0]


@pytest.mark.parametrize("source", ["retail_bank", "small_bank"])
def test_drawn_contacts_vary_as_much_as_the_estimates_say(source):
    over, arrivals = grid(), load_shapes().arrivals[source]
    recipe = QueueRecipe("q", 60_000, source, "regular", mean_wait_s=None)
    drawn = draw_queue(recipe, 300.0, over, OPENING, np.random.default_rng(3))
    offered = np.zeros(over.n)
    offered[drawn.at] = drawn.offered
    counts, weekday = working_days(offered, over)
    expected, _ = working_days(expected_offered(recipe, arrivals, over, OPENING), over)
    ratio = counts.sum(axis=1) / expected.sum(axis=1)
    assert day_cv(ratio, counts.sum(axis=1)) == pytest.approx(arrivals.day_cv, rel=0.25)
    assert interval_cv(counts, weekday) == pytest.approx(arrivals.interval_cv, rel=0.05)
    assert ratio.mean() == pytest.approx(1.0, abs=3.5 * arrivals.day_cv / len(ratio) ** 0.5)


def test_an_ordinary_week_holds_the_contacts_of_the_recipe():
    over = grid()
    expected = expected_offered(
        QueueRecipe("q", 1000.0, "retail_bank", "regular"),
        load_shapes().arrivals["retail_bank"],
        over,
        OPENING,
    )
    second_week_of_june = expected[over.span(*(over.clock.instant_s(date(2026, 6, d), 0) for d in (8, 15)))]
    assert second_week_of_june.sum() == pytest.approx(1000.0)


def test_growth_ends_at_the_volume_of_the_recipe():
    over, arrivals = grid(), load_shapes().arrivals["retail_bank"]
    flat = expected_offered(QueueRecipe("q", 1000.0, "retail_bank", "regular"), arrivals, over, OPENING)
    grown = expected_offered(
        QueueRecipe("q", 1000.0, "retail_bank", "regular", growth=0.2), arrivals, over, OPENING
    )
    at = np.flatnonzero(flat)
    assert (grown / np.where(flat > 0, flat, 1))[at[[0, -1]]] == pytest.approx([0.8, 1.0], abs=0.01)


def test_contacts_of_the_night_wait_in_the_first_interval():
    over, arrivals = grid(), load_shapes().arrivals["small_bank"]
    recipe = QueueRecipe("q", 1000.0, "small_bank", "regular", overnight=0.25)
    days, _ = working_days(expected_offered(recipe, arrivals, over, OPENING), over)
    assert (days[:, 0] / days.sum(axis=1)).min() > 0.25


def test_calendar_marks_the_turn_of_the_month_and_the_day_after_a_closure():
    assert [month_turn(date(2026, 6, d), OPENING) for d in (1, 2, 3, 4, 6, 29, 30)] == [1, 2, 3, 0, 0, 0, -1]
    assert month_turn(WHIT_MONDAY, OPENING) == 0
    assert [follows_closure(date(2026, 5, d), OPENING) for d in (25, 26, 27)] == [False, True, False]
