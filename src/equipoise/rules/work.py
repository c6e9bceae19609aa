"""One worker's timeline as the rules see it: shifts, free gaps, nights, weeks."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, TypeVar

import numpy as np

from equipoise.timegrid import Stretch
from equipoise.timegrid.clock import DAY_S
from equipoise.timegrid.stretch import MEAL, OFF_DUTY, ON_CALL, PAUSES

from .local import IntArray, instants_s, local_day, shared
from .model import Timeline
from .nights import Nights, elapsed_before
from .parameters import Night
from .spans import joined, without

SHIFT_GAP_S = 8 * 3600  # a shorter gap does not end a shift
Block = tuple[int, int]
Kept = TypeVar("Kept")


@dataclass(frozen=True)
class Work:
    """Shifts in order of time, each array of shape ``(n_shifts,)``, and what lies within them.

    ``busy`` are the blocks of rows without a gap between them, absences left out; ``past`` those
    of rows that begin before the period judged. ``first_block`` is each shift's first block.
    ``pauses_s`` are the pauses of each shift that lie between work, on-call duty left out. ``judged``
    shifts have a row that begins in the period. ``pieces`` are working stretches, as starts and
    ends. ``rows`` are all rows of each shift.
    """

    timeline: Timeline
    start_s: list[int]
    end_s: list[int]
    worked_s: list[int]
    judged: list[bool]
    first_block: list[int]
    pauses_s: list[tuple[int, ...]]
    busy: list[Block]
    past: list[Block]
    pieces: tuple[IntArray, IntArray]
    piece_shift: IntArray
    rows: list[list[Stretch]]
    first_day: int
    midnight_s: IntArray
    _kept: dict[Hashable, Any] = field(default_factory=dict, repr=False, compare=False)

    def __len__(self) -> int:
        return len(self.start_s)

    def day(self, instant_s: int) -> int:
        """Local day number of an instant that the calendar reaches."""
        return self.first_day + int(np.searchsorted(self.midnight_s, instant_s, side="right")) - 1

    def worked_before(self, instants: IntArray) -> IntArray:
        """Seconds worked before each instant, same shape."""
        return elapsed_before(*self.pieces, instants)

    def nights(self, night: Night) -> Nights:
        """Work at night in each shift."""
        return self.keep(("nights", night), lambda: Nights.of(self, night))

    def paused_s(self, least_s: float) -> IntArray:
        """Seconds of pauses of at least ``least_s`` in each shift."""
        return self.keep(
            ("paused", least_s),
            lambda: np.array([sum(s for s in pauses if s >= least_s) for pauses in self.pauses_s], np.int64),
        )

    def keep(self, name: Hashable, make: Callable[[], Kept]) -> Kept:
        """What ``make`` gives, made once: several rules ask for the same view."""
        if name not in self._kept:
            self._kept[name] = make()
        found: Kept = self._kept[name]
        return found


_latest: tuple[Timeline, Work] | None = None


def work_of(timeline: Timeline) -> Work:
    """The view of a timeline; the last one is remembered, since all rules ask for it in turn."""
    global _latest
    latest = _latest
    if latest is None or latest[0] is not timeline:
        latest = _latest = (timeline, _build(timeline))
    return latest[1]


def _build(timeline: Timeline) -> Work:
    rows = [row for row in timeline.stretches if row.activity not in OFF_DUTY]
    shifts = _shifts(rows)
    busy = _blocks(rows)
    starts = [shift[0].start_s for shift in shifts]
    working = [[row for row in shift if row.activity != MEAL] for shift in shifts]
    first_day, midnights = _calendar(timeline, rows)
    block_starts = [start for start, _ in busy]
    reachable = joined((row.start_s, row.end_s) for row in timeline.stretches if row.activity == ON_CALL)
    return Work(
        timeline=timeline,
        start_s=starts,
        end_s=[max(row.end_s for row in shift) for shift in shifts],
        worked_s=[sum(row.seconds for row in shift) for shift in working],
        judged=[any(timeline.from_s <= r.start_s < timeline.to_s for r in shift) for shift in shifts],
        first_block=[int(i) for i in np.searchsorted(block_starts, starts)],
        pauses_s=[_pauses(shift, reachable) for shift in shifts],
        busy=busy,
        past=_blocks([row for row in rows if row.start_s < timeline.from_s]),
        pieces=(
            np.array([row.start_s for shift in working for row in shift], dtype=np.int64),
            np.array([row.end_s for shift in working for row in shift], dtype=np.int64),
        ),
        piece_shift=np.array([i for i, shift in enumerate(working) for _ in shift], dtype=np.int64),
        rows=shifts,
        first_day=first_day,
        midnight_s=midnights,
    )


def _shifts(rows: Sequence[Stretch]) -> list[list[Stretch]]:
    shifts: list[list[Stretch]] = []
    for row in rows:
        if shifts and row.start_s - shifts[-1][-1].end_s < SHIFT_GAP_S:
            shifts[-1].append(row)
        else:
            shifts.append([row])
    return shifts


def _blocks(rows: Sequence[Stretch]) -> list[Block]:
    blocks: list[Block] = []
    for row in rows:
        if blocks and row.start_s <= blocks[-1][1]:
            blocks[-1] = (blocks[-1][0], max(blocks[-1][1], row.end_s))
        else:
            blocks.append((row.start_s, row.end_s))
    return blocks


def _pauses(shift: Sequence[Stretch], reachable: Sequence[Block]) -> tuple[int, ...]:
    """Lengths of time free of duty between two stretches of duty: paused, at a meal, or no row.

    Who is on call is not free of duty.
    """
    duty = [row for row in shift if row.activity not in PAUSES]
    gaps = [(a.end_s, b.start_s) for a, b in pairwise(duty) if b.start_s > a.end_s]
    return tuple(end - start for start, end in (without(gaps, reachable) if reachable else gaps))


def _calendar(timeline: Timeline, rows: Sequence[Stretch]) -> tuple[int, IntArray]:
    """First local day, a Monday, and the midnights from there to past the last row."""
    clock = timeline.clock
    first_s = min([timeline.known_from_s, timeline.from_s, *(row.start_s for row in rows[:1])])
    last_s = max([timeline.to_s, *(row.end_s for row in rows[-1:])])
    first = local_day(clock, first_s)
    first -= (first + 3) % 7
    days = np.arange(first, local_day(clock, last_s) + 9, dtype=np.int64)
    midnights = shared(clock, ("midnights", first, len(days)), lambda: instants_s(clock, days * DAY_S))
    return first, midnights
