"""When to stop: small callables asked after every step of the search."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from .model import Progress

Stop = Callable[[Progress], bool]


def after_seconds(seconds: float) -> Stop:
    """Stop once the search has run this long; the same call need not give the same roster twice."""
    end = monotonic() + seconds
    return lambda progress: monotonic() >= end


def after_work(units: int) -> Stop:
    """Stop after this many calls of the one-person programme: the same roster every time."""
    return lambda progress: progress.work >= units
