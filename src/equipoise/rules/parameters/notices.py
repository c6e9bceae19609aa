"""Notice of a roster and of its changes."""

from __future__ import annotations

from dataclasses import dataclass

from .base import Parameters


@dataclass(frozen=True)
class Notice(Parameters):
    """Fewest days between publication and the first day of the published shifts.

    ``count`` is ``calendar`` or ``working`` (Monday to Friday). ``holidays`` is the country or region
    whose public holidays are no working days (``BE``, ``DE-BY``); without it they are taken for some.
    Where a fact is ``agreed``, and on file, the days that the worker consented to are due instead.
    """

    days: int
    count: str = "calendar"
    holidays: str = ""
    agreed: str = ""


@dataclass(frozen=True)
class ChangeNotice(Parameters):
    """Fewest days between a change of a roster row and the day of that row, counted as in ``notice``."""

    days: int
    count: str = "calendar"
    holidays: str = ""


@dataclass(frozen=True)
class StartNotice(Parameters):
    """Fewest hours between the last word on a roster row, published or changed, and its start."""

    hours: float


@dataclass(frozen=True)
class RestDayNotice(Parameters):
    """Fewest days ahead at which days off are known, and times of work at ``times_days``.

    Where the times are known ``days`` ahead too, the days off are known by them.
    """

    days: int
    times_days: int


KINDS: dict[str, type[Parameters]] = {
    "notice": Notice,
    "change_notice": ChangeNotice,
    "start_notice": StartNotice,
    "rest_day_notice": RestDayNotice,
}
