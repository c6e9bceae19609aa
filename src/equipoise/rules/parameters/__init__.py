"""Parameters of each rule kind: shared by the checker and the optimiser, and nothing else is.

Hours are elapsed hours. ``night_from`` and ``night_to`` are minutes from local midnight.
"""

from __future__ import annotations

from . import (
    breaks,
    centre,
    free_time,
    hours,
    leave,
    nights,
    notices,
    on_call,
    periods,
    persons,
    rests,
    sundays,
)
from .base import Parameters
from .breaks import (
    BreakPosition,
    Breaks,
    BreaksFrom,
    LongestBreak,
    Lunch,
    NightPause,
    PauseDodged,
    ScreenBreak,
    UnbrokenWork,
)
from .centre import ContactGap, Presence, ServiceLevel
from .free_time import ContractFloor, HolidaySubstitute, NightCompensation
from .hours import AverageHours, Overtime, ShiftHours, SplitShift, WeekDays, WeekHours, WorkPeriod
from .leave import LeaveEntitlement, LeaveLapses
from .nights import (
    Night,
    NightAverage,
    NightCount,
    NightHours,
    NightShiftHours,
    NightWorker,
    NightWorkerHours,
    NightWorkerMean,
    NightWorkerShift,
    RestAfterNight,
    RestAfterNights,
    RunWithNight,
)
from .notices import ChangeNotice, Notice, RestDayNotice, StartNotice
from .on_call import OnCallFreeDays, OnCallFreeRest, OnCallNearNight, OnCallWork
from .periods import PeriodAverage, RunningExcess
from .persons import (
    AverageHoursInAll,
    HealthAssessment,
    LeaveAroundBirth,
    NightConsent,
    NoWorkAroundBirth,
    WeekHoursInAll,
)
from .rests import (
    DailyRest,
    RestBetween,
    RestHoursOfDay,
    RestInPeriod,
    WeekendRest,
    WeeklyRest,
    WeeklyRestSum,
    WeekRestDay,
)
from .sundays import FreeSundays, ManySundaysConsent, SundayConsent, SundayGround, SundayRest

KINDS: dict[str, type[Parameters]] = {
    **hours.KINDS,
    **rests.KINDS,
    **breaks.KINDS,
    **nights.KINDS,
    **sundays.KINDS,
    **notices.KINDS,
    **leave.KINDS,
    **periods.KINDS,
    **free_time.KINDS,
    **on_call.KINDS,
    **persons.KINDS,
    **centre.KINDS,
}

__all__ = [
    "KINDS",
    "AverageHours",
    "AverageHoursInAll",
    "BreakPosition",
    "Breaks",
    "BreaksFrom",
    "ChangeNotice",
    "ContactGap",
    "ContractFloor",
    "DailyRest",
    "FreeSundays",
    "HealthAssessment",
    "HolidaySubstitute",
    "LeaveAroundBirth",
    "LeaveEntitlement",
    "LeaveLapses",
    "LongestBreak",
    "Lunch",
    "ManySundaysConsent",
    "Night",
    "NightAverage",
    "NightCompensation",
    "NightConsent",
    "NightCount",
    "NightHours",
    "NightPause",
    "NightShiftHours",
    "NightWorker",
    "NightWorkerHours",
    "NightWorkerMean",
    "NightWorkerShift",
    "NoWorkAroundBirth",
    "Notice",
    "OnCallFreeDays",
    "OnCallFreeRest",
    "OnCallNearNight",
    "OnCallWork",
    "Overtime",
    "Parameters",
    "PauseDodged",
    "PeriodAverage",
    "Presence",
    "RestAfterNight",
    "RestAfterNights",
    "RestBetween",
    "RestDayNotice",
    "RestHoursOfDay",
    "RestInPeriod",
    "RunWithNight",
    "RunningExcess",
    "ScreenBreak",
    "ServiceLevel",
    "ShiftHours",
    "SplitShift",
    "StartNotice",
    "SundayConsent",
    "SundayGround",
    "SundayRest",
    "UnbrokenWork",
    "WeekDays",
    "WeekHours",
    "WeekHoursInAll",
    "WeekRestDay",
    "WeekendRest",
    "WeeklyRest",
    "WeeklyRestSum",
    "WorkPeriod",
]
