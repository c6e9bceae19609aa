"""Notice of a roster and of its changes."""

from __future__ import annotations

from dataclasses import dataclass

from .base import Parameters


@dataclass(frozen=True)
class Notice(Parameters):
    """Fewest days between publication and the first day of the published shifts.

    ``count`` is ``calendar`` or ``working`` (Monday to Friday, holidays taken for working days).
    """

    days: int
    count: str = "calendar"


@dataclass(frozen=True)
class ChangeNotice(Parameters):
    """Fewest days between a change of a roster row and the day of that row."""

    days: int
    count: str = "calendar"


@dataclass(frozen=True)
class StartNotice(Parameters):
    """Fewest hours between the last word on a roster row, published or changed, and its start."""

    hours: float


KINDS: dict[str, type[Parameters]] = {
    "notice": Notice,
    "change_notice": ChangeNotice,
    "start_notice": StartNotice,
}
