"""Rest between shifts and in the week."""

from __future__ import annotations

from dataclasses import dataclass

from .base import Parameters


@dataclass(frozen=True)
class DailyRest(Parameters):
    """Rest in every 24 hours counted from the first moment of work.

    ``short_hours`` may replace ``hours`` once in every ``short_per_days`` x 24 hours.
    """

    hours: float
    short_hours: float | None = None
    short_per_days: int = 7


@dataclass(frozen=True)
class RestBetween(Parameters):
    """Rest from the end of a shift to the start of the next."""

    hours: float


@dataclass(frozen=True)
class WeeklyRest(Parameters):
    """Uninterrupted rest in every ``window_days`` x 24 hours counted from a moment of work.

    Where ``change_hours`` is set, a rest of that length is enough at a change of shift.
    """

    hours: float
    window_days: int = 7
    change_hours: float | None = None


@dataclass(frozen=True)
class RestInPeriod(Parameters):
    """Uninterrupted rest anywhere in each period of ``window_days`` days, counted for one period only."""

    hours: float
    window_days: int = 7


@dataclass(frozen=True)
class WeeklyRestSum(Parameters):
    """Rests that add up to ``hours`` in every ``window_days`` x 24 hours from a moment of work.

    A rest counts from ``part_hours`` on, after ``daily_hours`` of daily rest that come before it.
    """

    hours: float
    window_days: int
    part_hours: float
    daily_hours: float = 0.0


@dataclass(frozen=True)
class WeekRestDay(Parameters):
    """A rest of ``hours`` that holds a whole local day of every calendar week with work."""

    hours: float


@dataclass(frozen=True)
class WeekendRest(Parameters):
    """A rest of ``hours`` that holds a whole day of Monday to Saturday of every calendar week with work.

    Or the Sunday, where it begins on the Saturday by ``from_minute``.
    """

    hours: float
    from_minute: int


@dataclass(frozen=True)
class RestHoursOfDay(Parameters):
    """Daily rest of a young worker must hold the hours between two local times."""

    hours: float
    from_minute: int
    to_minute: int


KINDS: dict[str, type[Parameters]] = {
    "daily_rest": DailyRest,
    "weekly_rest": WeeklyRest,
    "rest_in_period": RestInPeriod,
    "rest_hours_of_day": RestHoursOfDay,
    "rest_between": RestBetween,
    "weekly_rest_sum": WeeklyRestSum,
    "week_rest_day": WeekRestDay,
    "weekend_rest": WeekendRest,
}
