"""Hours of a shift, a week and on average."""

from __future__ import annotations

from dataclasses import dataclass

from .base import Parameters


@dataclass(frozen=True)
class ShiftHours(Parameters):
    """Most hours of work in one shift."""

    max_hours: float


@dataclass(frozen=True)
class WeekHours(Parameters):
    """Most hours of work in a calendar week (Monday to Sunday)."""

    max_hours: float


@dataclass(frozen=True)
class AverageHours(Parameters):
    """Most hours a week on average over every run of ``weeks`` calendar weeks.

    ``absences`` is ``counted`` (an absence counts as its hours) or ``neutral`` (days absent
    leave both sides of the mean).
    """

    max_hours: float
    weeks: int
    absences: str = "counted"


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
    """Most hours beyond ``week_hours`` a week in every run of ``weeks`` calendar weeks."""

    max_hours: float
    weeks: int
    week_hours: float


KINDS: dict[str, type[Parameters]] = {
    "shift_hours": ShiftHours,
    "week_hours": WeekHours,
    "average_hours": AverageHours,
    "week_days": WeekDays,
    "work_period": WorkPeriod,
    "split_shift": SplitShift,
    "overtime": Overtime,
}
