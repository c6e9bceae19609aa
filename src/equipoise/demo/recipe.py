"""What a generated centre is made of, beside its ``centre.toml``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

LAST_DAY = date(2026, 11, 22)  # a Sunday: a plan starts the Monday after


@dataclass(frozen=True)
class QueueRecipe:
    """How one queue's contacts come about.

    ``per_week`` is the mean number offered in an ordinary week at the end of the history, ``growth``
    the fraction by which it grew over the history. ``arrivals`` and ``conversation`` name shapes.
    ``overnight`` is the part of a day's contacts that waits when the centre opens. ``mean_wait_s``
    is the wait in an interval as busy as expected, ``None`` where nobody waits on the line.
    """

    name: str
    per_week: float
    arrivals: str
    conversation: str
    growth: float = 0.0
    overnight: float = 0.0
    mean_wait_s: float | None = 15.0


@dataclass(frozen=True)
class SkillSet:
    """``people`` workers share these skills; ``levels`` maps queue to level 1 (new) to 5."""

    people: int
    levels: dict[str, int]


@dataclass(frozen=True)
class Staff:
    """``contracts`` holds (hours a week, people); the last people of it are agency and on call.

    ``young`` adds one worker of 17 beside school, whose skills are ``young_skills``. Of the adults so
    many are ``first_aiders``; with none there is no ``facts.csv``.
    """

    teams: tuple[str, ...]
    contracts: tuple[tuple[int, int], ...]
    skills: tuple[SkillSet, ...]
    fixed_term: int = 0
    agency: int = 0
    on_call: int = 0
    young_skills: dict[str, int] | None = None
    first_aiders: int = 0


@dataclass(frozen=True)
class Rotation:
    """The simple rotation that makes the roster before the horizon; starts in minutes of the day.

    Everybody works full shifts and a short one for the rest of the contract, as far as they fit; one
    week in three from ``late``, else from ``early``; one Saturday in four.
    """

    weeks: int
    early: int
    late: int
    full_h: float
    short_h: float
    saturday: int
    saturday_h: float
    young_evening: int = 0


@dataclass(frozen=True)
class Recipe:
    """A centre folder: ``toml`` names the file in ``centres/``; ``history_weeks`` whole weeks."""

    toml: str
    history_weeks: int
    queues: tuple[QueueRecipe, ...]
    staff: Staff
    rotation: Rotation
    last_day: date = LAST_DAY
