"""Hours of a shift, a week and on average."""

from __future__ import annotations

from dataclasses import dataclass

from .base import Parameters


@dataclass(frozen=True)
class ShiftHours(Parameters):
    """Most hours of work in one shift; in a shift with calls from on-call duty ``on_call_hours``, if set."""

    max_hours: float
    on_call_hours: float | None = None


@dataclass(frozen=True)
class WeekHours(Parameters):
    """Most hours of work in a calendar week (Monday to Sunday).

    ``absences`` is ``counted`` (an absence adds its hours) or ``neutral`` (it does not). A call
    from on-call duty counts for at least ``call_hours``.
    """

    max_hours: float
    absences: str = "neutral"
    call_hours: float = 0.0


@dataclass(frozen=True)
class AverageHours(Parameters):
    """Most hours a week on average over every run of ``weeks`` calendar weeks.

    ``absences`` is ``counted`` (an absence counts as its hours) or ``neutral`` (days absent
    leave both sides of the mean). Where ``months`` is set, the reference is that many calendar months:
    the mean of the weeks is too high only where that of some such months around them is too. A call
    from on-call duty counts for at least ``call_hours``.
    """

    max_hours: float
    weeks: int
    absences: str = "counted"
    call_hours: float = 0.0
    months: int | None = None


@dataclass(frozen=True)
class WeekDays(Parameters):
    """Most days with work in a calendar week."""

    max_days: int


@dataclass(frozen=True)
class WorkPeriod(Parameters):
    """Fewest hours of work in a shift."""

    min_hours: float


@dataclass(frozen=True)
class SplitShift(Parameters):
    """Most interruptions without a row in a shift, and how long each may last."""

    max_gaps: int
    max_gap_hours: float


@dataclass(frozen=True)
class Overtime(Parameters):
    """Most hours beyond ``week_hours`` a week in every run of ``weeks`` calendar weeks.

    Where ``month_hours`` is set they may be counted by the calendar month instead: a run over the limit
    stands where no month that begins one of its weeks holds more than that.
    """

    max_hours: float
    weeks: int
    week_hours: float
    month_hours: float | None = None


KINDS: dict[str, type[Parameters]] = {
    "shift_hours": ShiftHours,
    "week_hours": WeekHours,
    "average_hours": AverageHours,
    "week_days": WeekDays,
    "work_period": WorkPeriod,
    "split_shift": SplitShift,
    "overtime": Overtime,
}
