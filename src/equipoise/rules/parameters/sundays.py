"""Sundays."""

from __future__ import annotations

from dataclasses import dataclass

from .base import Parameters


@dataclass(frozen=True)
class FreeSundays(Parameters):
    """Fewest Sundays free of work in every run of ``weeks`` calendar weeks."""

    min_free: int
    weeks: int = 52


@dataclass(frozen=True)
class SundayConsent(Parameters):
    """Sunday work needs an agreement or the worker's consent, shown on the roster row."""


@dataclass(frozen=True)
class ManySundaysConsent(Parameters):
    """From the ``sundays``-th worked Sunday of ``weeks`` calendar weeks on, each needs consent on its row."""

    sundays: int
    weeks: int = 52


@dataclass(frozen=True)
class SundayRest(Parameters):
    """A rest of ``hours`` that holds the Sunday or, where it is worked, another day for it.

    The substitute is a whole local day, not a Sunday, of the ``within_days`` days after it; one
    day stands for one Sunday. A Sunday with at most ``over_hours`` of work needs none.
    """

    hours: float
    within_days: int
    over_hours: float = 0.0


@dataclass(frozen=True)
class SundayGround(Parameters):
    """Sunday work is banned save on a ground of law, named in the consent of the roster row.

    The Sunday lasts 24 hours by the clock from ``from_minute`` on.
    """

    from_minute: int = 0


KINDS: dict[str, type[Parameters]] = {
    "free_sundays": FreeSundays,
    "sunday_consent": SundayConsent,
    "many_sundays_consent": ManySundaysConsent,
    "sunday_rest": SundayRest,
    "sunday_ground": SundayGround,
}
