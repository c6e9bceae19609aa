"""Rolling origin: what each model would have forecast in past weeks, knowing only what came before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from time import perf_counter

import numpy as np

from .candidates import Candidate
from .table import DayTable, FloatArray, IntArray, KnownDays

WEEK = 7
CALIBRATION_WEEKS = 12
SETTLED_DAYS, FEWEST_DAYS = 28, 7  # history before an origin: wanted, and at least


@dataclass(frozen=True)
class Track:
    """Target weeks at one lead: what came and what each model had expected.

    ``targets`` (first day of each week, as an index into the table) has shape ``(k,)``; ``counts``,
    ``exposure`` and each of ``expected`` (contacts per cell, 0 where nothing was observed)
    ``(k, 7, n_slots)``. ``seconds`` is the mean time of a fit and forecast.
    """

    lead: int
    targets: IntArray
    counts: FloatArray
    exposure: FloatArray
    expected: dict[str, FloatArray]
    seconds: dict[str, float]

    def known_at(self, day: int) -> Track:
        """The last weeks that were over before ``day``: at most ``CALIBRATION_WEEKS``."""
        over = np.flatnonzero(self.targets + WEEK <= day)
        return self.weeks(over[-CALIBRATION_WEEKS:])

    def weeks(self, rows: IntArray) -> Track:
        """Some of the target weeks."""
        expected = {name: values[rows] for name, values in self.expected.items()}
        return replace(
            self,
            targets=self.targets[rows],
            counts=self.counts[rows],
            exposure=self.exposure[rows],
            expected=expected,
        )


def roll(
    table: DayTable, known: KnownDays, candidates: Sequence[Candidate], targets: Mapping[int, Sequence[int]]
) -> dict[int, Track]:
    """Forecast target weeks from ``7 * lead`` days before them.

    ``targets`` gives for each lead (whole weeks) the day indices on which target weeks begin; each
    origin has some history.
    """
    made: dict[tuple[str, int], FloatArray] = {}
    taken: dict[str, list[float]] = {candidate.name: [] for candidate in candidates}
    for origin, until in _spans(targets).items():
        past, ahead = table.before(origin), known.until(until)
        for candidate in candidates:
            began = perf_counter()
            made[candidate.name, origin] = candidate.rates(past, ahead)
            taken[candidate.name].append(perf_counter() - began)
    seconds = {name: float(np.mean(times)) if times else 0.0 for name, times in taken.items()}
    return {lead: _track(table, made, starts, lead, seconds) for lead, starts in targets.items()}


def _spans(targets: Mapping[int, Sequence[int]]) -> dict[int, int]:
    """Each origin with the day until which it must forecast."""
    spans: dict[int, int] = {}
    for lead, starts in targets.items():
        for start in starts:
            origin = start - WEEK * lead
            spans[origin] = max(spans.get(origin, 0), start + WEEK)
    return spans


def calibration_targets(table: DayTable, end: int, lead: int) -> list[int]:
    """Starts of the last weeks before day index ``end``, oldest first, with history before them.

    Weeks with four weeks of history before their origin; when there is none, with one week. There
    are ``lead`` more than are used at once, as the last ones are not over at a later origin's time.
    """
    begins = first_observed(table) + WEEK * lead
    weeks = [end - WEEK * k for k in range(1, CALIBRATION_WEEKS + lead + 1)][::-1]
    settled = [week for week in weeks if week >= begins + SETTLED_DAYS]
    return settled or [week for week in weeks if week >= begins + FEWEST_DAYS]


def first_observed(table: DayTable) -> int:
    """Index of the first observed day; the table's length when there is none."""
    return int(table.observed.argmax()) if table.observed.any() else table.n_days


def last_observed(table: DayTable) -> int:
    """Index of the last observed day; -1 when there is none."""
    return table.n_days - 1 - int(table.observed[::-1].argmax()) if table.observed.any() else -1


def _track(
    table: DayTable,
    made: dict[tuple[str, int], FloatArray],
    starts: Sequence[int],
    lead: int,
    seconds: dict[str, float],
) -> Track:
    rows = np.array(starts, dtype=np.int64)
    days = rows[:, None] + np.arange(WEEK)
    counts, exposure = _padded(table.counts, days), _padded(table.exposure, days)
    week = slice(WEEK * lead, WEEK * (lead + 1))
    expected = {}
    for name in seconds:
        rates = [made[name, start - WEEK * lead][week] for start in starts]
        expected[name] = np.array(rates).reshape(exposure.shape) * exposure
    return Track(lead, rows, counts, exposure, expected, seconds)


def _padded(values: FloatArray, days: IntArray) -> FloatArray:
    """Rows by day index; days past the end are unobserved."""
    end = np.zeros((max(int(days.max(initial=0)) + 1 - len(values), 0), values.shape[1]))
    return np.concatenate([values, end])[days]
