"""Which preferences (wishes) the roster grants."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from equipoise.centre import Preference
from equipoise.timegrid import Zone
from equipoise.timegrid.clock import DAY_S

from .shifts import Shift


def granted(wish: Preference, shifts: Iterable[Shift], clock: Zone) -> bool:
    """Whether the worker's shifts grant a wish.

    ``avoid`` is granted when no shift overlaps the wish's time, ``prefer`` when one does. With a
    shift named by its start time (``HH:MM``) only shifts that begin then count, for both kinds.
    """
    met = [shift for shift in shifts if shift.start_s < wish.end_s and wish.start_s < shift.end_s]
    if wish.shift:
        met = [shift for shift in met if _start_text(shift, clock) == wish.shift]
    return bool(met) == (wish.kind == "prefer")


def granted_by_worker(
    wishes: Iterable[Preference], shifts: Iterable[Shift], clock: Zone, from_s: int, to_s: int
) -> dict[str, list[tuple[Preference, bool]]]:
    """Each worker's wishes that touch the period, with whether they are granted."""
    own: dict[str, list[Shift]] = defaultdict(list)
    for shift in shifts:
        own[shift.worker].append(shift)
    outcome: dict[str, list[tuple[Preference, bool]]] = defaultdict(list)
    for wish in wishes:
        if wish.start_s < to_s and from_s < wish.end_s:
            outcome[wish.worker].append((wish, granted(wish, own[wish.worker], clock)))
    return dict(outcome)


def _start_text(shift: Shift, clock: Zone) -> str:
    minute = (shift.start_s + int(clock.offset_s(shift.start_s))) % DAY_S // 60
    return f"{minute // 60:02d}:{minute % 60:02d}"
