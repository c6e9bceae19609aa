"""Breaks, pauses and work in a row."""

from __future__ import annotations

from dataclasses import dataclass

from .base import Parameters
from .nights import Night


@dataclass(frozen=True)
class Breaks(Parameters):
    """Break time due in a shift: for each tier (more than ``over_hours`` worked: ``minutes``).

    Only stretches of at least ``part_minutes`` free of duty count. ``minutes`` of 0 means that
    some break is due whose length the rule leaves open.
    """

    tiers: tuple[tuple[float, float], ...]
    part_minutes: float = 0.0


@dataclass(frozen=True)
class BreaksFrom(Parameters):
    """Break time due in a shift once its work reaches a length: for each tier (hours, minutes).

    Only pauses of at least ``part_minutes`` count.
    """

    tiers: tuple[tuple[float, float], ...]
    part_minutes: float = 0.0


@dataclass(frozen=True)
class BreakPosition(Parameters):
    """In a shift of more than ``over_hours`` a pause of ``minutes`` begins by ``latest_hours`` of it."""

    over_hours: float
    minutes: float
    latest_hours: float


@dataclass(frozen=True)
class UnbrokenWork(Parameters):
    """Most hours of work in a row without a pause of at least ``pause_minutes``.

    Where ``or_hours`` is set, a shift may keep that length with pauses of ``or_minutes`` instead.
    """

    max_hours: float
    pause_minutes: float = 0.0
    or_hours: float | None = None
    or_minutes: float = 0.0


@dataclass(frozen=True)
class ScreenBreak(Parameters):
    """Most hours at the screen in a row without ``minutes`` of a pause or of another activity.

    Where ``or_hours`` is set, a shift may keep that length with ``or_minutes`` instead. A pause may
    begin ``drift_minutes`` later.
    """

    per_hours: float
    minutes: float
    or_hours: float | None = None
    or_minutes: float = 0.0
    drift_minutes: float = 0.0


@dataclass(frozen=True)
class PauseDodged(Parameters):
    """A pause that begins in the last ``minutes`` before ``per_hours`` of work make it due."""

    per_hours: float
    minutes: float


@dataclass(frozen=True)
class Lunch(Parameters):
    """A meal of ``minutes`` between two local times, begun within ``latest_hours`` of work.

    Due in a shift that holds all the time from ``from_minute`` to ``to_minute``.
    """

    minutes: float
    from_minute: int
    to_minute: int
    latest_hours: float


@dataclass(frozen=True)
class NightPause(Parameters):
    """Most hours of work in a row without a paid pause of ``pause_minutes`` in a night shift."""

    max_hours: float
    pause_minutes: float
    night: Night


@dataclass(frozen=True)
class LongestBreak(Parameters):
    """Most hours of a break, or of a gap without a row, between two stretches of work of a shift."""

    max_hours: float


KINDS: dict[str, type[Parameters]] = {
    "breaks": Breaks,
    "breaks_from": BreaksFrom,
    "break_position": BreakPosition,
    "unbroken_work": UnbrokenWork,
    "night_pause": NightPause,
    "screen_break": ScreenBreak,
    "pause_dodged": PauseDodged,
    "lunch": Lunch,
    "longest_break": LongestBreak,
}
