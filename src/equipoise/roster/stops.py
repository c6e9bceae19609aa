"""When to stop: small callables asked after every step of the search."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from .model import Progress

Stop = Callable[[Progress], bool]


def after_seconds(seconds: float) -> Stop:
    """Stop after so much time for improving, counted from the first roster (what comes before it is
    short, but for compiling on a first run); the same call need not give the same roster twice."""
    began: list[float] = []

    def stop(progress: Progress) -> bool:
        if not began:
            began.append(monotonic())
        return monotonic() - began[0] >= seconds

    return stop


def after_work(units: int) -> Stop:
    """Stop after this many calls of the one-person programme: the same roster every time."""
    return lambda progress: progress.work >= units
