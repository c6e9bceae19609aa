"""Indices for the people who work the roster; lawfulness is a gate and not among them."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from equipoise.simulate.model import WorkerOutcome

from .unsocial import KINDS, gini
from .workers import WorkerRow

TENTH = 10


@dataclass(frozen=True)
class Preferences:
    """Wishes that touch the horizon: ``granted`` of ``wishes``, asked by ``people``.

    ``share`` counts wishes, ``weighted_share`` their weights. ``worst_off_share`` is the mean
    share granted of the tenth of people (``worst_off_people``, rounded up) with the lowest one.
    Shares are NaN when nobody asked.
    """

    wishes: int
    granted: int
    people: int
    share: float
    weighted_share: float
    worst_off_share: float
    worst_off_people: int


@dataclass(frozen=True)
class Unsocial:
    """Unsocial hours by kind and in all, and how they are spread.

    Shares and the Gini coefficient are of each person's own paid hours, so that part-time and
    full-time compare; over ``people`` with paid hours. 0 is an even spread.
    """

    hours: dict[str, float]
    total_h: float
    share: float
    gini: float
    min_share: float
    max_share: float
    people: int


@dataclass(frozen=True)
class Weekends:
    """Weekends (Saturday and Sunday) without work, of ``weekends`` in the horizon."""

    weekends: int
    min_free: int
    median_free: float
    people: int


@dataclass(frozen=True)
class Strain:
    """Simulated load over ``people`` with contacts: occupancy, and contacts begun without pause."""

    occupancy_mean: float
    occupancy_max: float
    no_pause_mean: float
    no_pause_max: float
    people: int


def preferences(outcome: Iterable[list[tuple[float, bool]]]) -> Preferences:
    """From each person's wishes as (weight, granted)."""
    by_person = [wishes for wishes in outcome if wishes]
    everything = [wish for wishes in by_person for wish in wishes]
    shares = sorted(sum(met for _, met in wishes) / len(wishes) for wishes in by_person)
    tenth = math.ceil(len(shares) / TENTH)
    weight = sum(weight for weight, _ in everything)
    return Preferences(
        wishes=len(everything),
        granted=sum(met for _, met in everything),
        people=len(by_person),
        share=_ratio(sum(met for _, met in everything), len(everything)),
        weighted_share=_ratio(sum(weight for weight, met in everything if met), weight),
        worst_off_share=_ratio(sum(shares[:tenth]), tenth),
        worst_off_people=tenth,
    )


def unsocial(rows: Iterable[WorkerRow]) -> Unsocial:
    """From the rows of everybody with paid hours."""
    working = [row for row in rows if row.paid_h > 0]
    hours = {kind: sum(row.unsocial_h[i] for row in working) for i, kind in enumerate(KINDS)}
    shares = [row.unsocial_share for row in working]
    total = sum(hours.values())
    return Unsocial(
        hours=hours,
        total_h=total,
        share=_ratio(total, sum(row.paid_h for row in working)),
        gini=gini(shares),
        min_share=min(shares, default=math.nan),
        max_share=max(shares, default=math.nan),
        people=len(working),
    )


def free_weekends(rows: Iterable[WorkerRow], weekends: int) -> Weekends:
    """Over everybody in the workforce; 0 where there is nobody."""
    free = [row.free_weekends for row in rows]
    median = float(np.median(free)) if free else math.nan
    return Weekends(weekends, min(free, default=0), median, len(free))


def strain(workers: Iterable[WorkerOutcome]) -> Strain:
    """Over workers whose occupancy is known."""
    busy = [worker for worker in workers if math.isfinite(worker.occupancy)]
    pauseless = [worker.no_pause_share for worker in busy if math.isfinite(worker.no_pause_share)]
    occupancy = [worker.occupancy for worker in busy]
    return Strain(
        occupancy_mean=_ratio(sum(occupancy), len(busy)),
        occupancy_max=max(occupancy, default=math.nan),
        no_pause_mean=_ratio(sum(pauseless), len(pauseless)),
        no_pause_max=max(pauseless, default=math.nan),
        people=len(busy),
    )


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else math.nan
