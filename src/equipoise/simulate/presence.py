"""From a roster to the moments at which workers become free for contacts or leave them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from equipoise.centre import Centre, Workforce
from equipoise.errors import InvalidInput
from equipoise.timegrid import Grid, Stretch, by_worker
from equipoise.timegrid.clock import DAY_S
from equipoise.timegrid.stretch import ON_CALL, WORK

from .state import ANY, OFF, IntArray, Presence


@dataclass(frozen=True)
class Changes:
    """Changes of assignment in order of time, each with the local day on which its shift began."""

    presence: Presence
    day: IntArray

    def without(self, absent: IntArray, first_day: int) -> Presence:
        """Those of shifts that are worked; ``absent[worker, day - first_day]`` is 1 for an absence."""
        column = np.clip(self.day - first_day, 0, absent.shape[1] - 1)
        worked = absent[self.presence.worker, column] == 0
        at, worker, assignment = self.presence
        return Presence(at[worked], worker[worked], assignment[worked])


def changes(
    stretches: Sequence[Stretch], workforce: Workforce, centre: Centre, queues: Sequence[str], grid: Grid
) -> Changes:
    """All changes within the grid; only ``work`` makes a worker available.

    Work without a queue is for all the worker's skills. Raises :class:`InvalidInput` for a worker or
    queue that is not known.
    """
    index = {worker.name: at for at, worker in enumerate(workforce.workers)}
    codes = {"": ANY} | {queue.name: OFF for queue in centre.queues} | {q: at for at, q in enumerate(queues)}
    rows: list[tuple[int, int, int, int]] = []
    for name, own in by_worker(stretches).items():
        if name not in index:
            raise InvalidInput(f"worker {name!r} of the roster is not among the workers", field="worker")
        for shift in shifts(own):
            day = int((shift[0].start_s + grid.clock.offset_s(shift[0].start_s)) // DAY_S)
            moves = [(stretch.start_s, _code(stretch, codes)) for stretch in shift]
            moves.append((shift[-1].end_s, OFF))
            rows += [(max(at, grid.start_s), index[name], code, day) for at, code in moves if at < grid.end_s]
    table = np.array(rows, dtype=np.int64).reshape(-1, 4)
    table = table[np.argsort(table[:, 0], kind="stable")]
    at, worker, code, days = (np.ascontiguousarray(column) for column in table.T)
    return Changes(Presence(at.astype(float), worker, code), days)


def shifts(own: Iterable[Stretch]) -> list[list[Stretch]]:
    """A worker's stretches, parted where one does not follow the other at once; on-call duty is in none."""
    found: list[list[Stretch]] = []
    for stretch in own:
        if stretch.activity == ON_CALL:
            continue
        if found and stretch.start_s <= found[-1][-1].end_s:
            found[-1].append(stretch)
        else:
            found.append([stretch])
    return found


def _code(stretch: Stretch, codes: dict[str, int]) -> int:
    if stretch.activity != WORK:
        return OFF
    if stretch.queue not in codes:
        raise InvalidInput(f"queue {stretch.queue!r} of the roster is not in the centre", field="queue")
    return codes[stretch.queue]
