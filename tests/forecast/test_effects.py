from __future__ import annotations

from datetime import date

import numpy as np

from equipoise.forecast.effects import calendar_design, closures, normal_days
from equipoise.forecast.table import DayTable, KnownDays

FIRST = (date(2024, 1, 1) - date(1970, 1, 1)).days  # a Monday


def weeks(n: int, closed: tuple[int, ...] = (), holiday: tuple[int, ...] = (), ahead: int = 14):
    """Monday to Friday, one slot a day; ``closed`` days have no observation."""
    days = 7 * n
    exposure = np.tile([1.0] * 5 + [0.0] * 2, n)[:, None]
    exposure[list(closed)] = 0
    total = days + ahead
    weekly = np.arange(total) % 7 < 5
    known = KnownDays(weekly, weekly.copy(), np.isin(np.arange(total), holiday))
    return DayTable(FIRST, 100 * exposure, exposure), known


def test_a_weekday_hardly_ever_observed_is_not_normally_open():
    past, known = weeks(10, closed=tuple(range(0, 70, 7)))
    normal = normal_days(past, known)
    assert not normal[0]
    assert normal[1]
    assert not normal[5]


def test_future_holidays_are_as_likely_closed_as_past_ones_were():
    past, known = weeks(10, closed=(7, 21), holiday=(7, 21, 70))
    assert closures(past, known, normal_days(past, known))[70] == (2 + 0.5) / 3
    past, known = weeks(10, holiday=(7, 21, 70))
    assert closures(past, known, normal_days(past, known))[70] == 0.5 / 3


def test_planned_closure_ahead_is_certain():
    past, known = weeks(10)
    known.planned[71] = False
    assert closures(past, known, normal_days(past, known))[71] == 1


def test_the_day_after_an_unexpected_closure_is_marked_across_the_weekend():
    past, known = weeks(10, closed=(11,))  # a Friday
    design = calendar_design(past, known, 0.01).columns
    after = design[:, 8]
    assert np.flatnonzero(after).tolist() == [14]  # the Monday


def test_first_and_last_open_days_of_the_month_are_marked():
    past, known = weeks(10)
    columns = calendar_design(past, known, 0.01).columns
    edges = columns[:, 8 + 6 + 8 : 8 + 6 + 8 + 4]
    marked = [
        [date.fromordinal(date(2024, 1, 1).toordinal() + int(d)) for d in np.flatnonzero(e)] for e in edges.T
    ]
    assert marked[0] == [date(2024, 1, 1), date(2024, 2, 1), date(2024, 3, 1)]
    assert marked[1] == [date(2024, 1, 2), date(2024, 2, 2), date(2024, 3, 4)]
    assert marked[2] == [date(2024, 1, 31), date(2024, 2, 29)]
    assert marked[3] == [date(2024, 1, 30), date(2024, 2, 28)]


def test_the_level_is_flat_ahead_and_drifts_in_the_past():
    past, known = weeks(60)
    design = calendar_design(past, known, 0.01)
    steps = design.columns[:, design.prior_sd < 0.021][:, -40:]
    assert not steps[past.n_days - 7 :].any()
    assert steps[0].all()


def test_the_design_of_past_days_uses_nothing_ahead():
    past, known = weeks(10, closed=(11,), holiday=(70,))
    longer = calendar_design(past, known, 0.01).columns
    shorter = calendar_design(past, known.until(past.n_days + 7), 0.01).columns
    month_edges = slice(22, 26)  # the calendar itself is known as far as it is given
    same = np.delete(longer[: len(shorter)], np.r_[month_edges], axis=1)
    assert np.array_equal(same, np.delete(shorter, np.r_[month_edges], axis=1))
