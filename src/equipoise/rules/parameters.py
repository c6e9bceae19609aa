"""Parameters of each rule kind: shared by the checker and the optimiser, and nothing else is.

Hours are elapsed hours. ``night_from`` and ``night_to`` are minutes from local midnight.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Night:
    """A night shift has more than ``over_hours`` of work within the night window."""

    night_from: int = 0
    night_to: int = 360
    over_hours: float = 1.0


@dataclass(frozen=True)
class DailyRest:
    """Rest in every 24 hours counted from the first moment of work.

    ``short_hours`` may replace ``hours`` once in every ``short_per_days`` x 24 hours.
    """

    hours: float
    short_hours: float | None = None
    short_per_days: int = 7


@dataclass(frozen=True)
class WeeklyRest:
    """Uninterrupted rest in every ``window_days`` x 24 hours counted from a moment of work."""

    hours: float
    window_days: int = 7


@dataclass(frozen=True)
class ShiftHours:
    """Most hours of work in one shift."""

    max_hours: float


@dataclass(frozen=True)
class WeekHours:
    """Most hours of work in a calendar week (Monday to Sunday)."""

    max_hours: float


@dataclass(frozen=True)
class AverageHours:
    """Most hours a week on average over every run of ``weeks`` calendar weeks.

    ``absences`` is ``counted`` (an absence counts as its hours) or ``neutral`` (days absent
    leave both sides of the mean).
    """

    max_hours: float
    weeks: int
    absences: str = "counted"


@dataclass(frozen=True)
class Breaks:
    """Break time due in a shift: for each tier (more than ``over_hours`` worked: ``minutes``).

    Only stretches of at least ``part_minutes`` free of duty count. ``minutes`` of 0 means that
    some break is due whose length the rule leaves open.
    """

    tiers: tuple[tuple[float, float], ...]
    part_minutes: float = 0.0


@dataclass(frozen=True)
class NightShiftHours:
    """Most hours of work in one night shift."""

    max_hours: float
    night: Night = Night()


@dataclass(frozen=True)
class RestAfterNight:
    """Rest after a night shift that ends after ``ends_after`` (minutes from local midnight)."""

    hours: float
    ends_after: int = 120
    short_hours: float | None = None
    short_per_days: int = 7
    night: Night = Night()


@dataclass(frozen=True)
class RestAfterNights:
    """Rest after a series of at least ``nights`` night shifts."""

    nights: int
    hours: float
    night: Night = Night()


@dataclass(frozen=True)
class RunWithNight:
    """Most shifts in a row (no rest of ``reset_hours`` between them) when any is a night shift."""

    max_shifts: int
    reset_hours: float = 36.0
    night: Night = Night()


@dataclass(frozen=True)
class NightCount:
    """Most night shifts ending after ``ends_after`` in every run of ``weeks`` calendar weeks."""

    max_nights: int
    weeks: int
    ends_after: int = 120
    night: Night = Night()


@dataclass(frozen=True)
class NightAverage:
    """With ``nights`` or more night shifts in ``weeks`` weeks the mean week is limited."""

    nights: int
    weeks: int
    max_hours: float
    night: Night = Night()


@dataclass(frozen=True)
class NightWorkerHours:
    """A night worker's mean hours in 24 h over the weeks of reference, weekly rest left out."""

    max_hours_per_day: float
    weeks: int
    night_hours: float = 3.0
    night: Night = Night(0, 300, 0.0)


@dataclass(frozen=True)
class FreeSundays:
    """Fewest Sundays free of work in every run of ``weeks`` calendar weeks."""

    min_free: int
    weeks: int = 52


@dataclass(frozen=True)
class SundayConsent:
    """Sunday work needs an agreement or the worker's consent, shown on the roster row."""


@dataclass(frozen=True)
class Notice:
    """Fewest days between publication and the first day of the published shifts."""

    days: int


@dataclass(frozen=True)
class RestHoursOfDay:
    """Daily rest of a young worker must hold the hours between two local times."""

    hours: float
    from_minute: int
    to_minute: int


Parameters = (
    DailyRest
    | WeeklyRest
    | ShiftHours
    | WeekHours
    | AverageHours
    | Breaks
    | NightShiftHours
    | RestAfterNight
    | RestAfterNights
    | RunWithNight
    | NightCount
    | NightAverage
    | NightWorkerHours
    | FreeSundays
    | SundayConsent
    | Notice
    | RestHoursOfDay
)

KINDS: dict[str, type[Parameters]] = {
    "daily_rest": DailyRest,
    "weekly_rest": WeeklyRest,
    "shift_hours": ShiftHours,
    "week_hours": WeekHours,
    "average_hours": AverageHours,
    "breaks": Breaks,
    "night_shift_hours": NightShiftHours,
    "rest_after_night": RestAfterNight,
    "rest_after_nights": RestAfterNights,
    "run_with_night": RunWithNight,
    "night_count": NightCount,
    "night_average": NightAverage,
    "night_worker_hours": NightWorkerHours,
    "free_sundays": FreeSundays,
    "sunday_consent": SundayConsent,
    "notice": Notice,
    "rest_hours_of_day": RestHoursOfDay,
}
