"""Fixed periods of reference: quarters and other equal parts of the year."""

from __future__ import annotations

from dataclasses import dataclass

from .base import Parameters


@dataclass(frozen=True)
class PeriodAverage(Parameters):
    """Most hours a week on average over each fixed period of ``months`` months from January on.

    A period holds the calendar weeks that begin in it; days absent leave both sides of the mean.
    """

    max_hours: float
    months: int


@dataclass(frozen=True)
class RunningExcess(Parameters):
    """Most hours beyond ``week_hours`` a week, added up from the start of a period of ``months`` months.

    A period holds the calendar weeks that begin in it; days absent allow no hours.
    """

    max_hours: float
    week_hours: float
    months: int


KINDS: dict[str, type[Parameters]] = {
    "period_average": PeriodAverage,
    "running_excess": RunningExcess,
}
