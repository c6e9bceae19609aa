"""Prediction ranges: which quantiles bound them, and how they are drawn."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from equipoise.forecast.model import LEVELS

from ..local import Local
from ..palette import paint
from ..words import Words

FloatArray = NDArray[np.float64]
BANDS = ((0.9, 0.05, 0.95), (0.8, 0.10, 0.90), (0.5, 0.25, 0.75))
MEDIAN = LEVELS.index(0.5)


def bounds(quantiles: FloatArray, probability: float) -> tuple[FloatArray, FloatArray]:
    """Low and high end of a central range; ``quantiles`` has shape ``(len(LEVELS), n)``."""
    low, high = next((low, high) for p, low, high in BANDS if p == probability)
    return quantiles[LEVELS.index(low)], quantiles[LEVELS.index(high)]


def draw_bands(
    axes: Axes, starts: FloatArray, width: float, quantiles: FloatArray, *, apart: bool = False
) -> None:
    """The three ranges in one hue, then the median, each holding for its whole interval.

    ``starts`` has shape ``(n,)``; ``apart`` leaves a gap between neighbours.
    """
    x = _corners(starts, starts + width, starts + width if apart else None)
    steps = [_corners(row, row, np.full_like(row, np.nan) if apart else None) for row in quantiles]
    for probability, _, _ in BANDS:
        low, high = bounds(np.array(steps), probability)
        axes.fill_between(x, low, high, color=paint("eq-brand"), alpha=0.2, linewidth=0)
    axes.plot(x, steps[MEDIAN], color=paint("eq-brand"), linewidth=1.4)


def _corners(left: FloatArray, right: FloatArray, gap: FloatArray | None) -> FloatArray:
    parts = [left, right] if gap is None else [left, right, gap]
    return np.column_stack(parts).ravel()


def legend(words: Words, local: Local, dots: str) -> tuple[tuple[str, str], ...]:
    """Names of dots, median and ranges."""
    ranges = [
        (f"k-band{round(100 * p)}", words("demand.band", p=local.percent(p))) for p, _, _ in reversed(BANDS)
    ]
    return (("k-dot", dots), ("k-median", words("demand.median")), *ranges)


def range_cells(local: Local, quantiles: FloatArray) -> tuple[str, ...]:
    """Median and the 50, 80 and 90 % ranges of one column of quantiles, as text."""
    at = dict(zip(LEVELS, quantiles, strict=True))
    spans = [f"{local.number(at[low])}–{local.number(at[high])}" for _, low, high in reversed(BANDS)]
    return (local.number(at[0.5]), *spans)


def range_heads(words: Words, local: Local) -> tuple[str, ...]:
    """Column heads that go with :func:`range_cells`."""
    return (
        words("demand.median"),
        *(words("demand.band", p=local.percent(p)) for p, _, _ in reversed(BANDS)),
    )
