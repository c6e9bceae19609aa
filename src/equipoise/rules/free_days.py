"""Whole local days that lie within a rest of a given length."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .outcome import HOUR_S
from .work import Block, Work

BoolArray = NDArray[np.bool_]
FOREVER_S = 1 << 40


@dataclass(frozen=True)
class FreeDays:
    """By local day from the calendar's first: ``held`` within a rest that is long enough.

    ``unseen`` days are free, but whether their rest is long enough, or whether they are free at
    all, depends on time before knowledge begins.
    """

    held: BoolArray
    unseen: BoolArray


def free_days(work: Work, blocks: Sequence[Block], hours: float) -> FreeDays:
    """Days of the calendar within rests of ``hours`` between ``blocks``; after the last all is free."""
    known, due_s = work.timeline.known_from_s, hours * HOUR_S
    n_days = len(work.midnight_s) - 1
    held, unseen = np.zeros(n_days, dtype=np.bool_), work.midnight_s[:-1] < known
    edge = known
    for start, end in [*blocks, (FOREVER_S, FOREVER_S)]:
        days = _within(work, edge, start)
        if start - edge >= due_s:
            held[days] = True
        elif edge == known:
            unseen[days] = True
        edge = max(edge, end)
    return FreeDays(held, unseen & ~held)


def _within(work: Work, start_s: int, end_s: int) -> slice:
    """Whole days between two instants."""
    first = int(np.searchsorted(work.midnight_s, start_s, side="left"))
    last = int(np.searchsorted(work.midnight_s, end_s, side="right")) - 1
    return slice(first, max(first, last))
