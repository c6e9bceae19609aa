"""Figures behind the drawings."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from equipoise.forecast import LEVELS
from equipoise.report.activities import initials
from equipoise.report.charts.accuracy import accuracies
from equipoise.report.charts.coverage import covered_share, difference_text
from equipoise.report.charts.fan import same_week_before
from equipoise.report.charts.totals import day_totals, recorded_totals
from equipoise.report.context import Context
from equipoise.report.local import Local
from equipoise.timegrid import Grid, Zone


def test_day_totals_have_the_spread_of_the_forecasts_own_process(plan):
    totals = day_totals(plan.forecast, 0)
    forecast, rng, runs = plan.forecast, np.random.default_rng(11), 40_000
    monday = forecast.mean[0][: 86_400 // forecast.grid.interval_s]
    day = rng.gamma(1 / 0.08**2, 0.08**2, (runs, 1))
    interval = rng.gamma(1 / 0.09**2, 0.09**2, (runs, monday.size))
    drawn = rng.poisson(day * interval * monday).sum(axis=1)
    assert totals.mean[0] == pytest.approx(drawn.mean(), rel=0.01)
    assert totals.quantiles[:, 0] == pytest.approx(np.quantile(drawn, LEVELS), abs=2.5)


def test_day_totals_of_a_plain_poisson_forecast_and_of_a_closed_day(plan):
    n = len(plan.forecast.queues)
    plain = replace(plan.forecast, day_cv=np.zeros(n), interval_cv=np.zeros(n))
    totals = day_totals(plain, 0)
    spread = (totals.quantiles[-1, 0] - totals.quantiles[0, 0]) / (2 * 1.645)
    assert spread == pytest.approx(np.sqrt(totals.mean[0]), rel=0.08)
    closed = replace(plain, mean=np.zeros_like(plain.mean))
    assert np.isnan(day_totals(closed, 0).quantiles).all()


def test_recorded_totals_are_the_last_six_weeks_and_unknown_days_stay_unknown(plan):
    offered = plan.history.offered.copy()
    offered[0, plan.history.grid.local_day == plan.history.grid.local_day[-1]] = np.nan
    days, totals = recorded_totals(replace(plan.history, offered=offered), "Service")
    assert (days[0], days[-1]) == (date(2026, 2, 9), date(2026, 3, 22))
    assert np.isnan(totals[-1])
    assert totals[0] == np.nansum(plan.history.offered[0, plan.history.grid.local_day == 20493])
    assert recorded_totals(plan.history, "no such queue")[1].size == 0


def test_last_week_is_matched_by_weekday_and_time_across_a_clock_change(plan):
    recorded = same_week_before(plan.history, plan.forecast, "Service")
    history, clock = plan.history, Zone("Europe/Amsterdam")
    sunday_after, sunday_before = date(2026, 3, 29), date(2026, 3, 22)
    ahead = plan.forecast.grid.index(clock.instant_s(sunday_after, 11 * 60))
    behind = history.grid.index(clock.instant_s(sunday_before, 11 * 60))
    assert recorded[ahead] == history.offered[0, behind]


def test_another_interval_length_is_not_compared(plan):
    other = replace(plan.history, grid=Grid.over_days(date(2026, 3, 16), 7, 15, "Europe/Amsterdam"))
    assert np.isnan(same_week_before(other, plan.forecast, "Service")).all()


def test_more_than_required_does_not_make_up_for_short():
    assert covered_share(np.array([2.0, 2.0]), np.array([1.0, 9.0])) == 0.75
    assert np.isnan(covered_share(np.zeros(2), np.ones(2)))


@pytest.mark.parametrize(
    ("difference", "text"), [(-2.0, "▼2"), (-0.5, "▼1"), (-0.49, "="), (0.49, "="), (0.5, "+1"), (3.0, "+3")]
)
def test_a_difference_is_marked_in_words(plan, difference, text):
    assert difference_text(Context.of(plan, "en"), difference) == text


def test_accuracy_takes_the_shortest_lead_and_the_finest_level_first(plan):
    backtest = plan.backtests["Service"]
    late = replace(next(iter(backtest.results["30"]["0"].values())), wape=0.99)
    results = {"day": backtest.results["day"], "30": {"10": {"profile": late}, **backtest.results["30"]}}
    rows = accuracies({"Service": replace(backtest, results=results)}, ("Sales", "Service"))
    assert [(row.queue, row.level, row.lead) for row in rows] == [
        ("Service", "30", "0"),
        ("Service", "day", "0"),
    ]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["Service", "Sales"], ["SE", "SA"]),
        (["Service", "Services", "Server"], ["SERVICE", "SERVICES", "SERVE"]),
        (["E-mail", "mail"], ["EM", "MA"]),
        (["a-b", "ab"], ["a-b", "ab"]),
        (["чат", "?"], ["ЧА", "?"]),
    ],
)
def test_initials_tell_queues_apart(names, expected):
    found = initials(names)
    assert list(found.values()) == expected
    assert len(set(found.values())) == len(names)


def test_numbers_and_dates_are_local():
    english, dutch = Local("en", "Europe/Amsterdam"), Local("nl", "Europe/Amsterdam")
    assert (english.number(12345.67, 1), dutch.number(12345.67, 1)) == ("12,345.7", "12.345,7")
    assert (english.percent(0.823), dutch.percent(0.0562, 1)) == ("82\u00a0%", "5,6\u00a0%")
    assert english.number(float("nan")) == "–"
    assert english.number(-0.04, 1) == "0.0"
    assert (english.signed(1.5), english.signed(-1.5), english.signed(0.0)) == ("+1.5", "−1.5", "0.0")
    instant = Zone("Europe/Amsterdam").instant_s(date(2026, 3, 29), 180)
    assert (english.moment(instant), dutch.moment(instant)) == ("Sun 29 Mar 03:00", "zo 29 mrt 03:00")


def test_the_repeated_hour_carries_its_offset():
    local = Local("en", "Europe/Amsterdam")
    first = Zone("Europe/Amsterdam").instant_s(date(2026, 10, 25), 150)
    assert (local.time(first), local.time(first + 3600)) == ("02:30 UTC+0200", "02:30 UTC+0100")
    assert local.time(first + 7200) == "03:30"


def test_a_period_of_whole_days_names_its_last_day_and_another_its_times():
    local, clock = Local("en", "Europe/Amsterdam"), Zone("Europe/Amsterdam")
    at = lambda day, minute: clock.instant_s(date(2026, 3, day), minute)  # noqa: E731
    assert local.period(at(23, 0), at(24, 0)) == "Mon 23 Mar"
    assert local.period(at(23, 0), at(30, 0)) == "Mon 23 Mar–Sun 29 Mar"
    assert local.period(at(23, 480), at(23, 960)) == "Mon 23 Mar 08:00–16:00"
    assert local.period(at(23, 480), at(24, 60)) == "Mon 23 Mar 08:00–Tue 24 Mar 01:00"
