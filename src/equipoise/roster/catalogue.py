"""The catalogue: every shift that may be worked, placed on every day of the horizon."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from math import gcd

import numpy as np
from numpy.typing import NDArray

from equipoise.centre import BreakRule
from equipoise.errors import InvalidInput

from .model import Problem

IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]
HOUR_S = 3600
BEYOND_S = 3 * 86_400  # a shift of the last day ends within this


@dataclass(frozen=True)
class Template:
    """A shift by wall clock: minutes from midnight, minutes from first to last at work."""

    start_minute: int
    length_minutes: int
    breaks: tuple[BreakRule, ...]

    @property
    def meal_s(self) -> int:
        """Unpaid seconds inside the shift."""
        return sum(60 * rule.minutes for rule in self.breaks if not rule.paid)

    @property
    def pauses(self) -> tuple[int, ...]:
        """Minutes of each break."""
        return tuple(rule.minutes for rule in self.breaks)

    @property
    def windows(self) -> tuple[tuple[int, int, int], ...]:
        """Earliest and latest start and length of each break, in minutes after the shift's start.

        A break neither opens nor closes a shift: windows are cut to leave work on both sides.
        """
        cut = [(max(1, -int(-60 * r.earliest_h // 1)), int(60 * r.latest_h), r.minutes) for r in self.breaks]
        return tuple((e, min(late, self.length_minutes - minutes - 1), minutes) for e, late, minutes in cut)

    @property
    def last_pause_s(self) -> int:
        """The latest end of a break, in seconds after the shift's start."""
        return 60 * max((late + minutes for _, late, minutes in self.windows), default=0)

    def __str__(self) -> str:
        end = self.start_minute + self.length_minutes
        return f"{_clock(self.start_minute)}-{_clock(end)}"


@dataclass(frozen=True)
class Given(Template):
    """A shift as it stands in a roster, whatever the shift system says: seconds of it that are unpaid,
    seconds off the queues, and minutes of each of its breaks."""

    unpaid_s: int = 0
    off_s: int = 0
    paused: tuple[int, ...] = ()

    @property
    def pauses(self) -> tuple[int, ...]:
        return self.paused

    @property
    def meal_s(self) -> int:
        return self.unpaid_s


@dataclass(frozen=True)
class Catalogue:
    """Templates x days as instants; arrays of shape ``(n_days, n_templates)``.

    ``work_s`` is paid working time (span less meals) in elapsed seconds, so a night over a clock
    change is longer or shorter. ``open`` says whether the centre is open all the shift through.
    ``step_s`` is the finest slot that shifts, breaks and intervals all fit in; ``midnight_s`` are
    the local midnights that begin each day and end the last, shape ``(n_days + 1,)``.
    """

    templates: tuple[Template, ...]
    days: tuple[date, ...]
    timezone: str
    start_s: IntArray
    end_s: IntArray
    open: BoolArray
    step_s: int
    midnight_s: IntArray

    @cached_property
    def work_s(self) -> IntArray:
        meals = np.array([template.meal_s for template in self.templates], dtype=np.int64)
        return self.end_s - self.start_s - meals

    @cached_property
    def unit_s(self) -> int:
        """Greatest common divisor of all working times: the unit in which hours are counted."""
        return gcd(*(int(s) for s in np.unique(self.work_s)))

    @cached_property
    def monday(self) -> IntArray:
        """Days since 1970-01-01 of each day's Monday, shape ``(n_days,)``."""
        return np.array([day.toordinal() - day.weekday() - _EPOCH for day in self.days], dtype=np.int64)

    @cached_property
    def week(self) -> IntArray:
        """Index of the calendar week of each day, shape ``(n_days,)``."""
        return np.asarray((self.monday - self.monday[0]) // 7)


_EPOCH = date(1970, 1, 1).toordinal()


def build_catalogue(problem: Problem) -> Catalogue:
    """Place every start and length on every day; raises InvalidInput when no shift fits."""
    templates = _templates(problem)
    if not templates:
        raise InvalidInput("no shift is defined", field="shift")
    days, clock = problem.grid.days, problem.grid.clock
    start = [[clock.instant_s(d, t.start_minute) for t in templates] for d in days]
    end = [[clock.instant_s(d, t.start_minute + t.length_minutes) for t in templates] for d in days]
    start_s, end_s = np.array(start, dtype=np.int64), np.array(end, dtype=np.int64)
    lasts = np.array([t.last_pause_s for t in templates], dtype=np.int64)
    possible = _open_throughout(problem, start_s, end_s) & (end_s - start_s > lasts)
    if not possible.any():
        raise InvalidInput("no shift fits within the opening hours", field="shift")
    midnight = [clock.instant_s(day, 0) for day in days] + [problem.grid.end_s]
    step = _step(problem, templates)
    return Catalogue(templates, days, clock.name, start_s, end_s, possible, step, np.array(midnight))


def _templates(problem: Problem) -> tuple[Template, ...]:
    pairs = {
        (start, round(60 * length))
        for pattern in problem.shifts
        for start in pattern.starts_minute
        for length in pattern.lengths_h
    }
    return tuple(Template(s, m, due_breaks(problem.breaks, m / 60)) for s, m in sorted(pairs))


def due_breaks(rules: tuple[BreakRule, ...], length_h: float) -> tuple[BreakRule, ...]:
    """The breaks of a shift of this length, in the order in which they may start."""
    due = [rule for rule in rules if length_h > rule.after_h]
    return tuple(sorted(due, key=lambda rule: (rule.latest_h, rule.earliest_h)))


def _step(problem: Problem, templates: tuple[Template, ...]) -> int:
    minutes = [problem.grid.interval_s // 60]
    minutes += [m for t in templates for m in (t.start_minute, t.length_minutes) if m]
    minutes += [rule.minutes for rule in problem.breaks]
    minutes += [activity.minutes for activity in problem.activities]
    return 60 * gcd(*minutes)


def _open_throughout(problem: Problem, start_s: IntArray, end_s: IntArray) -> BoolArray:
    """Whether the centre is open all through each shift, beyond the horizon's end too."""
    grid = replace(problem.grid, n=problem.grid.n + BEYOND_S // problem.grid.interval_s)
    closed = np.concatenate([[0], np.cumsum(~problem.opening.mask(grid))])
    first = (start_s - grid.start_s) // grid.interval_s
    last = -((grid.start_s - end_s) // grid.interval_s)
    return np.asarray(closed[np.minimum(last, grid.n)] == closed[first])


def _clock(minute: int) -> str:
    return f"{minute // 60 % 24:02d}:{minute % 60:02d}"
