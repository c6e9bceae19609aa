"""Shifts: the stretches of one worker that no rest of eight hours keeps apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from equipoise.timegrid import Stretch, by_worker
from equipoise.timegrid.stretch import MEAL, OFF_DUTY, PAUSES

REST_S = 8 * 3600  # a shift is the work between rests of at least eight hours (ATW 1:7)


@dataclass(frozen=True)
class Shift:
    """One working period of one worker, breaks included; ``stretches`` are in order of time."""

    worker: str
    stretches: tuple[Stretch, ...]

    @property
    def start_s(self) -> int:
        return self.stretches[0].start_s

    @property
    def end_s(self) -> int:
        return max(row.end_s for row in self.stretches)

    @property
    def paid_s(self) -> int:
        """Elapsed seconds of everything but meals."""
        return sum(row.seconds for row in self.stretches if is_paid(row))

    @property
    def queues(self) -> tuple[str, ...]:
        """Queues worked, in order of first appearance."""
        return tuple(dict.fromkeys(row.queue for row in self.stretches if row.queue))

    @property
    def pauses(self) -> tuple[Stretch, ...]:
        """Breaks and meals, in order."""
        return tuple(row for row in self.stretches if row.activity in PAUSES)


def is_paid(row: Stretch) -> bool:
    """Whether a stretch is paid working time: all but meals, absences and on-call duty."""
    return row.activity != MEAL and row.activity not in OFF_DUTY


def shifts_of(stretches: Iterable[Stretch]) -> tuple[Shift, ...]:
    """All shifts, ordered by worker and start; absences and on-call duty belong to no shift."""
    present = [row for row in stretches if row.activity not in OFF_DUTY]
    return tuple(Shift(worker, part) for worker, rows in by_worker(present).items() for part in _parts(rows))


def _parts(rows: tuple[Stretch, ...]) -> list[tuple[Stretch, ...]]:
    parts: list[list[Stretch]] = []
    end_s = 0
    for row in rows:
        if not parts or row.start_s - end_s >= REST_S:
            parts.append([])
            end_s = row.end_s
        parts[-1].append(row)
        end_s = max(end_s, row.end_s)
    return [tuple(part) for part in parts]
