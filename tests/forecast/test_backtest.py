from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from equipoise.errors import InvalidInput
from equipoise.forecast.accuracy import poisson_floor, weighted_quantile_loss
from equipoise.forecast.backtest import backtest
from equipoise.forecast.levels import default_level, slots_per_bucket
from equipoise.forecast.scores import Backtest
from equipoise.timegrid import HolidayCalendar

NOBODY = HolidayCalendar("")


def run(made, weeks: int = 4, leads=(0,), levels=("30", "day"), intraday=None) -> Backtest:
    return backtest(made.history, made.opening, NOBODY, weeks, leads, levels, intraday)


def days(made) -> np.ndarray:
    """Contacts by week and open day, shape ``(weeks, 6)``."""
    grid = made.history.grid
    total = np.bincount(grid.local_day - grid.local_day[0], np.nan_to_num(made.history.offered[0]))
    return total.reshape(-1, 7)[:, :6]


def test_the_four_week_mean_is_scored_as_by_hand(simulate):
    made = simulate(weeks=20)
    volume = days(made)
    score = run(made, weeks=4, leads=(0, 1)).results["day"]
    for lead in (0, 1):
        mean = np.array([volume[w - lead - 4 : w - lead].mean(axis=0) for w in range(16, 20)])
        error = mean - volume[16:]
        assert score[str(lead)]["mean4"].wape == pytest.approx(np.abs(error).sum() / volume[16:].sum())
        assert score[str(lead)]["mean4"].bias == pytest.approx(error.sum() / volume[16:].sum())
        assert score[str(lead)]["mean4"].n == 24
        naive = np.abs(volume[1:16] - volume[:15]).mean()
        assert score[str(lead)]["mean4"].mase == pytest.approx(np.abs(error).mean() / naive)


def test_every_level_lead_and_model_has_a_score(simulate):
    result = run(simulate(weeks=20), leads=(0, 1, 3), levels=("30", "60", "day"))
    models = {"mean4", "mean8", "calendar", "calendar_agile"}
    assert set(result.results) == set(result.chosen) == set(result.floor) == {"30", "60", "day"}
    for level, leads in result.results.items():
        assert set(leads) == {"0", "1", "3"}
        for lead, scores in leads.items():
            assert set(scores) == models
            assert result.chosen[level][lead] in models
            assert all(score.wape > 0 and score.seconds > 0 for score in scores.values())


def test_weeks_that_are_not_over_are_no_test_weeks(simulate):
    made = simulate(weeks=20)
    partial = replace(made.history, offered=made.history.offered.copy())
    partial.offered[0, -48 * 3 :] = np.nan  # the last week ends on a Thursday
    unfinished = backtest(partial, made.opening, NOBODY, 4, (0,), ("day",))
    partial.offered[0, -48 * 7 :] = np.nan
    without = backtest(partial, made.opening, NOBODY, 4, (0,), ("day",))
    assert unfinished.results["day"]["0"]["mean4"].wape == without.results["day"]["0"]["mean4"].wape


def test_test_weeks_never_reach_the_forecasts_made_before_them(simulate):
    """Errors at lead 3 in the first test week are the same whatever the last weeks were."""
    made = simulate(weeks=24)
    first = run(replace_last(made, 1.0), weeks=4, leads=(3,))
    second = run(replace_last(made, 3.0), weeks=4, leads=(3,))
    assert first.chosen == second.chosen
    volume = days(made)
    for name in ("mean4", "calendar"):
        one, two = first.results["day"]["3"][name], second.results["day"]["3"][name]
        # the mean expected over the test weeks comes out of either: bias * actual + actual
        total = volume[20:23].sum() + np.array([1.0, 3.0]) * volume[23].sum()
        expected = [(score.bias + 1) * actual for score, actual in zip((one, two), total, strict=True)]
        assert expected[0] == pytest.approx(expected[1], rel=1e-9)


def replace_last(made, factor: float):
    offered = made.history.offered.copy()
    offered[0, -48 * 7 :] *= factor
    return replace(made, history=replace(made.history, offered=offered))


def test_models_that_know_the_shape_beat_the_mean_on_thin_counts(simulate):
    result = run(simulate(weeks=40, per_interval=8, day_cv=0.03), weeks=8)
    scores = result.results["30"]["0"]
    assert result.chosen["30"]["0"].startswith("calendar")
    assert scores[result.chosen["30"]["0"]].wape < 0.97 * scores["mean4"].wape
    assert 0.97 * result.floor["30"] < scores["calendar"].wape < 1.08 * result.floor["30"]


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("weekly_growth", [0.0, 0.01, -0.01])
def test_the_chosen_model_is_not_worse_than_the_four_week_mean(seed, weekly_growth, simulate):
    made = simulate(weeks=30, seed=seed, weekly_growth=weekly_growth)
    result = run(made, weeks=6, leads=(0, 3))
    for level, leads in result.results.items():
        for lead, scores in leads.items():
            noise = 0.5 * scores["mean4"].wape / np.sqrt(6)
            assert scores[result.chosen[level][lead]].wape < scores["mean4"].wape + noise


def test_bands_cover_what_they_promise(simulate):
    scores = [
        score
        for seed in range(5)
        for score in (run(simulate(weeks=34, seed=seed), weeks=8).results["30"]["0"]["calendar"],)
    ]
    assert np.mean([score.coverage80 for score in scores]) == pytest.approx(0.80, abs=0.04)
    assert np.mean([score.coverage95 for score in scores]) == pytest.approx(0.95, abs=0.03)


def test_seeing_a_quarter_of_the_day_helps_where_days_differ(simulate):
    result = run(simulate(weeks=34, per_interval=200, day_cv=0.12), weeks=8, intraday=0.25)
    assert set(result.results) == {"30", "day", "30@0.25", "day@0.25"}
    scores = result.results["day@0.25"]["0"]
    assert scores["calendar+update"].wape < 0.6 * scores["calendar"].wape
    assert result.chosen["day@0.25"]["0"].endswith("+update")
    assert result.results["30@0.25"]["0"]["mean4"].n == 0.75 * result.results["30"]["0"]["mean4"].n


def test_seeing_a_quarter_of_the_day_does_no_harm_where_days_are_alike(simulate):
    scores = run(simulate(weeks=34, day_cv=0.0), weeks=8, intraday=0.25).results["day@0.25"]["0"]
    assert scores["calendar+update"].wape < 1.1 * scores["calendar"].wape


def test_the_floor_is_the_mean_deviation_of_a_poisson_count():
    rng = np.random.default_rng(0)
    for mean in (0.4, 7.0, 190.0):
        drawn = np.abs(rng.poisson(mean, 200_000) - mean).mean() / mean
        assert poisson_floor(np.full(3, mean)) == pytest.approx(drawn, rel=0.01)
    assert poisson_floor(np.full(5, 200.0)) == pytest.approx(0.0564, abs=2e-4)


def test_quantile_loss_of_the_truth_is_zero_and_of_a_miss_is_weighted():
    actual = np.array([10.0])
    assert weighted_quantile_loss(actual, np.full((7, 1), 10.0)) == 0
    assert weighted_quantile_loss(actual, np.full((7, 1), 12.0)) == pytest.approx(2 * 0.5 * 2 / 10)


def test_levels_are_made_of_whole_base_intervals():
    assert slots_per_bucket("30", 288) == 6
    assert slots_per_bucket("day", 48) == 48
    assert default_level(240) == "30"
    assert default_level(24) == "60"
    for level, message in (("5", "finer"), ("45", "not a multiple"), ("7", "neither"), ("hour", "neither")):
        with pytest.raises(InvalidInput, match=message):
            slots_per_bucket(level, 48)


def test_a_history_too_short_is_refused(simulate):
    with pytest.raises(
        InvalidInput, match="queue sales: history from 2024-01-01 is too short for 8 test weeks"
    ):
        run(simulate(weeks=9), weeks=8, leads=(0, 3))


def test_a_short_history_is_tested_as_far_as_it_goes(simulate):
    result = run(simulate(weeks=6), weeks=2)
    assert result.results["day"]["0"]["mean4"].n == 12
    assert result.chosen["day"]["0"] == "mean4"


def test_a_test_across_a_clock_change_counts_every_interval(simulate):
    made = simulate(
        weeks=14, first=date(2024, 8, 26), opening=replace(simulate().opening, weekly=(((0, 1440),),) * 7)
    )
    result = run(made, weeks=6)  # holds Sunday 27 October, 25 hours
    assert result.results["day"]["0"]["mean4"].n == 42
    assert result.results["day"]["0"]["calendar"].wape < 0.1


@pytest.mark.parametrize(
    "wrong",
    [{"weeks": 0}, {"leads": ()}, {"leads": (-1,)}, {"levels": ()}, {"intraday": 1.0}, {"intraday": 0.0}],
)
def test_impossible_tests_are_refused(wrong, simulate):
    with pytest.raises(InvalidInput):
        run(simulate(weeks=12), **wrong)
