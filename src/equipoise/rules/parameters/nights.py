"""Night work: what a night is, who is a night worker, how much of it."""

from __future__ import annotations

from dataclasses import dataclass

from .base import Parameters


@dataclass(frozen=True)
class Night:
    """A night shift has more than ``over_hours`` of work within the night window."""

    night_from: int = 0
    night_to: int = 360
    over_hours: float = 1.0


@dataclass(frozen=True)
class NightWorker:
    """Who is a night worker in a week: any one of the tests that are set.

    A night of his has at least ``night_hours`` of work within ``night``. The tests: ``nights`` such
    shifts in the ``nights_weeks`` calendar weeks that end with the week; ``hours`` of work within
    ``night`` in ``hours_weeks`` weeks; and ``share`` of all work
    of ``share_weeks`` weeks within ``night``. With a test of ``nights`` all work at night counts for
    the share; without one such nights only.
    """

    night: Night
    night_hours: float = 3.0
    nights: int | None = None
    nights_weeks: int = 1
    hours: float | None = None
    hours_weeks: int = 52
    share: float | None = None
    share_weeks: int = 52


@dataclass(frozen=True)
class NightShiftHours(Parameters):
    """Most hours of work in one night shift.

    Where ``long_hours`` is set, a night shift may be that long: at most ``long_nights`` times in
    ``long_days`` x 24 hours and ``long_nights_of_weeks`` times in every run of ``long_weeks``
    calendar weeks, each followed by a rest of ``long_rest_hours``.
    """

    max_hours: float
    night: Night = Night()
    long_hours: float | None = None
    long_nights: int = 1
    long_days: int = 14
    long_nights_of_weeks: int = 1
    long_weeks: int = 52
    long_rest_hours: float = 0.0


@dataclass(frozen=True)
class RestAfterNight(Parameters):
    """Rest after a night shift that ends after ``ends_after`` (minutes from local midnight)."""

    hours: float
    ends_after: int = 120
    short_hours: float | None = None
    short_per_days: int = 7
    night: Night = Night()


@dataclass(frozen=True)
class RestAfterNights(Parameters):
    """Rest after a series of at least ``nights`` night shifts."""

    nights: int
    hours: float
    night: Night = Night()


@dataclass(frozen=True)
class RunWithNight(Parameters):
    """Most shifts in a row (no rest of ``reset_hours`` between them) when any is a night shift."""

    max_shifts: int
    reset_hours: float = 36.0
    night: Night = Night()


@dataclass(frozen=True)
class NightCount(Parameters):
    """Most night shifts ending after ``ends_after`` in every run of ``weeks`` calendar weeks."""

    max_nights: int
    weeks: int
    ends_after: int = 120
    night: Night = Night()


@dataclass(frozen=True)
class NightAverage(Parameters):
    """With ``nights`` or more night shifts in ``weeks`` weeks the mean week is limited.

    A call from on-call duty counts for at least ``call_hours``.
    """

    nights: int
    weeks: int
    max_hours: float
    night: Night = Night()
    call_hours: float = 0.0


@dataclass(frozen=True)
class NightHours(Parameters):
    """Most hours of work within the night window in every run of ``weeks`` calendar weeks."""

    max_hours: float
    weeks: int
    night: Night = Night()


@dataclass(frozen=True)
class NightWorkerHours(Parameters):
    """A night worker's mean hours in 24 h over the weeks of reference, weekly rest left out."""

    max_hours_per_day: float
    weeks: int
    night_hours: float = 3.0
    night: Night = Night(0, 300, 0.0)


@dataclass(frozen=True)
class NightWorkerShift(Parameters):
    """Most hours of work in a shift of a night worker that has work at night."""

    max_hours: float
    worker: NightWorker


@dataclass(frozen=True)
class NightWorkerMean(Parameters):
    """Most hours a week of a night worker on average over every run of ``weeks`` calendar weeks.

    ``months`` of reference are as in ``average_hours``.
    """

    max_hours: float
    weeks: int
    worker: NightWorker
    months: int | None = None


KINDS: dict[str, type[Parameters]] = {
    "night_shift_hours": NightShiftHours,
    "rest_after_night": RestAfterNight,
    "rest_after_nights": RestAfterNights,
    "run_with_night": RunWithNight,
    "night_count": NightCount,
    "night_average": NightAverage,
    "night_hours": NightHours,
    "night_worker_hours": NightWorkerHours,
    "night_worker_shift": NightWorkerShift,
    "night_worker_mean": NightWorkerMean,
}
