"""Parameters of each rule kind: shared by the checker and the optimiser, and nothing else is.

Hours are elapsed hours. ``night_from`` and ``night_to`` are minutes from local midnight.
"""

from __future__ import annotations

from . import breaks, hours, nights, notices, rests, sundays
from .base import Parameters
from .breaks import (
    BreakPosition,
    Breaks,
    BreaksFrom,
    Lunch,
    NightPause,
    PauseDodged,
    ScreenBreak,
    UnbrokenWork,
)
from .hours import AverageHours, Overtime, ShiftHours, SplitShift, WeekDays, WeekHours, WorkPeriod
from .nights import (
    Night,
    NightAverage,
    NightCount,
    NightShiftHours,
    NightWorker,
    NightWorkerHours,
    NightWorkerMean,
    NightWorkerShift,
    RestAfterNight,
    RestAfterNights,
    RunWithNight,
)
from .notices import ChangeNotice, Notice, StartNotice
from .rests import DailyRest, RestBetween, RestHoursOfDay, WeeklyRest, WeeklyRestSum, WeekRestDay
from .sundays import FreeSundays, SundayConsent, SundayGround, SundayRest

KINDS: dict[str, type[Parameters]] = {
    **hours.KINDS,
    **rests.KINDS,
    **breaks.KINDS,
    **nights.KINDS,
    **sundays.KINDS,
    **notices.KINDS,
}

__all__ = [
    "KINDS",
    "AverageHours",
    "BreakPosition",
    "Breaks",
    "BreaksFrom",
    "ChangeNotice",
    "DailyRest",
    "FreeSundays",
    "Lunch",
    "Night",
    "NightAverage",
    "NightCount",
    "NightPause",
    "NightShiftHours",
    "NightWorker",
    "NightWorkerHours",
    "NightWorkerMean",
    "NightWorkerShift",
    "Notice",
    "Overtime",
    "Parameters",
    "PauseDodged",
    "RestAfterNight",
    "RestAfterNights",
    "RestBetween",
    "RestHoursOfDay",
    "RunWithNight",
    "ScreenBreak",
    "ShiftHours",
    "SplitShift",
    "StartNotice",
    "SundayConsent",
    "SundayGround",
    "SundayRest",
    "UnbrokenWork",
    "WeekDays",
    "WeekHours",
    "WeekRestDay",
    "WeeklyRest",
    "WeeklyRestSum",
    "WorkPeriod",
]
