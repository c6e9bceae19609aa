"""Fixed periods of days and the rests that count for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from .local import IntArray
from .work import Block, Work

FOREVER_S = 1 << 40


@dataclass(frozen=True)
class Periods:
    """Periods that follow one another, ``edges_s`` from one to the next.

    ``served`` have a rest that counts for them alone; ``could_be_served`` would have without the
    work of the period judged.
    """

    edges_s: list[int]
    served: list[bool]
    could_be_served: list[bool]

    def ours(self, work: Work) -> Iterator[tuple[int, int, int]]:
        """Place, start and end of the periods with work that begins in the period judged."""
        edges = np.array(self.edges_s, dtype=np.int64)
        within = np.clip(edges, work.timeline.from_s, work.timeline.to_s)
        for place in np.flatnonzero(np.diff(work.worked_before(within))).tolist():
            yield place, self.edges_s[place], self.edges_s[place + 1]

    def is_open(self, work: Work) -> bool:
        """Whether a period of ours begins before knowledge does and no known rest serves it."""
        known = work.timeline.known_from_s
        return any(start < known and not self.served[place] for place, start, _ in self.ours(work))


def _has_work(work: Work, start_s: int, end_s: int) -> bool:
    before = work.worked_before(np.array([start_s, end_s], dtype=np.int64))
    return bool(before[1] > before[0])


def periods_of(work: Work, days: int, due_s: float) -> Periods:
    """Periods of so many local days from the calendar's first Monday on."""
    edges = work.midnight_s[::days]
    served = _served(edges, _rests(work, work.busy), round(due_s))
    return Periods(edges.tolist(), served, _served(edges, _rests(work, work.past), round(due_s)))


def _rests(work: Work, blocks: Sequence[Block]) -> list[Block]:
    """Free time from where knowledge begins; after the last block all is free."""
    known = work.timeline.known_from_s
    found, edge = [], known
    for start, end in [*blocks, (FOREVER_S, FOREVER_S)]:
        if start > edge:
            found.append((edge, start))
        edge = max(edge, end)
    return found


def _served(edges: IntArray, rests: Sequence[Block], due_s: int) -> list[bool]:
    """Which periods get a rest of ``due_s``: each takes the earliest that reaches into it and is left."""
    long = [(start, end) for start, end in rests if end - start >= due_s]
    found, place, left = [], 0, 0
    for begins, ends in pairwise(edges.tolist()):
        is_served = False
        while place < len(long):
            start = max(long[place][0], left, begins - due_s + 1)
            if start + due_s > long[place][1]:
                place += 1
                continue
            if start < ends:
                left, is_served = start + due_s, True
            break
        found.append(is_served)
    return found


def long_runs(work: Work, due_s: float, most_s: int) -> Iterator[Block]:
    """Time of ours between two rests of ``due_s`` that is longer than ``most_s``."""
    timeline = work.timeline
    long = [rest for rest in _rests(work, work.busy) if rest[1] - rest[0] >= due_s]
    for (_, start), (end, _) in pairwise(long):
        first, last = max(start, timeline.from_s), min(end, timeline.to_s)
        if end - start > most_s and first < last and _has_work(work, first, last):
            yield start, end
