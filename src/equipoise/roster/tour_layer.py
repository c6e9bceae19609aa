"""Tour layer: one person's best run of shifts and days off, by a labelled dynamic programme.

Labels are extended day by day and kept by (hours in the horizon, hours in the week); among equal
hours a label survives unless another is no worse in cost, rest, run, nights and Sundays. At most
``beam`` labels a key are kept, so the answer is lawful always and the cheapest nearly always.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from .catalogue import Catalogue
from .compile.limits import Limits
from .kernels.tour import search

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
WEEK_S = 7 * 86_400


@dataclass(frozen=True)
class TourSpace:
    """One worker's limits in the form of :func:`kernels.tour.search`; hours are units."""

    facts: IntArray
    weeks: IntArray
    scalars: IntArray
    initial: IntArray
    allowed: NDArray[np.bool_]
    must: NDArray[np.bool_] | None = None  # days that cannot be off

    @property
    def units(self) -> IntArray:
        """Hours of each shift in units, shape ``(n_days, n_templates)``."""
        return np.asarray(self.facts[2])

    @property
    def n_weeks(self) -> int:
        """Calendar weeks touched by the horizon."""
        return int(self.weeks[0].max()) + 1

    @property
    def week_of_day(self) -> IntArray:
        """Calendar week of each day, shape ``(n_days,)``."""
        return np.asarray(self.weeks[0, : self.facts.shape[1]])


def build_tour_space(catalogue: Catalogue, limits: Limits, initial: IntArray) -> TourSpace:
    """Limits in units, with the running total of hours left free between the weeks."""
    unit = catalogue.unit_s
    weeks = np.minimum(limits.week_max_s, WEEK_S) // unit
    total_max = min(limits.total_max_s // unit, int(weeks.sum()))
    flags = limits.series_night * 1 + limits.run_night * 2 + limits.counted_night * 4 + limits.sunday * 8
    days, n_weeks = len(catalogue.days), len(weeks)
    table = np.zeros((5, max(days, n_weeks)), dtype=np.int64)
    table[0, :days] = catalogue.week
    table[1, :n_weeks] = -(-limits.week_min_s // unit)
    table[2, :n_weeks] = np.minimum(weeks, total_max)
    table[4, :n_weeks] = total_max
    facts = [catalogue.start_s, catalogue.end_s, catalogue.work_s // unit, limits.rest_s, flags]
    scalars = [
        total_max,
        -(-limits.total_min_s // unit),
        limits.reset_s,
        limits.span_s,
        limits.series_nights,
        limits.series_rest_s,
        limits.run_with_night,
        limits.night_cap,
        limits.sunday_cap,
    ]
    return TourSpace(
        facts=np.stack([np.asarray(fact, dtype=np.int64) for fact in facts]),
        weeks=table,
        scalars=np.array(scalars, dtype=np.int64),
        initial=initial,
        allowed=limits.allowed,
        must=limits.must,
    )


def even_path(space: TourSpace) -> FloatArray:
    """Running total of hours (units) at each week's end when they are spread evenly."""
    path = np.cumsum(space.weeks[2, : space.n_weeks]).astype(np.float64)
    return path * (space.scalars[0] / path[-1]) if path[-1] else path


def corridor(space: TourSpace, path: FloatArray, width: float) -> TourSpace:
    """Keep the running total within ``width`` units of a path at each week's end but the last.

    The programme's size grows with the width; several narrow corridors are searched faster than
    one wide one.
    """
    low = np.maximum(0, np.ceil(path - width)).astype(np.int64)
    high = np.minimum(space.scalars[0], np.floor(path + width)).astype(np.int64)
    low[-1], high[-1] = 0, space.scalars[0]
    weeks = space.weeks.copy()
    weeks[3, : space.n_weeks], weeks[4, : space.n_weeks] = low, high
    return replace(space, weeks=weeks)


def best_tour(
    space: TourSpace, price: FloatArray, off_cost: FloatArray, unit_cost: float, beam: int
) -> tuple[float, IntArray] | None:
    """Cheapest lawful tour found: its cost and a template for each day (-1 is off).

    ``price`` is ``(n_days, n_templates)`` with infinity where a shift may not be worked,
    ``off_cost`` the price of each day off, ``unit_cost`` of each unit of contract hours unused.
    ``None`` when no tour keeps to the limits.
    """
    off = off_cost if space.must is None else np.where(space.must, np.inf, off_cost)
    cost, tour = search(price, off, unit_cost, beam, space.facts, space.weeks, space.scalars, space.initial)
    return None if np.isinf(cost) else (float(cost), tour)
