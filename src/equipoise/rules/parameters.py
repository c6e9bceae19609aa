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
    """Fewest days between publication and the first day of the published shifts.

    ``count`` is ``calendar`` or ``working`` (Monday to Friday, holidays taken for working days).
    """

    days: int
    count: str = "calendar"


@dataclass(frozen=True)
class RestHoursOfDay:
    """Daily rest of a young worker must hold the hours between two local times."""

    hours: float
    from_minute: int
    to_minute: int


@dataclass(frozen=True)
class NightWorker:
    """Who is a night worker in a week: any one of the tests that are set.

    A night of his has at least ``night_hours`` of work within ``night``. The tests: ``nights`` such
    shifts in the ``nights_weeks`` calendar weeks that end with the week; ``hours`` of work within
    ``night`` in ``hours_weeks`` weeks; and, where ``share`` is above 0, that share of all work of
    ``share_weeks`` weeks within ``night``.
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
class NightWorkerShift:
    """Most hours of work in a shift of a night worker that has work at night."""

    max_hours: float
    worker: NightWorker


@dataclass(frozen=True)
class NightWorkerMean:
    """Most hours a week of a night worker on average over every run of ``weeks`` calendar weeks."""

    max_hours: float
    weeks: int
    worker: NightWorker


@dataclass(frozen=True)
class RestBetween:
    """Rest from the end of a shift to the start of the next."""

    hours: float


@dataclass(frozen=True)
class WeeklyRestSum:
    """Rests that add up to ``hours`` in every ``window_days`` x 24 hours from a moment of work.

    A rest counts from ``part_hours`` on, after ``daily_hours`` of daily rest that come before it.
    """

    hours: float
    window_days: int
    part_hours: float
    daily_hours: float = 0.0


@dataclass(frozen=True)
class WeekRestDay:
    """A rest of ``hours`` that holds a whole local day of every calendar week with work."""

    hours: float


@dataclass(frozen=True)
class SundayRest:
    """A rest of ``hours`` that holds the Sunday or, where it is worked, another day for it.

    The substitute is a whole local day, not a Sunday, of the ``within_days`` days after it; one
    day stands for one Sunday. A Sunday with at most ``over_hours`` of work needs none.
    """

    hours: float
    within_days: int
    over_hours: float = 0.0


@dataclass(frozen=True)
class SundayGround:
    """Sunday work is banned save on a ground of law, named in the consent of the roster row."""


@dataclass(frozen=True)
class WeekDays:
    """Most days with work in a calendar week."""

    max_days: int


@dataclass(frozen=True)
class WorkPeriod:
    """Fewest hours of work in a shift."""

    min_hours: float


@dataclass(frozen=True)
class SplitShift:
    """Most interruptions without a row in a shift, and how long each may last."""

    max_gaps: int
    max_gap_hours: float


@dataclass(frozen=True)
class BreaksFrom:
    """Break time due in a shift once its work reaches a length: for each tier (hours, minutes).

    Only pauses of at least ``part_minutes`` count.
    """

    tiers: tuple[tuple[float, float], ...]
    part_minutes: float = 0.0


@dataclass(frozen=True)
class BreakPosition:
    """In a shift of more than ``over_hours`` a pause of ``minutes`` begins by ``latest_hours`` of it."""

    over_hours: float
    minutes: float
    latest_hours: float


@dataclass(frozen=True)
class UnbrokenWork:
    """Most hours of work in a row without a pause of at least ``pause_minutes``.

    Where ``or_hours`` is set, a shift may keep that length with pauses of ``or_minutes`` instead.
    """

    max_hours: float
    pause_minutes: float = 0.0
    or_hours: float | None = None
    or_minutes: float = 0.0


@dataclass(frozen=True)
class NightPause:
    """Most hours of work in a row without a paid pause of ``pause_minutes`` in a night shift."""

    max_hours: float
    pause_minutes: float
    night: Night


@dataclass(frozen=True)
class ScreenBreak:
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
class PauseDodged:
    """A pause that begins in the last ``minutes`` before ``per_hours`` of work make it due."""

    per_hours: float
    minutes: float


@dataclass(frozen=True)
class Lunch:
    """A meal of ``minutes`` between two local times, begun within ``latest_hours`` of work.

    Due in a shift that holds all the time from ``from_minute`` to ``to_minute``.
    """

    minutes: float
    from_minute: int
    to_minute: int
    latest_hours: float


@dataclass(frozen=True)
class ChangeNotice:
    """Fewest days between a change of a roster row and the day of that row."""

    days: int
    count: str = "calendar"


@dataclass(frozen=True)
class StartNotice:
    """Fewest hours between the last word on a roster row, published or changed, and its start."""

    hours: float


@dataclass(frozen=True)
class Overtime:
    """Most hours beyond ``week_hours`` a week in every run of ``weeks`` calendar weeks."""

    max_hours: float
    weeks: int
    week_hours: float


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
    | NightWorkerShift
    | NightWorkerMean
    | RestBetween
    | WeeklyRestSum
    | WeekRestDay
    | SundayRest
    | SundayGround
    | WeekDays
    | WorkPeriod
    | SplitShift
    | BreaksFrom
    | BreakPosition
    | UnbrokenWork
    | NightPause
    | ScreenBreak
    | PauseDodged
    | Lunch
    | ChangeNotice
    | StartNotice
    | Overtime
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
    "night_worker_shift": NightWorkerShift,
    "night_worker_mean": NightWorkerMean,
    "rest_between": RestBetween,
    "weekly_rest_sum": WeeklyRestSum,
    "week_rest_day": WeekRestDay,
    "sunday_rest": SundayRest,
    "sunday_ground": SundayGround,
    "week_days": WeekDays,
    "work_period": WorkPeriod,
    "split_shift": SplitShift,
    "breaks_from": BreaksFrom,
    "break_position": BreakPosition,
    "unbroken_work": UnbrokenWork,
    "night_pause": NightPause,
    "screen_break": ScreenBreak,
    "pause_dodged": PauseDodged,
    "lunch": Lunch,
    "change_notice": ChangeNotice,
    "start_notice": StartNotice,
    "overtime": Overtime,
}
