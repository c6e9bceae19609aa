"""What a forecast is."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from equipoise.centre import Centre
from equipoise.timegrid import Grid

FloatArray = NDArray[np.float64]
LEVELS = (0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95)


@dataclass(frozen=True)
class Forecast:
    """Contacts offered as a distribution, on a grid of whole local days.

    ``mean`` (contacts in the interval) and ``aht_s`` have shape ``(n_queues, n)``, ``quantiles``
    ``(n_queues, len(LEVELS), n)``. Counts are Poisson given a gamma day effect (coefficient of
    variation ``day_cv``, shape ``(n_queues,)``, shared by all intervals of a day) and a gamma
    interval effect (``interval_cv``). Closed intervals have mean 0.
    """

    grid: Grid
    queues: tuple[str, ...]
    mean: FloatArray
    quantiles: FloatArray
    aht_s: FloatArray
    day_cv: FloatArray
    interval_cv: FloatArray
    methods: tuple[str, ...] = ()

    def with_usual_handle_times(self, centre: Centre) -> Forecast:
        """Each queue's own handle time wherever none was ever recorded."""
        usual = np.array([[centre.queue(name).aht_s] for name in self.queues])
        return replace(self, aht_s=np.where(np.isfinite(self.aht_s), self.aht_s, usual))
