"""Day layer: the cheapest queue and breaks of every shift on every day, given marginal prices."""

from __future__ import annotations

from dataclasses import dataclass

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
    and latest start after the shift's start, and length. ``n_breaks`` says how many are real."""

    first: IntArray
    last: IntArray
    window: IntArray
    n_breaks: IntArray
    apart: IntArray


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
    """Windows cut to the shift; returns the slots of work kept between two breaks."""
    slots = 60 * template.length_minutes // step
    for number, rule in enumerate(template.breaks):
        length = 60 * rule.minutes // step
        latest = min(int(3600 * rule.latest_h // step), slots - length - 1)
        window[number] = min(-int(-3600 * rule.earliest_h // step), latest), latest, length
        if latest < 1 or latest - window[number, 0] >= MOST_POSITIONS:
            raise InvalidInput(
                f"break of {rule.minutes} minutes has no place in shift {template}", field="break"
            )
    for apart in (-(-APART_S // step), 0):
        if _fits(window[: len(template.breaks)], apart):
            return apart
    raise InvalidInput(f"break windows of shift {template} leave no room for all its breaks", field="break")


def _fits(window: IntArray, apart: int) -> bool:
    free = 0
    for earliest, latest, length in window:
        at = max(int(earliest), free)
        if at > latest:
            return False
        free = at + int(length) + apart
    return True
