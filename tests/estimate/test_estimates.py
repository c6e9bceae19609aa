"""What is estimated is what was put in, within the interval."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import CensoredData, ecdf, weibull_min

from equipoise.staffing.estimation.arrivals import daily_counts, dispersion
from equipoise.staffing.estimation.handle_time import handle_time
from equipoise.staffing.estimation.interval import Resampling, groups_of
from equipoise.staffing.estimation.patience import fit_patience
from equipoise.staffing.estimation.survival import kaplan_meier
from equipoise.staffing.general_patience import performance_with

RESAMPLING = Resampling(seed=1, draws=200)
DAY = 86400.0


def holds(estimate, value: float) -> bool:
    return estimate.low <= value <= estimate.high


def test_a_lognormal_s_moments() -> None:
    times = np.random.default_rng(3).lognormal(4.7, 1.1, 6000)
    days = np.arange(6000) % 20
    found = handle_time(times, days, RESAMPLING)
    assert holds(found.mean_s, np.exp(4.7 + 1.1**2 / 2))
    assert holds(found.median_s, np.exp(4.7))
    assert holds(found.mu, 4.7)
    assert holds(found.sigma, 1.1)
    assert (found.mean_s.value, found.median_s.value) == pytest.approx((times.mean(), np.median(times)))
    assert found.cv.value == pytest.approx(times.std() / times.mean())


@pytest.mark.parametrize("n", [2, 3, 4, 5])
def test_the_median_of_a_few(n) -> None:
    times = np.array([9.0, 2.0, 7.0, 4.0, 5.0])[:n]
    assert handle_time(times, np.arange(n), RESAMPLING).median_s.value == np.median(times)


def test_intervals_repeat_with_the_seed_and_widen_when_days_differ() -> None:
    random = np.random.default_rng(4)
    days = np.repeat(np.arange(20), 200)
    times = random.lognormal(4.7, 1.0, 4000) * np.exp(0.3 * random.standard_normal(20))[days]
    together = handle_time(times, days, RESAMPLING).mean_s
    apart = handle_time(times, np.arange(4000), RESAMPLING).mean_s
    assert together == handle_time(times, days, RESAMPLING).mean_s
    assert together != handle_time(times, days, Resampling(2, 200)).mean_s
    assert together.high - together.low > 1.5 * (apart.high - apart.low)


def test_single_contacts_are_drawn_where_days_are_few() -> None:
    assert groups_of(np.arange(8) * DAY)[0] == "days"
    name, groups = groups_of(np.repeat(np.arange(7), 3) * DAY)
    assert (name, np.unique(groups).size) == ("contacts", 21)


def censored(shape: float, n: int = 6000):
    """Patience of mean 180 s against an offered wait of mean 60 s; one in ten finds somebody free."""
    random = np.random.default_rng(6)
    patience = 180 * random.weibull(shape, n)
    offered = random.exponential(60, n) * (random.random(n) > 0.1)
    return np.minimum(patience, offered), patience > offered, np.arange(n) % 15


def test_the_answered_are_censored_not_left_out() -> None:
    wait, answered, days = censored(1.0)
    found = fit_patience(wait, answered, days, RESAMPLING)
    assert holds(found.mean_s, 180)
    assert holds(found.mean_s_if_independent, 180)
    assert holds(found.shape, 1)
    assert wait[~answered].mean() < 60  # what leaving them out would say
    assert found.waited == (wait > 0).sum()
    shares = dict(found.survival)
    assert all(holds(shares[at], np.exp(-at / 180)) for at in (10.0, 30.0, 120.0))
    assert sum(holds(part.per_minute, 60 / 180) for part in found.hazard) >= len(found.hazard) - 1


def test_people_who_grow_more_patient_show_near_zero() -> None:
    wait, answered, days = censored(0.6)
    found = fit_patience(wait, answered, days, RESAMPLING)
    assert holds(found.shape, 0.6)
    assert found.hazard[0].per_minute.low > found.hazard[-3].per_minute.high
    data = CensoredData(uncensored=wait[~answered], right=wait[answered & (wait > 0)])
    shape, _, scale = weibull_min.fit(data, floc=0)
    assert found.shape.value == pytest.approx(shape, rel=1e-3)
    assert found.scale_s == pytest.approx(scale, rel=1e-3)


def test_hang_ups_without_a_wait_are_counted_apart() -> None:
    wait, answered, days = censored(1.0)
    more = np.concatenate([wait, np.zeros(50)])
    ended = np.concatenate([answered, np.zeros(50, dtype=bool)])
    found = fit_patience(more, ended, np.concatenate([days, np.zeros(50, dtype=int)]), RESAMPLING)
    alone = fit_patience(wait, answered, days, RESAMPLING)
    assert (found.left_at_once, alone.left_at_once) == (50, 0)
    assert found.mean_s.value == alone.mean_s.value


def test_kaplan_meier_agrees_with_the_standard_one() -> None:
    random = np.random.default_rng(8)
    times, ended = np.ceil(random.exponential(20, 300)), random.random(300) < 0.4
    found = kaplan_meier(times, ended)
    curve = ecdf(CensoredData(uncensored=times[ended], right=times[~ended])).sf
    bounds = curve.confidence_interval(method="log-log")
    for t in (1.0, 7.0, 20.0, 41.0):
        at = found.at(t)
        assert at.value == pytest.approx(float(curve.evaluate(t)))
        assert at.low == pytest.approx(float(bounds.low.evaluate(t)))
        assert at.high == pytest.approx(float(bounds.high.evaluate(t)))
    assert found.at(0.5).value == 1
    assert np.isnan(found.at(1e4).value)


def test_the_curve_can_be_staffed_for() -> None:
    wait, answered, _ = censored(1.0)
    waited = wait > 0
    shape = kaplan_meier(wait[waited], ~answered[waited]).as_patience()
    asked = {"answered_within_s": 20, "definition": "answered_over_offered"}
    found = performance_with(20, 250, 300, patience=shape, **asked)
    from equipoise.staffing.patience import Exponential

    exact = performance_with(20, 250, 300, patience=Exponential(180), **asked)
    assert found.p_abandon == pytest.approx(float(exact.p_abandon), abs=0.01)
    assert found.service_level == pytest.approx(float(exact.service_level), abs=0.02)


def test_too_little_says_nothing() -> None:
    assert handle_time(np.array([60.0]), np.zeros(1, dtype=int), RESAMPLING) is None
    few = np.array([False] * 4 + [True] * 50)
    assert fit_patience(np.full(54, 30.0), few, np.arange(54), RESAMPLING) is None
    assert dispersion(np.arange(7) * DAY) is None


def arrivals(day_cv: float, interval_cv: float, weeks: int = 30):
    random = np.random.default_rng(9)
    profile = np.where(np.arange(48) >= 16, 25.0, 0.0) * np.linspace(0.5, 1.5, 48)
    times = []
    for day in range(7 * weeks):
        factor = random.gamma(day_cv**-2, day_cv**2) if day_cv else 1.0
        parts = random.gamma(interval_cv**-2, interval_cv**2, 48) if interval_cv else np.ones(48)
        counts = random.poisson(profile * factor * parts * (1 + (day % 7 == 2)))
        slots = np.repeat(np.arange(48), counts)
        times.append(DAY * day + 1800 * (slots + random.random(slots.size)))
    return np.concatenate(times)


def test_chance_alone_has_index_one() -> None:
    found = dispersion(arrivals(0, 0))
    assert holds(found.index, 1.0)
    assert found.index.value == pytest.approx(1, abs=0.06)
    assert found.interval_cv.value < 0.07
    assert found.day_cv.value < 0.03


def test_the_rate_s_own_variation_is_found() -> None:
    found = dispersion(arrivals(0.15, 0.2))
    assert holds(found.day_cv, 0.15)
    assert holds(found.interval_cv, np.sqrt((1 + 0.15**2) * (1 + 0.2**2) - 1))
    assert found.index.low > 1


def test_days_and_weekdays_of_the_wall_clock() -> None:
    monday = 20_514 * DAY  # 2 March 2026
    counts, weekday = daily_counts(np.array([monday + 9 * 3600, monday + 8.99 * 3600, monday + 6 * DAY]))
    assert weekday.tolist() == [0, 6]
    assert (counts[0, 17], counts[0, 18], counts[1, 0], counts.sum()) == (1, 1, 1, 3)
