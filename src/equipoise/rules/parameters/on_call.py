"""On-call duty: being reachable for a call without working."""

from __future__ import annotations

from dataclasses import dataclass

from .base import Parameters
from .nights import Night


@dataclass(frozen=True)
class OnCallFreeDays(Parameters):
    """Fewest days free of on-call duty in every ``window_days`` days from the first moment of such duty."""

    min_days: int
    window_days: int


@dataclass(frozen=True)
class OnCallFreeRest(Parameters):
    """Rests of ``hours`` without work or on-call duty in every ``window_days`` days with such duty.

    At least ``times`` of them; a rest of twice the hours counts as two.
    """

    times: int
    hours: float
    window_days: int


@dataclass(frozen=True)
class OnCallNearNight(Parameters):
    """Hours before and after a night shift in which nobody is on call."""

    hours_before: float
    hours_after: float
    night: Night


@dataclass(frozen=True)
class OnCallWork(Parameters):
    """Most hours of work in every 24 hours that hold on-call duty.

    A call counts for at least ``call_hours``.
    """

    max_hours: float
    call_hours: float = 0.0


KINDS: dict[str, type[Parameters]] = {
    "on_call_free_days": OnCallFreeDays,
    "on_call_free_rest": OnCallFreeRest,
    "on_call_near_night": OnCallNearNight,
    "on_call_work": OnCallWork,
}
