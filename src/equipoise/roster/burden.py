"""What a tour asks of the person: wishes, days worked, changing starts, weekends, hours unused.

All in agent-hours, so that people and cover are weighed on one scale that the centre sets.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from equipoise.centre import Weights

from .catalogue import Catalogue

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
SATURDAY = 5


@dataclass(frozen=True)
class Burden:
    """One person's side of the objective.

    ``wish`` ``(n_days, n_templates)`` and ``wish_off`` ``(n_days,)`` price wishes not met;
    ``start_h`` is each template's start, ``week`` and ``weekend`` belong to days, ``units`` are
    hours of each shift in units of ``unit_h`` and ``units_due`` what the contract asks.
    """

    weights: Weights
    wish: FloatArray
    wish_off: FloatArray
    start_h: FloatArray
    week: IntArray
    weekend: NDArray[np.bool_]
    units: IntArray
    units_due: int
    unit_h: float

    @property
    def unit_cost(self) -> float:
        """Price of a unit of contract hours left unused."""
        return self.weights.hours * self.unit_h

    def usual_starts(self, tour: IntArray) -> FloatArray:
        """Each week's most central start in hours, NaN for a week without work."""
        usual = np.full(int(self.week[-1]) + 1, np.nan)
        worked = tour >= 0
        for week in np.unique(self.week[worked]):
            starts = self.start_h[tour[worked & (self.week == week)]]
            apart = _apart(starts[:, None], starts[None, :]).sum(axis=1)
            usual[week] = starts[np.argmin(apart)]
        return usual

    def prices(self, usual: FloatArray, weekends: int) -> FloatArray:
        """Price of each shift, shape of ``wish``, around given usual starts and for somebody who
        has ``weekends`` weekend days: the slope of :meth:`cost` there."""
        apart = np.nan_to_num(_apart(self.start_h[None, :], usual[self.week][:, None]))
        each_day = self.weights.day + self.weights.weekend * weekends * self.weekend
        return np.asarray(self.wish + self.weights.start * apart + each_day[:, None])

    def weekend_days(self, tour: IntArray) -> int:
        """Saturdays and Sundays worked."""
        return int((self.weekend & (tour >= 0)).sum())

    def cost(self, tour: IntArray) -> float:
        """The tour's whole burden; weekend days count by the square, so that sharing them is cheaper."""
        worked = np.flatnonzero(tour >= 0)
        shifts = tour[worked]
        usual = self.usual_starts(tour)
        spread = _apart(self.start_h[shifts], usual[self.week[worked]]).sum()
        wishes = self.wish[worked, shifts].sum() + self.wish_off[tour < 0].sum()
        people = self.weights.day * len(worked) + self.weights.start * spread
        weekends = self.weights.weekend * self.weekend_days(tour) ** 2 / 2
        unused = self.units_due - int(self.units[worked, shifts].sum())
        return float(wishes + people + weekends + self.unit_cost * unused)


def build_burden(
    catalogue: Catalogue, weights: Weights, wish: FloatArray, wish_off: FloatArray, units_due: int
) -> Burden:
    """The burden of one person over a catalogue of shifts."""
    return Burden(
        weights=weights,
        wish=wish,
        wish_off=wish_off,
        start_h=np.array([template.start_minute / 60 for template in catalogue.templates]),
        week=catalogue.week,
        weekend=np.array([day.weekday() >= SATURDAY for day in catalogue.days]),
        units=catalogue.work_s // catalogue.unit_s,
        units_due=units_due,
        unit_h=catalogue.unit_s / 3600,
    )


def _apart(a: FloatArray, b: FloatArray) -> FloatArray:
    """Hours between two times of day, the short way round."""
    around = np.abs(a - b) % 24
    return np.asarray(np.minimum(around, 24 - around))
