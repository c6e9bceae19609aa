"""Rules that protect particular people by what is on file about them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from .base import Parameters
from .nights import Night, NightWorker


@dataclass(frozen=True)
class NightConsent(Parameters):
    """A night shift needs the worker's consent, shown on the roster row."""

    night: Night


@dataclass(frozen=True)
class NoWorkAroundBirth(Parameters):
    """No work in so many days before the expected birth and after the actual one."""

    needs: ClassVar[str] = "facts"

    before_days: int
    after_days: int


@dataclass(frozen=True)
class LeaveAroundBirth(Parameters):
    """Fewest days in a row without work that hold the birth or border on it."""

    needs: ClassVar[str] = "facts"

    days: int


@dataclass(frozen=True)
class HealthAssessment(Parameters):
    """Night work of a night worker needs an assessment of health before it, at most ``months`` old.

    From the age of ``older_from`` on at most ``older_months``; without ``months`` any age of it will do.
    """

    needs: ClassVar[str] = "facts"

    worker: NightWorker
    months: int | None = None
    older_from: int | None = None
    older_months: int | None = None


@dataclass(frozen=True)
class WeekHoursInAll(Parameters):
    """Most hours of work in a calendar week, with those of other employers."""

    needs: ClassVar[str] = "facts"

    max_hours: float


@dataclass(frozen=True)
class AverageHoursInAll(Parameters):
    """Most hours a week on average over every run of ``weeks`` calendar weeks, with other employers'.

    Days absent leave both sides of the mean.
    """

    needs: ClassVar[str] = "facts"

    max_hours: float
    weeks: int


KINDS: dict[str, type[Parameters]] = {
    "night_consent": NightConsent,
    "no_work_around_birth": NoWorkAroundBirth,
    "leave_around_birth": LeaveAroundBirth,
    "health_assessment": HealthAssessment,
    "week_hours_in_all": WeekHoursInAll,
    "average_hours_in_all": AverageHoursInAll,
}
