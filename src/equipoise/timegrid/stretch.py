"""A stretch: one worker doing one thing from one instant to another; a roster is a set of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

WORK = "work"
BREAK = "break"  # paid, free of duty
MEAL = "meal"  # unpaid, free of duty
PAUSES = frozenset({BREAK, MEAL})
COMPENSATION = "compensation"  # rest that other work earned
ABSENCES = frozenset({"leave", "sickness", "absence", "off", COMPENSATION})
STANDBY = "standby"
ON_CALL = "on_call"  # reachable for a call: neither work nor a break, until a call makes it a row of work
OFF_DUTY = ABSENCES | {ON_CALL}


@dataclass(frozen=True, order=True, slots=True)
class Stretch:
    """Half-open ``[start_s, end_s)`` in Unix seconds.

    ``activity`` is ``work``, ``break``, ``meal``, ``training``, ``coaching``, ``meeting``,
    ``representation``, ``standby``, ``on_call``, ``leave``, ``compensation`` or another name of the
    centre's own; ``queue`` is empty unless the work belongs to one queue. ``layer`` is planned,
    changed or worked.
    """

    worker: str
    start_s: int
    end_s: int
    activity: str = WORK
    queue: str = ""
    layer: str = "planned"
    published_at_s: int | None = None
    changed_at_s: int | None = None
    consent: str = ""

    @property
    def seconds(self) -> int:
        return self.end_s - self.start_s


def by_worker(stretches: Iterable[Stretch]) -> dict[str, tuple[Stretch, ...]]:
    """Each worker's stretches in order of time."""
    ordered = sorted(stretches)
    return {worker: tuple(rows) for worker, rows in groupby(ordered, key=lambda row: row.worker)}
