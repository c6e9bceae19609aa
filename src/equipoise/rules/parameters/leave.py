"""Paid leave and what becomes of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from .base import Parameters


@dataclass(frozen=True)
class LeaveEntitlement(Parameters):
    """Fewest weeks of paid leave a year, in hours of the contract week."""

    needs: ClassVar[str] = "leave"

    weeks: float


@dataclass(frozen=True)
class LeaveLapses(Parameters):
    """Leave lapses only where the worker was told so before, on a day that is on file.

    Judged where it lapses by the end of the period or, where set, ``within_months`` after it.
    """

    needs: ClassVar[str] = "leave"

    within_months: int | None = None


KINDS: dict[str, type[Parameters]] = {
    "leave_entitlement": LeaveEntitlement,
    "leave_lapses": LeaveLapses,
}
