"""Planned work off the queues (coaching, training, meetings): placed where it costs customers least."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from equipoise.centre import Activity
from equipoise.errors import InvalidInput
from equipoise.timegrid import Stretch
from equipoise.timegrid.stretch import WORK

from .catalogue import Catalogue
from .cover import Demand
from .crew import Member
from .model import Problem, Unplaced
from .rows import carve
from .state import running_sum

DAY_MINUTES = 1440
ByWeek = dict[tuple[str, int], list[Stretch]]


@dataclass(frozen=True)
class Placer:
    """Places activities one by one; ``scheduled`` (agents by queue and slot) is kept in step."""

    problem: Problem
    catalogue: Catalogue
    demand: Demand
    scheduled: NDArray[np.int64]

    def place_all(
        self, crew: tuple[Member, ...], rows: list[Stretch], kept: Sequence[Stretch] = ()
    ) -> tuple[list[Stretch], tuple[Unplaced, ...]]:
        """Give each member of a group their activities week by week.

        Activities among ``kept`` rows count, and those rows stay; with such rows, a week without other
        ones gets nothing.

        Returns all rows, and what found no place because the worker is away or no work lies in the
        activity's window.
        """
        by_week, there = self._by_week(crew, rows), self._by_week(crew, kept)
        left: list[Unplaced] = []
        for activity in self.problem.activities:
            for member in crew:
                if activity.group in ("", member.worker.team):
                    left += self._place_member(activity, member, by_week, there)
        return sorted(row for part in by_week.values() for row in part), tuple(left)

    def _by_week(
        self, crew: tuple[Member, ...], rows: Sequence[Stretch]
    ) -> dict[tuple[str, int], list[Stretch]]:
        contexts = {member.worker.name: member.context for member in crew}
        by_week: dict[tuple[str, int], list[Stretch]] = {}
        for row in rows:
            week = contexts[row.worker].week_of(row.start_s)
            by_week.setdefault((row.worker, week), []).append(row)
        return by_week

    def _place_member(
        self, activity: Activity, member: Member, by_week: ByWeek, there: ByWeek
    ) -> list[Unplaced]:
        left = []
        for week, days in enumerate(np.bincount(self.catalogue.week)):
            key = member.worker.name, week
            if there and key not in by_week:
                continue
            had = sum(row.activity == activity.name for row in there.get(key, ()))
            for _ in range(round(activity.per_week * int(days) / 7) - had):
                placed = self._place(activity, by_week.get(key, []))
                if placed is None:
                    left.append(Unplaced(member.worker.name, activity.name, week))
                else:
                    by_week[key] = placed
        return left

    def _place(self, activity: Activity, rows: list[Stretch]) -> list[Stretch] | None:
        """The week's rows with one more activity, on a day without one where that can be."""
        prefix = running_sum(self.demand.marginal(self.scheduled - 1))
        had = {self._day(row.start_s) for row in rows if row.activity == activity.name}
        places = [
            (self._day(at) not in had, self._saved(prefix, row, at, activity), -at, row)
            for row in rows
            if row.activity == WORK and row.queue
            for at in self._starts(row, activity)
        ]
        if not places:
            return None
        _, _, negative, row = max(places, key=lambda place: place[:3])
        at = -negative
        self.scheduled[self.problem.queues.index(row.queue), slice(*self._slots(at, activity))] -= 1
        return carve(rows, row, at, at + 60 * activity.minutes, activity.name)

    def _saved(self, prefix: NDArray[np.float64], row: Stretch, at: int, activity: Activity) -> float:
        """What leaving the queue saves (negative: costs), in agent-hours."""
        lo, hi = self._slots(at, activity)
        queue = self.problem.queues.index(row.queue)
        return float(prefix[queue, hi] - prefix[queue, lo])

    def _slots(self, at: int, activity: Activity) -> tuple[int, int]:
        first = (at - self.problem.grid.start_s) // self.catalogue.step_s
        total = self.scheduled.shape[1]
        return min(first, total), min(first + 60 * activity.minutes // self.catalogue.step_s, total)

    def _starts(self, row: Stretch, activity: Activity) -> list[int]:
        """Starts inside a work stretch and in the activity's time of day (which may cross midnight)."""
        starts = np.arange(row.start_s, row.end_s - 60 * activity.minutes + 1, self.catalogue.step_s)
        local = (starts + self.problem.grid.clock.offset_s(starts)) % 86_400 // 60
        first, last = activity.window
        inside = [
            (first <= minute) & (minute + activity.minutes <= last) for minute in (local, local + DAY_MINUTES)
        ]
        return [int(s) for s in starts[inside[0] | inside[1]]]

    def _day(self, instant_s: int) -> int:
        return int(np.searchsorted(self.catalogue.midnight_s, instant_s, side="right"))


def refuse_unknown_groups(problem: Problem) -> None:
    """InvalidInput for an activity whose group is no team of any worker."""
    teams = {worker.team for worker in problem.workers}
    for activity in problem.activities:
        if activity.group and activity.group not in teams:
            known = ", ".join(sorted(teams))
            raise InvalidInput(f"activity {activity.name!r}: no team {activity.group!r}; teams: {known}")
