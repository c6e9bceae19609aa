"""One model's test at one lead and level: calibrate on earlier weeks, then score."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from .accuracy import quantiles_of, score
from .candidates import Candidate
from .choice import FEWEST_WEEKS, bias_correction
from .intraday import remaining, update_gain, update_slope, updated
from .levels import Pairs, pairs
from .rolling import WEEK, Track
from .scores import Score
from .spread import spread_of
from .table import FloatArray, IntArray

UPDATE = "+update"


@dataclass(frozen=True)
class Trial:
    """A track with the day index where its test weeks begin; earlier weeks only calibrate.

    ``factor`` base slots make a bucket. ``share`` of each day has been seen, ``None`` when
    forecasts are made before the week. ``naive_error`` scales errors.
    """

    track: Track
    first_test: int
    factor: int
    share: float | None
    naive_error: float

    @cached_property
    def rows(self) -> IntArray:
        """Rows of the test weeks in the track."""
        return np.flatnonzero(self.track.targets >= self.first_test)

    @property
    def tests(self) -> Track:
        return self.track.weeks(self.rows)

    def past(self, target: int) -> Track:
        """The weeks that were over when the week from day ``target`` was forecast."""
        return self.track.known_at(target - WEEK * self.track.lead)

    def part(self, track: Track) -> FloatArray | None:
        """Cells that count: all of them, or those of the rest of the day."""
        return None if self.share is None else remaining(track, self.share)


def scored(trial: Trial, candidate: Candidate, *, update: bool) -> Score:
    """The model's score over the test weeks, each calibrated at its own origin."""
    done = [_week(trial, candidate, int(row), update) for row in trial.rows]
    joined = Pairs(
        np.concatenate([pair.actual for pair, _ in done]),
        np.concatenate([pair.expected for pair, _ in done]),
        np.concatenate([pair.week + i for i, (pair, _) in enumerate(done)]),
        np.concatenate([pair.day + WEEK * i for i, (pair, _) in enumerate(done)]),
    )
    quantiles = np.concatenate([quantiles for _, quantiles in done], axis=1)
    return score(joined, quantiles, trial.naive_error, trial.track.seconds[candidate.name])


def expected_at_test(trial: Trial, candidate: Candidate) -> FloatArray:
    """Corrected expectations in the test weeks, shape ``(n_tests, 7, n_slots)``."""
    raw = trial.track.expected[candidate.name]
    factors = [bias_correction(trial.past(int(trial.track.targets[row])), candidate) for row in trial.rows]
    return np.asarray(raw[trial.rows] * np.array(factors)[:, None, None])


def update_pays(trial: Trial, candidate: Candidate) -> bool:
    """Whether updating by the first part of the day paid before the first test week."""
    past = trial.past(trial.first_test)
    if trial.share is None or len(past.targets) < FEWEST_WEEKS:
        return False
    return update_gain(past, past.expected[candidate.name], remaining(past, trial.share)) > 0


def _week(trial: Trial, candidate: Candidate, row: int, update: bool) -> tuple[Pairs, FloatArray]:
    """Actual and expected of one test week, with its quantiles."""
    week = trial.track.weeks(np.array([row]))
    past = trial.past(int(week.targets[0]))
    factor = bias_correction(past, candidate)
    before, ahead = past.expected[candidate.name] * factor, week.expected[candidate.name] * factor
    if update:
        slope = update_slope(past, before, _rest(trial, past))
        before = updated(past, before, _rest(trial, past), slope)
        ahead = updated(week, ahead, _rest(trial, week), slope)
    spread = spread_of(pairs(past, before, trial.factor, trial.part(past)))
    pair = pairs(week, ahead, trial.factor, trial.part(week))
    return pair, quantiles_of(pair, spread)


def _rest(trial: Trial, track: Track) -> FloatArray:
    assert trial.share is not None
    return remaining(track, trial.share)
