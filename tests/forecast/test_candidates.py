from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from equipoise.forecast.candidates import CANDIDATES, SameWeekdayMean
from equipoise.forecast.profile import weekday_profiles
from equipoise.forecast.table import DayTable, KnownDays, day_table, known_days
from equipoise.timegrid import HolidayCalendar


def open_days(n: int) -> KnownDays:
    return KnownDays(np.ones(n, dtype=bool), np.ones(n, dtype=bool), np.zeros(n, dtype=bool))


def table(counts: np.ndarray) -> DayTable:
    """Days from Monday 1 January 2024; NaN is unobserved."""
    return DayTable(19723, np.nan_to_num(counts), np.isfinite(counts).astype(float))


def test_four_week_mean_is_that_of_the_last_four_observed_same_weekdays():
    counts = np.arange(42.0)[:, None].repeat(2, axis=1)
    counts[35, 0] = np.nan  # the last Monday's first slot is missing: an earlier Monday counts
    rates = SameWeekdayMean(4).rates(table(counts), open_days(43))
    assert rates[0].tolist() == [np.mean([28, 21, 14, 7]), np.mean([35, 28, 21, 14])]


def test_a_zero_counts_in_the_mean():
    counts = np.full((28, 1), 8.0)
    counts[21] = 0
    assert SameWeekdayMean(4).rates(table(counts), open_days(29))[0, 0] == 6


def test_a_slot_never_seen_on_a_weekday_borrows_from_the_others():
    counts = np.full((28, 2), 8.0)
    counts[::7, 1] = np.nan
    assert SameWeekdayMean(4).rates(table(counts), open_days(29))[0].tolist() == [8, 8]


def tables(made) -> tuple[DayTable, np.ndarray]:
    """What was observed, and the true contacts expected in each cell."""
    rates = replace(made.history, offered=made.rate[None])
    return day_table(made.history, 0, made.opening), day_table(rates, 0, made.opening).counts


@pytest.mark.parametrize("candidate", CANDIDATES, ids=lambda candidate: candidate.name)
def test_every_model_follows_a_known_seasonal_signal(candidate, simulate):
    made = simulate(weeks=30, per_interval=200, day_cv=0.02)
    full, truth = tables(made)
    ahead = candidate.rates(full.before(203), open_days(210)) * full.exposure[203:]
    assert np.abs(ahead - truth[203:]).sum() / truth[203:].sum() < 0.06


@pytest.mark.parametrize("candidate", CANDIDATES, ids=lambda candidate: candidate.name)
def test_ten_times_the_contacts_give_ten_times_the_forecast(candidate, simulate):
    made = simulate(weeks=20, per_interval=200)
    once = day_table(made.history, 0, made.opening)
    tenfold = DayTable(once.first_day, 10 * once.counts, once.exposure)
    one, ten = (candidate.rates(each, open_days(once.n_days + 7)) for each in (once, tenfold))
    assert ten == pytest.approx(10 * one, rel=0.02, abs=1e-9)


def test_regression_beats_the_mean_where_days_are_the_same_but_for_noise(simulate):
    made = simulate(weeks=40, per_interval=8, day_cv=0.0)
    full, truth = tables(made)
    error = {
        c.name: np.abs(c.rates(full.before(273), open_days(280)) * full.exposure[-7:] - truth[-7:]).sum()
        for c in CANDIDATES
    }
    assert error["calendar"] < 0.5 * error["mean4"]


def test_profiles_are_shares_of_a_day():
    rng = np.random.default_rng(4)
    shares = weekday_profiles(table(rng.poisson(5, (70, 24)).astype(float)))
    assert shares.sum(axis=1) == pytest.approx(np.ones(7))
    assert (shares > 0).all()


def test_a_weekday_with_its_own_shape_keeps_it_and_a_rare_one_borrows():
    rng = np.random.default_rng(4)
    morning = np.where(np.arange(24) < 12, 60.0, 20.0)
    counts = rng.poisson(np.tile(morning, (70, 1))).astype(float)
    counts[5::7] = rng.poisson(morning[::-1], (10, 24))  # Saturdays are busy late
    counts[6::7] = np.nan  # never open on Sundays
    shares = weekday_profiles(table(counts))
    assert shares[0, :12].sum() == pytest.approx(0.75, abs=0.02)
    assert shares[5, :12].sum() == pytest.approx(0.25, abs=0.02)
    assert shares[6, :12].sum() > 0.6


def test_a_rush_after_closed_days_is_learnt_and_expected_again(simulate):
    closed = frozenset(
        {date(2023, 12, 25), date(2023, 12, 26), date(2024, 1, 1), date(2024, 4, 1), date(2024, 5, 9)}
    )
    rush = {date(2023, 12, 27): 1.5, date(2024, 1, 2): 1.5, date(2024, 4, 2): 1.5}
    made = simulate(weeks=40, first=date(2023, 8, 7), day_factor=rush)
    opening = replace(made.opening, closed=closed)
    full = day_table(made.history, 0, opening)
    start = (date(2024, 5, 6) - date(2023, 8, 7)).days
    known = known_days(opening, HolidayCalendar("NL"), full.first_day, start + 7)
    unaware = replace(known, planned=known.weekly, holiday=np.zeros_like(known.holiday))
    calendar = next(candidate for candidate in CANDIDATES if candidate.name == "calendar")
    friday = 4
    expected, plain = (calendar.rates(full.before(start), each)[friday].sum() for each in (known, unaware))
    assert expected > 1.2 * plain
