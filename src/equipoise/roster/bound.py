"""A lower bound on the objective: the roster with people divisible and all rests waived.

Workers with the same skills become one group whose hours may be spread over shifts at will; the
days people are free, the weeks' and the horizon's hours remain. Breaks take their time out of each
day's cover wherever it hurts least; cover counts by the hour. Every lawful roster is a point of this
linear programme, and cover is priced by tangents below its true price, so its minimum is a valid
bound (though not a tight one where rests bind).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .catalogue import Catalogue, Given
from .cover import present
from .crew import Member
from .model import Problem
from .rows import carried_over

TANGENTS = (0.0, 0.1, 0.25, 0.5, 1.0)  # shares of the requirement short or over where lines touch
MOST_COLUMNS = 60_000
TIME_LIMIT_S = 60.0


@dataclass(frozen=True)
class Group:
    """Members with the same skills: head count by day, hours by week, in all and at least."""

    skills: tuple[int, ...]
    allowed: NDArray[np.bool_]
    people: NDArray[np.int64]
    week_h: NDArray[np.float64]
    total_h: float
    least_h: float


Column = tuple[Group, int, int, int]  # group, day, template, queue


def lower_bound(
    problem: Problem,
    catalogue: Catalogue,
    crew: Sequence[Member],
    standing: NDArray[np.int64] | None = None,
) -> float:
    """Agent-hours of cost that no lawful roster avoids; 0 when the programme would be too large.

    ``standing`` are agents by queue and slot who are there whatever is done; by default those of shifts
    that began before the horizon.
    """
    columns = [
        (g, int(d), int(s), q)
        for g in _groups(catalogue, crew)
        for d, s in np.argwhere(g.allowed)
        for q in g.skills
    ]
    if not 0 < len(columns) <= MOST_COLUMNS:
        return 0.0
    if standing is None:
        standing = present(problem, catalogue, carried_over(problem))
    return _solve(problem, catalogue, columns, standing)


def _groups(catalogue: Catalogue, crew: Sequence[Member]) -> list[Group]:
    by_skills: dict[tuple[int, ...], list[Member]] = {}
    for member in crew:
        by_skills.setdefault(tuple(int(q) for q in member.skills), []).append(member)
    return [_group(catalogue, skills, members) for skills, members in by_skills.items()]


def _group(catalogue: Catalogue, skills: tuple[int, ...], members: list[Member]) -> Group:
    allowed = np.stack([m.limits.allowed for m in members])
    return Group(
        skills=skills,
        allowed=np.asarray(allowed.any(axis=0)),
        people=allowed.any(axis=2).sum(axis=0),
        week_h=np.sum([np.minimum(m.limits.week_max_s, 168 * 3600) for m in members], axis=0) / 3600,
        total_h=sum(_most_s(catalogue, m) for m in members) / 3600,
        least_h=sum(m.limits.total_min_s for m in members) / 3600,
    )


def _most_s(catalogue: Catalogue, member: Member) -> int:
    """Most working time in the horizon, in whole units of the shift lengths."""
    most = min(member.limits.total_max_s, int(member.limits.week_max_s.sum()))
    return most // catalogue.unit_s * catalogue.unit_s


def _solve(
    problem: Problem, catalogue: Catalogue, columns: list[Column], standing: NDArray[np.int64]
) -> float:
    """Variables: people on each column; agent-intervals on break and cost, each by (queue, hour)."""
    from scipy.optimize import linprog
    from scipy.sparse import csr_matrix, hstack, identity, vstack

    hours = _Hours.of(problem)
    cover = _cover_matrix(problem, catalogue, columns, hours)
    carried = _by_interval(problem, standing)
    matrix, limit = _limits(catalogue, columns)
    size = hours.size
    nothing = csr_matrix((matrix.shape[0], size))
    tangents, right = _tangent_rows(problem, cover, carried, hours)
    pauses, limits_of_pauses = _pause_rows(problem, catalogue, columns, hours)
    present = hstack([-cover, identity(size), csr_matrix((size, size))])  # only who is there can rest
    rows = vstack([tangents, hstack([matrix, nothing, nothing]), present, pauses]).tocsr()
    bound = np.concatenate([right, limit, np.zeros(size), limits_of_pauses])
    days, rests = np.full(len(columns), problem.weights.day), np.zeros(size)
    cost = np.concatenate([days, rests, np.full(size, problem.grid.interval_s / 3600)])
    solved = linprog(cost, A_ub=rows, b_ub=bound, method="highs", options={"time_limit": TIME_LIMIT_S})
    return max(0.0, float(solved.fun or 0.0)) if solved.status == 0 else 0.0


@dataclass(frozen=True)
class _Hours:
    """Intervals gathered into hours: prices of one slope add up, so the programme stays a bound."""

    queues: int
    of_interval: NDArray[np.int64]
    count: int

    @classmethod
    def of(cls, problem: Problem) -> _Hours:
        each = max(1, 3600 // problem.grid.interval_s)
        of_interval = np.arange(problem.grid.n) // each
        return cls(len(problem.queues), of_interval, int(of_interval[-1]) + 1)

    @property
    def size(self) -> int:
        return self.queues * self.count

    def total(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Sums by (queue, hour) of values by (queue, interval)."""
        sums = [np.bincount(self.of_interval, weights=row, minlength=self.count) for row in values]
        return np.concatenate(sums)


def _by_interval(problem: Problem, agents: NDArray[np.int64]) -> NDArray[np.float64]:
    """Agents by (queue, interval) from agents by (queue, slot)."""
    queues, slots = agents.shape
    return np.asarray(agents.reshape(queues, problem.grid.n, slots // problem.grid.n).mean(axis=2))


def _cover_matrix(problem: Problem, catalogue: Catalogue, columns: list[Column], hours: _Hours):  # type: ignore[no-untyped-def]
    """Agent-intervals in each (queue, hour) per unit of each column; breaks are not taken out."""
    from scipy.sparse import csc_matrix

    grid, data, index, pointer = problem.grid, [], [], [0]
    for _, d, s, q in columns:
        lo = (catalogue.start_s[d, s] - grid.start_s) / grid.interval_s
        hi = (catalogue.end_s[d, s] - grid.start_s) / grid.interval_s
        at = np.arange(max(0, int(np.floor(lo))), min(grid.n, int(np.ceil(hi))))
        first = hours.of_interval[at[0]]
        present = np.minimum(at + 1, hi) - np.maximum(at, lo)
        data.append(np.bincount(hours.of_interval[at] - first, weights=present))
        index.append(first + np.arange(len(data[-1])) + q * hours.count)
        pointer.append(pointer[-1] + len(data[-1]))
    shape = (hours.size, len(columns))
    return csc_matrix((np.concatenate(data), np.concatenate(index), pointer), shape=shape)


def _tangent_rows(problem: Problem, cover, carried, hours: _Hours):  # type: ignore[no-untyped-def]
    """Rows saying that each hour costs at least every tangent of its price (see cover.py).

    For a slope, every interval is touched where its own price has that slope, or at nobody.
    """
    from scipy.sparse import diags, hstack, vstack

    rows, right = [], []
    required, weights = problem.required, problem.weights
    scale = np.maximum(required, 1.0)
    for share in TANGENTS:
        for weight, side in ((weights.under, -1.0), (weights.over, 1.0)):
            slope = side * weight * (1 + 2 * share)
            touch = np.maximum(required + side * share * scale, 0.0)
            off = np.abs(touch - required)
            offset = hours.total(weight * off * (1 + off / scale) + slope * (carried - touch))
            rows.append(
                hstack([slope * cover, diags(np.full(hours.size, -slope)), diags(-np.ones(hours.size))])
            )
            right.append(-offset)
    return vstack(rows), np.concatenate(right)


def _pause_rows(problem: Problem, catalogue: Catalogue, columns: list[Column], hours: _Hours):  # type: ignore[no-untyped-def]
    """Rows saying that breaks, and no more than breaks and activities, leave the cover of a queue.

    Day by day, or over the whole horizon where shifts cross midnight.
    """
    from scipy.sparse import csr_matrix, hstack, vstack

    grid, queues = problem.grid, len(problem.queues)
    crossing = bool((catalogue.end_s > catalogue.midnight_s[1:, None]).any())
    periods = 1 if crossing else len(catalogue.days)
    all_of_it = np.array([_pause_intervals(problem, catalogue, s) for _, _, s, _ in columns])
    inside = np.array([catalogue.end_s[d, s] <= grid.end_s for _, d, s, _ in columns])
    row_of_column = [q * periods + (0 if crossing else d) for _, d, _, q in columns]
    first_of_hour = np.searchsorted(hours.of_interval, np.arange(hours.count))
    day = 0 * first_of_hour if crossing else grid.local_day[first_of_hour] - grid.local_day[0]
    row_of_hour = np.concatenate([q * periods + day for q in range(queues)])
    size, shape = hours.size, (queues * periods, len(columns))
    taken = [
        csr_matrix((due, (row_of_column, np.arange(len(columns)))), shape)
        for due in (all_of_it * inside, all_of_it)
    ]
    given = csr_matrix((np.ones(size), (row_of_hour, np.arange(size))), (queues * periods, size))
    nothing = csr_matrix((queues * periods, size))
    least, most = hstack([taken[0], -given, nothing]), hstack([-taken[1], given, nothing])
    in_all = csr_matrix(np.ones((1, queues * periods))) @ most
    activities = _activity_intervals(problem, catalogue)
    right = np.concatenate([np.zeros(queues * periods), np.full(queues * periods + 1, activities)])
    return vstack([least, most, in_all]), right


def _pause_intervals(problem: Problem, catalogue: Catalogue, s: int) -> float:
    template = catalogue.templates[s]
    off_s = template.off_s if isinstance(template, Given) else sum(60 * r.minutes for r in template.breaks)
    return off_s / problem.grid.interval_s


def _activity_intervals(problem: Problem, catalogue: Catalogue) -> float:
    """All activities of everybody, an upper limit of what may leave any one day's cover."""
    weeks, minutes = int(catalogue.week[-1]) + 1, 0
    for activity in problem.activities:
        people = sum(activity.group in ("", worker.team) for worker in problem.workers)
        minutes += people * weeks * activity.per_week * activity.minutes
    return 60 * minutes / problem.grid.interval_s


def _limits(catalogue: Catalogue, columns: list[Column]):  # type: ignore[no-untyped-def]
    """People a day, hours a week, hours in all and hours due, for each group."""
    from scipy.sparse import csr_matrix

    names: dict[tuple[int, str, int], int] = {}
    limits: list[float] = []
    at_row, at_column, value = [], [], []
    for column, (group, d, s, _) in enumerate(columns):
        hours, week = catalogue.work_s[d, s] / 3600, int(catalogue.week[d])
        for kind, number, weight, limit in (
            ("people", d, 1.0, float(group.people[d])),
            ("week", week, hours, float(group.week_h[week])),
            ("total", 0, hours, group.total_h),
            ("least", 0, -hours, -group.least_h),
        ):
            row = names.setdefault((id(group), kind, number), len(names))
            if row == len(limits):
                limits.append(limit)
            at_row.append(row)
            at_column.append(column)
            value.append(weight)
    return csr_matrix((value, (at_row, at_column)), shape=(len(limits), len(columns))), np.array(limits)
