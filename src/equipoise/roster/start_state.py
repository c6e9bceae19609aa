"""Where a worker stands when the horizon begins, replayed from what was worked before it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .compile.context import DAY_S, Context, night_shifts
from .compile.limits import Limits
from .kernels.tour import LONG_AGO


def start_label(context: Context, limits: Limits) -> NDArray[np.int64]:
    """Replay history by the same automata that the horizon obeys.

    Returns total, week, ready, last end, run start, run length, night in run, series, nights,
    Sundays, symbol. Hours and counts start at nothing: the limits have the past taken off already.
    """
    ready = last = run = LONG_AGO
    length = nightly = series = 0
    starts = np.array([shift.start_s for shift in context.history], dtype=np.int64)
    ends = np.array([shift.end_s for shift in context.history], dtype=np.int64)
    nights = night_shifts(context.zone, starts, ends, limits.night)
    for shift, night in zip(context.history, nights, strict=True):
        gap = shift.start_s - last
        series = (series + 1 if gap < DAY_S else 1) if night else 0
        if gap >= limits.reset_s:
            run, length, nightly = shift.start_s, 0, 0
        length, nightly = length + 1, int(nightly or bool(night))
        last = shift.end_s
        ready = last + (limits.past_night_rest_s if night else limits.past_rest_s)
    return np.array([0, 0, ready, last, run, length, nightly, series, 0, 0, -1], dtype=np.int64)
