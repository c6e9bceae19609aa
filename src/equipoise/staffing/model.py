"""What a requirement is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from equipoise.timegrid import Grid

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class Requirement:
    """Agents needed on contacts per queue and interval; all arrays ``(n_queues, n)``.

    ``agents_net`` are people on contacts, ``agents_planned`` = net / (1 - unplanned shrinkage).
    ``service_level`` and ``occupancy`` are expected with ``agents_net`` people (service level NaN
    where no contact is expected or the channel has a deadline instead). ``backlog`` is contacts
    still open at the end of an interval for deferred channels, NaN elsewhere. ``models`` names
    for each queue how the numbers were made, approximations included.
    """

    grid: Grid
    queues: tuple[str, ...]
    load_erl: FloatArray
    agents_net: FloatArray
    agents_planned: FloatArray
    service_level: FloatArray
    occupancy: FloatArray
    backlog: FloatArray
    models: tuple[str, ...]
