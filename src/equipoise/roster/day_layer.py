"""Day layer: the cheapest queue and breaks of every shift on every day, given marginal prices."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from equipoise.errors import InvalidInput

from .catalogue import Catalogue, Template
from .kernels.day import MOST_POSITIONS

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
APART_S = 1800  # work between two breaks, where the windows leave room for it


@dataclass(frozen=True)
class DaySpace:
    """Shifts and break windows in slots; ``window`` is ``(n_templates, n_breaks, 3)``: earliest
    and latest start after the shift's start, and length. ``n_breaks`` says how many are real.

    ``kept`` holds shifts that may stay as they stand, by worker and day: rows of queue, first and last
    slot, shape ``(n, 3)``.
    """

    first: IntArray
    last: IntArray
    window: IntArray
    n_breaks: IntArray
    apart: IntArray
    kept: dict[tuple[int, int], IntArray] = field(default_factory=dict)


def build_day_space(catalogue: Catalogue, horizon_start_s: int) -> DaySpace:
    """Raises InvalidInput when a shift's break windows leave no room for its breaks."""
    step = catalogue.step_s
    most = max((len(t.breaks) for t in catalogue.templates), default=0)
    window = np.zeros((len(catalogue.templates), max(most, 1), 3), dtype=np.int64)
    apart = np.zeros(len(catalogue.templates), dtype=np.int64)
    for row, template in enumerate(catalogue.templates):
        apart[row] = _fill_windows(window[row], template, step)
    return DaySpace(
        first=(catalogue.start_s - horizon_start_s) // step,
        last=(catalogue.end_s - horizon_start_s) // step,
        window=window,
        n_breaks=np.array([len(t.breaks) for t in catalogue.templates], dtype=np.int64),
        apart=apart,
    )


def _fill_windows(window: IntArray, template: Template, step: int) -> int:
    """Windows in slots; returns the slots of work kept between two breaks."""
    for number, (earliest, latest, minutes) in enumerate(template.windows):
        window[number] = -(-60 * earliest // step), 60 * latest // step, 60 * minutes // step
        if window[number, 1] < window[number, 0]:
            raise _refused(f"the break of {minutes} minutes has no place in shift {template}")
        if window[number, 1] - window[number, 0] >= MOST_POSITIONS:
            raise _refused(f"the break of {minutes} minutes in shift {template} has too many places")
    for apart in (-(-APART_S // step), 0):
        if _fits(window[: len(template.breaks)], apart):
            return apart
    raise _refused(f"break windows of shift {template} leave no room for all its breaks")


def _refused(reason: str) -> InvalidInput:
    return InvalidInput(reason, field="break")


def _fits(window: IntArray, apart: int) -> bool:
    free = 0
    for earliest, latest, length in window:
        at = max(int(earliest), free)
        if at > latest:
            return False
        free = at + int(length) + apart
    return True
