"""Free time that is owed: for public holidays, for night work; and contracts that are too small."""

from __future__ import annotations

from dataclasses import dataclass

from .base import Parameters
from .nights import Night


@dataclass(frozen=True)
class HolidaySubstitute(Parameters):
    """Work on a public holiday gives another day off in the ``within_days`` days after it.

    ``holidays`` is a country or one of its regions (``DE``, ``DE-BY``). The day lies whole within a
    rest of ``hours``; it is neither a Sunday nor a holiday, and stands for no worked Sunday.
    """

    hours: float
    within_days: int
    holidays: str


@dataclass(frozen=True)
class NightCompensation(Parameters):
    """A ``share`` of night hours is owed as rest within ``months``, to be taken from ``least_hours`` on.

    Roster rows with the activity ``compensation`` are what was taken.
    """

    share: float
    months: int
    least_hours: float
    night: Night


@dataclass(frozen=True)
class ContractFloor(Parameters):
    """Fewest contract hours a week."""

    min_hours: float


KINDS: dict[str, type[Parameters]] = {
    "holiday_substitute": HolidaySubstitute,
    "night_compensation": NightCompensation,
    "contract_floor": ContractFloor,
}
