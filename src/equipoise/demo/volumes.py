"""Draws a queue's history: what was offered, answered, abandoned, and how long it took."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from equipoise.timegrid import Grid, OpeningHours

from .days import follows_closure, is_short, month_turn
from .recipe import QueueRecipe
from .shapes import Arrivals, Conversation, load_shapes

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
CONGESTION = 2.0  # waits grow with the square of how much busier it is than expected


@dataclass(frozen=True)
class Drawn:
    """One value for each open interval ``at`` (index in the grid); ``aht_s`` is NaN without answer.

    ``answered`` and ``abandoned`` are ``None`` where nobody waits on the line.
    """

    at: IntArray
    offered: IntArray
    answered: IntArray | None
    abandoned: IntArray | None
    aht_s: FloatArray


def draw_queue(
    recipe: QueueRecipe, aht_s: float, grid: Grid, opening: OpeningHours, random: Generator
) -> Drawn:
    """Poisson counts with a gamma day effect and a gamma interval effect round the expected rate."""
    shapes = load_shapes()
    arrivals, conversation = shapes.arrivals[recipe.arrivals], shapes.conversations[recipe.conversation]
    expected = expected_offered(recipe, arrivals, grid, opening)
    at = np.flatnonzero(opening.mask(grid))
    day = np.unique(grid.local_day[at], return_inverse=True)[1]
    effect = _gamma(arrivals.day_cv, int(day.max()) + 1, random)[day]
    effect = effect * _gamma(arrivals.interval_cv, len(at), random)
    offered = random.poisson(expected[at] * effect)
    abandoned = _abandoned(recipe, conversation, offered, expected[at], random)
    answered = offered - abandoned
    level = aht_s * _lognormal(shapes.aht_day_cv, int(day.max()) + 1, random)[day]
    handled = _mean_handle_time(answered, level, conversation.log_sd, random)
    waits = recipe.mean_wait_s is not None
    return Drawn(at, offered, answered if waits else None, abandoned if waits else None, handled)


def expected_offered(
    recipe: QueueRecipe, arrivals: Arrivals, grid: Grid, opening: OpeningHours
) -> FloatArray:
    """Contacts expected in each interval before any day or interval effect, shape ``(grid.n,)``."""
    expected = np.zeros(grid.n)
    is_open = opening.mask(grid)
    for n, day in enumerate(grid.days):
        of_day = np.flatnonzero(is_open & (grid.local_day == _number(day)))
        if len(of_day) == 0:
            continue
        trend = 1.0 - recipe.growth * (1.0 - (n + 1) / len(grid.days))
        total = recipe.per_week * trend * _day_share(day, arrivals, opening)
        expected[of_day] = (
            total * (1.0 - recipe.overnight) * _within_day(day, of_day, arrivals, grid, opening)
        )
        expected[of_day[0]] += total * recipe.overnight
    return expected


def _day_share(day: date, arrivals: Arrivals, opening: OpeningHours) -> float:
    short_days = sum(bool(opening.weekly[weekday]) for weekday in (5, 6))
    week = arrivals.weekday_factor.sum() + short_days * arrivals.short_day_factor
    if is_short(day, opening):
        return float(arrivals.short_day_factor / week)
    factor = arrivals.weekday_factor[day.weekday()] * arrivals.month_turn.get(month_turn(day, opening), 1.0)
    return float(factor * (arrivals.after_closure if follows_closure(day, opening) else 1.0) / week)


def _within_day(
    day: date, of_day: IntArray, arrivals: Arrivals, grid: Grid, opening: OpeningHours
) -> FloatArray:
    middle = grid.local_minute[of_day].astype(np.float64) + grid.interval_s / 120.0
    if is_short(day, opening):
        ranges = opening.ranges(day)
        first, last = ranges[0][0], ranges[-1][1]
        density = arrivals.short_day.at_fraction((middle - first) / (last - first))
    else:
        density = arrivals.profiles[day.weekday()].at(middle)
    return np.asarray(density / density.sum())


def _abandoned(
    recipe: QueueRecipe, talk: Conversation, offered: IntArray, expected: FloatArray, random: Generator
) -> IntArray:
    if recipe.mean_wait_s is None:
        return np.zeros_like(offered)
    pressure = (offered / np.maximum(expected, 1.0)) ** CONGESTION
    leaving = 1.0 - np.exp(-recipe.mean_wait_s * pressure / talk.patience_s)
    return random.binomial(offered, leaving)


def _mean_handle_time(answered: IntArray, mean_s: FloatArray, log_sd: float, random: Generator) -> FloatArray:
    """Mean of one lognormal handle time for each contact answered."""
    each = random.lognormal(-0.5 * log_sd**2, log_sd, int(answered.sum()))
    ends = np.concatenate([[0], np.cumsum(answered)])
    sums = np.diff(np.concatenate([[0.0], np.cumsum(each)])[ends])
    return np.where(answered > 0, mean_s * sums / np.maximum(answered, 1), np.nan)


def _gamma(cv: float, size: int, random: Generator) -> FloatArray:
    return random.gamma(1.0 / cv**2, cv**2, size)


def _lognormal(cv: float, size: int, random: Generator) -> FloatArray:
    variance = np.log1p(cv**2)
    return random.lognormal(-0.5 * variance, np.sqrt(variance), size)


def _number(day: date) -> int:
    return day.toordinal() - date(1970, 1, 1).toordinal()
