"""What a simulation gives."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from equipoise.timegrid import Grid

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class QueueOutcome:
    """One queue over all simulated repetitions of the horizon.

    ``service_level`` holds one value a repetition (share by the queue's own definition; for
    deferred channels the share done within the deadline). ``by_interval`` is the mean share per
    interval, NaN where nothing was offered; ``backlog`` mean contacts open at each interval's end.
    Counts are means a repetition.
    """

    queue: str
    target: float
    offered: float
    answered: float
    abandoned: float
    mean_wait_s: float
    service_level: FloatArray
    by_interval: FloatArray
    backlog: FloatArray


@dataclass(frozen=True)
class WorkerOutcome:
    """Strain of one worker: handling / available time, and share of contacts begun without pause."""

    worker: str
    occupancy: float
    no_pause_share: float
    contacts: float


@dataclass(frozen=True)
class Simulation:
    """``runs`` repetitions of the whole horizon."""

    grid: Grid
    runs: int
    seed: int
    queues: tuple[QueueOutcome, ...]
    workers: tuple[WorkerOutcome, ...]
