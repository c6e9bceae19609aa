"""From people on contacts to people paid, in exact arithmetic.

Floating point turns 21 / (1 - 0.3) into a little more than 30, and rounding up then adds a person.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import ceil

import numpy as np
from numpy.typing import ArrayLike, NDArray

from equipoise.errors import InvalidInput


def gross(net: float, parts: Sequence[float], *, in_turn: bool) -> float:
    """People needed so that ``net`` remain.

    ``parts`` are fractions lost. ``in_turn``: each acts on what the one before left; otherwise all are
    parts of the same paid time. Raises :class:`InvalidInput` when nothing would be left.
    """
    return float(_gross(net, parts, in_turn))


def headcount(net: float, parts: Sequence[float], *, in_turn: bool) -> int:
    """:func:`gross` rounded up to whole people."""
    return ceil(_gross(net, parts, in_turn))


def planned(net: ArrayLike, unplanned: float) -> NDArray[np.float64]:
    """Array of ``net / (1 - unplanned)`` to six decimals, which takes out the rounding of floats.

    Intervals are never rounded up one by one: that would add up to a whole person in each.
    """
    if not 0 <= unplanned < 1:
        raise InvalidInput(f"shrinkage {unplanned:g} is not in [0, 1)", field="unplanned")
    return np.round(np.asarray(net, dtype=float) / (1.0 - unplanned), 6)


def _gross(net: float, parts: Sequence[float], in_turn: bool) -> Fraction:
    lost = [Fraction(repr(float(part))) for part in parts]
    remaining = Fraction(1)
    if in_turn:
        for part in lost:
            remaining *= 1 - part
    else:
        remaining -= sum(lost)
    if any(part < 0 for part in lost) or remaining <= 0:
        raise InvalidInput("shrinkage parts must be >= 0 and leave something", field="shrinkage")
    return Fraction(repr(float(net))) / remaining
