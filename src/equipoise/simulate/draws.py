"""Random contacts and absences, each from its own stream.

A stream is keyed by seed, repetition, queue (or worker), purpose and day. What happens in one queue on
one day is therefore the same whatever the roster, the other queues or the length of the horizon: two
rosters meet the same contacts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from equipoise.centre import DEFERRED, Queue, Worker
from equipoise.forecast import Forecast
from equipoise.timegrid import Grid

from .state import FloatArray, IntArray, Records, new_contacts

HOUR_S = 3600.0


class Purpose(IntEnum):
    RATE = 0
    ARRIVALS = 1
    HANDLE = 2
    PATIENCE = 3
    ABSENCE = 4


@dataclass(frozen=True)
class HandleTimes:
    """Shape of handle times around their mean: ``lognormal`` with ``cv``, or ``exponential``."""

    shape: str = "lognormal"
    cv: float = 1.2

    def draw(self, stream: np.random.Generator, n: int) -> FloatArray:
        """Handle times with mean 1, shape ``(n,)``."""
        if self.shape == "exponential":
            return stream.standard_exponential(n)
        variance = np.log1p(self.cv**2)
        return np.exp(np.sqrt(variance) * stream.standard_normal(n) - variance / 2.0)


def stream(seed: int, run: int, name: str, purpose: Purpose, day: int) -> np.random.Generator:
    """The generator of one purpose; ``day`` counts from 1970-01-01."""
    key = (seed, run, crc32(name.encode()), int(purpose), day)
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence(key)))


def draw_contacts(
    forecast: Forecast,
    queues: Sequence[Queue],
    aht_s: FloatArray,
    closing: FloatArray,
    seed: int,
    run: int,
    handle: HandleTimes,
) -> Records:
    """All contacts of one repetition.

    ``aht_s`` has shape ``(n_queues, n)``; ``closing`` ``(n,)`` is the instant at which the line is cut
    for those still waiting (infinite where none).
    """
    grid = forecast.grid
    parts = [
        _queue_day(forecast, queues[q], q, np.flatnonzero(grid.local_day == day), aht_s[q], seed, run, handle)
        for q in range(len(queues))
        for day in np.unique(grid.local_day)
    ]
    at, queue, interval, times, patience = (np.concatenate(column) for column in zip(*parts, strict=True))
    order = np.argsort(at, kind="stable")
    at, queue, interval = at[order], queue[order], interval[order]
    waits = np.array([q.channel in ("voice", "chat") for q in queues])[queue]
    contacts = new_contacts(at, queue, interval, times[order])
    contacts["give_up"] = np.where(waits, np.minimum(at + patience[order], closing[interval]), np.inf)
    contacts["due"] = _due(queues, queue, interval, at, grid)
    return contacts


def _queue_day(
    forecast: Forecast,
    queue: Queue,
    q: int,
    at: IntArray,
    aht_s: FloatArray,
    seed: int,
    run: int,
    handle: HandleTimes,
) -> tuple[NDArray[np.float64], IntArray, IntArray, FloatArray, FloatArray]:
    grid = forecast.grid
    day = int(grid.local_day[at[0]])
    rates = stream(seed, run, queue.name, Purpose.RATE, day)
    effect = _gamma(rates, forecast.day_cv[q], 1) * _gamma(rates, forecast.interval_cv[q], at.size)
    arrivals = stream(seed, run, queue.name, Purpose.ARRIVALS, day)
    counts = arrivals.poisson(forecast.mean[q, at] * effect)
    interval = np.repeat(at, counts)
    times = grid.starts_s[interval] + grid.interval_s * arrivals.random(interval.size)
    order = np.argsort(times, kind="stable")
    times, interval = times[order], interval[order]
    length = aht_s[interval] * handle.draw(stream(seed, run, queue.name, Purpose.HANDLE, day), times.size)
    mean_patience = np.inf if queue.patience_s is None else queue.patience_s
    waiting = stream(seed, run, queue.name, Purpose.PATIENCE, day).standard_exponential(times.size)
    return times, np.full(times.size, q), interval, length, mean_patience * waiting


def _gamma(generator: np.random.Generator, cv: float, n: int) -> FloatArray:
    """Factors with mean 1 and the coefficient of variation."""
    draws = generator.standard_gamma(1.0 / cv**2, n) * cv**2 if cv > 0 else np.ones(n)
    return np.asarray(draws, dtype=np.float64)


def _due(
    queues: Sequence[Queue], queue: IntArray, interval: IntArray, at: FloatArray, grid: Grid
) -> FloatArray:
    """Deferred work: arrival plus deadline. Outbound: the end of its local day, unless it has a deadline."""
    due = np.full(at.size, np.inf)
    last = np.searchsorted(grid.local_day, grid.local_day, side="right") - 1
    day_end = (grid.starts_s[last] + grid.interval_s)[interval]
    for q, one in enumerate(queues):
        mine = queue == q
        if one.channel in DEFERRED or one.channel == "outbound":
            due[mine] = day_end[mine] if one.deadline_h is None else at[mine] + one.deadline_h * HOUR_S
    return due


def draw_absences(workers: Sequence[Worker], days: IntArray, share: float, seed: int, run: int) -> IntArray:
    """1 where a worker's shift beginning on a day is missed, shape ``(n_workers, n_days)``."""
    absent = np.zeros((len(workers), days.size), dtype=np.int64)
    if share > 0:
        for w, worker in enumerate(workers):
            draws = stream(seed, run, worker.name, Purpose.ABSENCE, int(days[0])).random(days.size)
            absent[w] = draws < share
    return absent
