"""Stints: time on duty between two pauses that are long enough to count."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from equipoise.timegrid import Stretch
from equipoise.timegrid.stretch import BREAK, PAUSES, WORK

from .outcome import HOUR_S

MINUTE_S = 60


@dataclass(frozen=True)
class Stint:
    """From the first to the last moment of duty; pauses too short to count lie within."""

    start_s: int
    end_s: int

    @property
    def seconds(self) -> int:
        return self.end_s - self.start_s


def is_duty(row: Stretch) -> bool:
    """Everything but breaks and meals."""
    return row.activity not in PAUSES


def is_unpaused(row: Stretch) -> bool:
    """Everything but paid breaks."""
    return row.activity != BREAK


def is_screen(row: Stretch) -> bool:
    """Contacts and other plain work; training, coaching and meetings are a change of activity."""
    return row.activity == WORK


def stints(
    rows: Iterable[Stretch], pause_minutes: float, on_duty: Callable[[Stretch], bool] = is_duty
) -> list[Stint]:
    """Stints of a shift, parted by pauses of at least ``pause_minutes``; 0 minutes: by any pause."""
    least_s = max(pause_minutes * MINUTE_S, 1)
    found: list[Stint] = []
    for row in rows:
        if not on_duty(row):
            continue
        if found and row.start_s - found[-1].end_s < least_s:
            found[-1] = Stint(found[-1].start_s, row.end_s)
        else:
            found.append(Stint(row.start_s, row.end_s))
    return found


def longest(found: Sequence[Stint]) -> Stint | None:
    """The longest stint, the first of several; ``None`` where there is no duty at all."""
    return max(found, key=lambda stint: stint.seconds, default=None)


def too_long(found: Sequence[Stint], most_hours: float, grace_s: float = 0) -> Stint | None:
    """The longest stint if it is longer than allowed."""
    stint = longest(found)
    return stint if stint and stint.seconds > most_hours * HOUR_S + grace_s else None
