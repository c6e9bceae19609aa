from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from equipoise.contacts import History
from equipoise.errors import InvalidInput
from equipoise.forecast import Forecast
from equipoise.forecast.fit import forecast
from equipoise.timegrid import Grid, HolidayCalendar, OpeningHours, format_instant

NOBODY = HolidayCalendar("")
NL = HolidayCalendar("NL")


def made_from(simulated, start: date, weeks: int = 1, calendar: HolidayCalendar = NOBODY) -> Forecast:
    return forecast(simulated.history, simulated.opening, calendar, start, weeks)


def on(result: Forecast, day: date) -> float:
    return float(result.mean[0][result.grid.local_day == (day - date(1970, 1, 1)).days].sum())


def test_the_mean_follows_weekday_and_time_of_day(simulate):
    longer = simulate(weeks=30, per_interval=200)
    result = made_from(longer, date(2024, 7, 1))
    ahead = longer.history.grid.span(result.grid.start_s, result.grid.end_s)
    truth = longer.rate[ahead]
    assert np.abs(result.mean[0] - truth).sum() / truth.sum() < 0.05


def test_closed_intervals_are_zero_at_every_quantile(simulate):
    made = simulate(weeks=12)
    opening = replace(made.opening, closed=frozenset({date(2024, 3, 26)}))
    result = forecast(made.history, opening, NOBODY, date(2024, 3, 25), 1)
    closed = ~opening.mask(result.grid)
    assert not result.mean[0][closed].any()
    assert not result.quantiles[0][:, closed].any()
    assert on(result, date(2024, 3, 26)) == 0
    assert on(result, date(2024, 3, 27)) > 0


def test_quantiles_rise_and_surround_the_mean(simulate):
    result = made_from(simulate(weeks=20), date(2024, 5, 20), 2)
    some = result.mean[0] > 0
    assert (np.diff(result.quantiles[0], axis=0) >= 0).all()
    assert (result.quantiles[0][0, some] < result.mean[0, some]).all()
    assert (result.quantiles[0][-1, some] > result.mean[0, some]).all()


def test_eighty_percent_bands_hold_eighty_percent_of_what_comes(simulate):
    inside: list[float] = []
    for seed in range(6):
        made = simulate(weeks=34, seed=seed, day_cv=0.08)
        result = made_from(made, date(2024, 7, 29), 4)
        ahead = made.history.grid.span(result.grid.start_s, result.grid.end_s)
        actual, some = made.history.offered[0][ahead], result.mean[0] > 0
        low, high = result.quantiles[0][1], result.quantiles[0][5]
        inside.append(((actual >= low) & (actual <= high))[some].mean())
    assert np.mean(inside) == pytest.approx(0.80, abs=0.05)


def test_dispersion_of_days_comes_back(simulate):
    result = made_from(simulate(weeks=40, per_interval=300, day_cv=0.12), date(2024, 10, 7))
    assert result.day_cv[0] == pytest.approx(0.12, abs=0.04)
    assert result.interval_cv[0] < 0.05


def test_nothing_at_or_after_the_start_matters(simulate):
    made = simulate(weeks=20)
    start = date(2024, 4, 1)
    expected = made_from(made, start, 2, NL)
    after = made.history.grid.local_day >= (start - date(1970, 1, 1)).days
    rng = np.random.default_rng(0)
    for replacement in (rng.poisson(900, after.sum()).astype(float), np.full(after.sum(), np.nan)):
        offered, aht = made.history.offered.copy(), np.full(made.history.offered.shape, np.nan)
        offered[0, after], aht[0, after] = replacement, 999.0
        changed = replace(made.history, offered=offered, aht_s=aht)
        result = forecast(changed, made.opening, NL, start, 2)
        assert np.array_equal(result.mean, expected.mean)
        assert np.array_equal(result.quantiles, expected.quantiles)
        assert np.isnan(result.aht_s).all()


def test_a_quiet_open_holiday_is_learnt(simulate):
    quiet = {date(2023, 12, 25): 0.3, date(2023, 12, 26): 0.3, date(2024, 1, 1): 0.3, date(2024, 4, 1): 0.3}
    made = simulate(weeks=30, first=date(2023, 10, 2), day_factor=quiet)
    result = made_from(made, date(2024, 4, 29), 2, NL)  # Ascension is Thursday 9 May
    assert on(result, date(2024, 5, 9)) < 0.6 * on(result, date(2024, 5, 2))
    assert on(made_from(made, date(2024, 4, 29), 2), date(2024, 5, 9)) > 0.85 * on(result, date(2024, 5, 2))


@pytest.mark.parametrize(("day", "hours"), [(date(2024, 3, 31), 23), (date(2024, 10, 27), 25)])
def test_a_clock_change_day_has_its_hours_and_its_labels(day, hours, simulate):
    always = OpeningHours((((0, 1440),),) * 7)
    made = simulate(weeks=14, first=day - timedelta(days=97), opening=always)
    result = made_from(made, day - timedelta(days=6))
    on_day = np.flatnonzero(result.grid.local_day == (day - date(1970, 1, 1)).days)
    labels = [format_instant(int(result.grid.starts_s[i]), result.grid.clock)[11:16] for i in on_day]
    assert len(on_day) == 2 * hours
    assert labels.count("02:00") == (0 if hours == 23 else 2)
    assert (result.mean[0][on_day] > 0).all()
    minute = result.grid.local_minute[on_day]
    usual = result.mean[0][on_day - 48 * 2 if hours == 25 else on_day - 96]
    shape = result.mean[0][on_day] / result.mean[0][on_day].sum()
    assert shape[minute == 720][0] == pytest.approx(
        (usual / usual.sum())[24 if hours == 25 else 26], abs=0.02
    )


def test_three_weeks_of_history_are_enough(simulate):
    result = made_from(simulate(weeks=3), date(2024, 1, 22), 4)
    assert result.mean[0].sum() / 4 == pytest.approx(
        60 * 20 * np.array([1.3, 1.1, 1, 1, 0.95, 0.5]).sum(), rel=0.06
    )


def test_a_thin_queue_is_forecast_at_its_rate(simulate):
    result = made_from(simulate(weeks=30, per_interval=0.1), date(2024, 7, 29), 2)
    assert result.mean[0].sum() / 2 == pytest.approx(0.1 * 20 * 5.85, rel=0.35)
    assert np.isfinite(result.quantiles).all()


def test_a_queue_without_any_contact_is_forecast_near_zero(simulate):
    made = simulate(weeks=10)
    nobody = replace(made.history, offered=made.history.offered * 0)
    assert forecast(nobody, made.opening, NL, date(2024, 3, 11), 1).mean.sum() < 0.5


def test_growth_of_the_past_weeks_is_followed(simulate):
    made = simulate(weeks=42, per_interval=100, weekly_growth=0.01)
    result = made_from(made, date(2024, 9, 30))
    truth = made.rate[made.history.grid.span(result.grid.start_s, result.grid.end_s)].sum()
    assert result.mean[0].sum() == pytest.approx(truth, rel=0.05)


def test_a_start_after_the_history_is_forecast_across_the_gap(simulate):
    made = simulate(weeks=20)
    near, far = made_from(made, date(2024, 5, 20)), made_from(made, date(2024, 7, 15))
    assert far.mean.sum() == pytest.approx(near.mean.sum(), rel=0.08)
    assert far.grid.days[0] == date(2024, 7, 15)


def two_queues(simulate, second_from: int) -> tuple[History, OpeningHours]:
    """Queue ``late`` has rows from minute ``second_from`` of the day only."""
    made = simulate(weeks=12)
    grid = made.history.grid
    late = np.where(grid.local_minute >= second_from, made.history.offered[0], np.nan)
    offered = np.stack([made.history.offered[0], late])
    unknown = np.full(offered.shape, np.nan)
    return History(grid, ("sales", "late"), offered, unknown, unknown, unknown), made.opening


def test_a_queue_is_closed_where_only_others_have_ever_been_open(simulate):
    history, opening = two_queues(simulate, 720)
    result = forecast(history, opening, NOBODY, date(2024, 3, 25), 1)
    morning = (result.grid.local_minute < 720) & opening.mask(result.grid)
    assert (result.mean[0][morning] > 0).all()
    assert not result.mean[1][morning].any()


def test_hours_new_to_everybody_are_forecast(simulate):
    made = simulate(weeks=12)
    until_eight = OpeningHours((*(((480, 1200),),) * 6, ()))
    result = forecast(made.history, until_eight, NOBODY, date(2024, 3, 25), 1)
    evening = (result.grid.local_minute >= 1080) & until_eight.mask(result.grid)
    assert (result.mean[0][evening] > 0).all()


def test_handle_time_follows_hour_and_weekday_where_recorded(simulate):
    made = simulate(weeks=20)
    grid = made.history.grid
    aht = 300.0 + np.where(grid.local_minute >= 960, 60.0, 0.0) + np.where(grid.weekday == 0, 30.0, 0.0)
    aht = np.where(np.isfinite(made.history.offered[0]), aht, np.nan)
    result = forecast(replace(made.history, aht_s=aht[None]), made.opening, NOBODY, date(2024, 5, 20), 1)
    at = {
        (int(w), int(m)): v
        for w, m, v in zip(result.grid.weekday, result.grid.local_minute, result.aht_s[0], strict=True)
    }
    assert at[1, 600] == pytest.approx(300, abs=6)
    assert at[1, 1020] == pytest.approx(360, abs=8)
    assert at[0, 600] == pytest.approx(330, abs=8)


def test_a_handle_time_of_few_contacts_weighs_little(simulate):
    made = simulate(weeks=20)
    aht, answered = np.full(made.history.offered.shape, np.nan), np.full(made.history.offered.shape, np.nan)
    busy = np.flatnonzero(np.isfinite(made.history.offered[0]))
    aht[0, busy], answered[0, busy] = 300.0, 40.0
    aht[0, busy[-1]], answered[0, busy[-1]] = 5000.0, 1.0
    history = replace(made.history, aht_s=aht, answered=answered)
    result = forecast(history, made.opening, NOBODY, date(2024, 5, 20), 1)
    assert result.aht_s[0].max() < 315


@pytest.mark.parametrize(
    ("start", "message"),
    [
        (date(2023, 12, 1), "queue sales: no contacts recorded"),
        (date(2024, 1, 5), "queue sales: history begins on 2024-01-01, less than a week"),
        (date(2025, 4, 1), "queue sales: history ends on 2024-03-23, more than 52 weeks"),
    ],
)
def test_a_horizon_out_of_reach_is_refused_by_queue(start, message, simulate):
    with pytest.raises(InvalidInput, match=message):
        made_from(simulate(weeks=12), start)


def test_a_queue_without_data_in_open_hours_is_refused_by_name(simulate):
    history, opening = two_queues(simulate, 1080)
    with pytest.raises(InvalidInput, match="queue late"):
        forecast(history, opening, NOBODY, date(2024, 3, 25), 1)


def test_the_same_input_gives_the_same_forecast(simulate):
    one, two = (made_from(simulate(weeks=16), date(2024, 4, 15), 2, NL) for _ in range(2))
    assert np.array_equal(one.mean, two.mean)
    assert np.array_equal(one.quantiles, two.quantiles)
    assert one.methods == two.methods


def test_the_grid_is_that_of_whole_weeks_from_the_start(simulate):
    result = made_from(simulate(weeks=16), date(2024, 4, 17), 2)
    assert result.grid == Grid.over_days(date(2024, 4, 17), 14, 30, "Europe/Amsterdam")
    assert result.mean.shape == (1, result.grid.n)
    assert result.quantiles.shape == (1, 7, result.grid.n)
