"""Which hours are unsocial and how their spread is measured."""

from datetime import date

import numpy as np
import pytest

from equipoise.balance.unsocial import KINDS, UnsocialClock, gini
from equipoise.timegrid import HolidayCalendar, Stretch, Zone

ZONE = Zone("Europe/Amsterdam")


def hours(day: date, start: int, end: int, holidays: str = "") -> dict[str, float]:
    span = ZONE.instant_s(day, start), ZONE.instant_s(day, end)
    clock = UnsocialClock.around([Stretch("A", *span)], ZONE, HolidayCalendar(holidays))
    found = clock.hours(*span)
    return {kind: float(h) for kind, h in zip(KINDS, found, strict=True) if h}


@pytest.mark.parametrize(
    ("day", "start", "end", "expected"),
    [
        (date(2026, 3, 23), 8 * 60, 20 * 60, {}),
        (date(2026, 3, 23), 8 * 60, 20 * 60 + 30, {"evening": 0.5}),
        (date(2026, 3, 23), 22 * 60, 31 * 60, {"evening": 2.0, "night": 6.0}),
        (date(2026, 3, 28), 5 * 60, 12 * 60, {"night": 1.0, "saturday": 6.0}),
        (date(2026, 3, 28), 21 * 60, 23 * 60, {"saturday": 2.0}),
        (date(2026, 3, 22), 9 * 60, 21 * 60, {"sunday": 12.0}),
    ],
)
def test_each_hour_counts_once_and_by_the_documented_order(day, start, end, expected):
    assert hours(day, start, end) == expected


def test_the_night_that_loses_an_hour_has_five():
    assert hours(date(2026, 3, 28), 24 * 60, 32 * 60) == {"night": 5.0, "sunday": 2.0}


def test_the_night_that_gains_an_hour_has_seven():
    assert hours(date(2026, 10, 24), 24 * 60, 32 * 60) == {"night": 7.0, "sunday": 2.0}


def test_a_public_holiday_counts_as_a_sunday():
    assert hours(date(2026, 4, 27), 9 * 60, 17 * 60, "NL") == {"sunday": 8.0}
    assert hours(date(2026, 4, 27), 9 * 60, 17 * 60) == {}


def test_gini_of_equal_shares_is_nought_and_of_one_taker_nearly_one():
    assert gini([3.0, 3.0, 3.0]) == pytest.approx(0)
    assert gini([0.0] * 9 + [5.0]) == pytest.approx(0.9)
    assert gini([0.0, 0.0]) == 0


def test_gini_equals_its_definition():
    x = np.random.default_rng(3).gamma(2, 1, 40)
    by_definition = np.abs(x[:, None] - x[None, :]).mean() / (2 * x.mean())
    assert gini(x) == pytest.approx(by_definition)
    assert gini(7 * x) == pytest.approx(by_definition)
