"""What a worker's own contract, hours and absences allow: the same form as the compiled rules."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial, reduce
from operator import or_

import numpy as np
from numpy.typing import NDArray

from equipoise.centre import Availability, Worker
from equipoise.rules.model import Absence
from equipoise.rules.parameters import Night
from equipoise.timegrid import OpeningHours

from .catalogue import Catalogue
from .compile import Tightening
from .compile.context import Context, night_shifts
from .compile.limits import Limits
from .model import Problem

HOUR_S = 3600
CONTRACT, ABSENCE, AVAILABILITY = "contract.hours", "absence", "availability"
NIGHTS, EMPLOYMENT = "worker.night_ok", "worker.employment"
ON_CALL = "on_call"


@dataclass(frozen=True)
class Hours:
    """Paid seconds a worker is due: over the horizon and by calendar week."""

    total_max_s: int
    total_min_s: int
    week_max_s: NDArray[np.int64]
    week_min_s: NDArray[np.int64]


def own_tightenings(problem: Problem, worker: Worker, context: Context) -> dict[str, Tightening]:
    """The worker's own limits by name, in the order in which they are applied."""
    catalogue = context.catalogue
    found: dict[str, Tightening] = {
        EMPLOYMENT: partial(_forbid, where=_beyond_employment(worker, catalogue)),
        ABSENCE: partial(_forbid, where=_overlaps(catalogue, _spans(context.absences))),
        AVAILABILITY: partial(_forbid, where=_unavailable(problem, worker, catalogue)),
        CONTRACT: partial(_due, hours=hours_due(problem, worker, context)),
    }
    if not worker.night_ok:
        night = night_shifts(context.zone, catalogue.start_s, catalogue.end_s, Night())
        found[NIGHTS] = partial(_forbid, where=night)
    return found


def hours_due(problem: Problem, worker: Worker, context: Context) -> Hours:
    """Contract hours less counted absences and closed days, as bounds.

    The horizon's total comes as near to the contract as the shift lengths allow (short of it by
    less than the shortest shift), and never above it; on-call work has only its minimum and
    maximum. A week is within the worker's own minimum (or as near to it as the shift lengths come)
    and maximum; a week with an absence has no minimum and is not filled up beyond the contract.
    Part of a week is due its part, and may hold one shift at least.
    """
    catalogue = context.catalogue
    share = _week_shares(problem.opening, catalogue, _outside_employment(worker, catalogue))
    absent = np.array([context.absence_by_week.get(w, 0.0) for w in range(context.weeks)]) / HOUR_S
    before = context.history_by_week.get(0, 0.0) / HOUR_S
    due_h = np.maximum(worker.contract_h * share - absent, 0.0)
    longest_h = catalogue.work_s[catalogue.open].max() / HOUR_S
    part_h = np.minimum(np.maximum(worker.max_h * share, longest_h), worker.max_h) * (share > 0)
    most_h = np.where(absent > 0, due_h, part_h)
    most_h[0] = max(0.0, min(most_h[0], worker.max_h - before))
    least_h = np.where((absent > 0) | (share < 1), 0.0, np.minimum(worker.min_h, most_h))
    weeks = [_week_sums(catalogue, w, HOUR_S * h) for w, h in enumerate(most_h)]
    return _bounds(worker, catalogue, weeks, due_h, np.where(absent > 0, 0.0, due_h), least_h)


def _bounds(
    worker: Worker,
    catalogue: Catalogue,
    weeks: list[int],
    due_h: NDArray[np.float64],
    sure_h: NDArray[np.float64],
    least_h: NDArray[np.float64],
) -> Hours:
    unit = catalogue.unit_s
    slack_s = int(catalogue.work_s[catalogue.open].min()) - 1  # less than the shortest shift
    week_max = np.array([unit * (sums.bit_length() - 1) for sums in weeks], dtype=np.int64)
    least = [
        _smallest_from(sums, -(-round(HOUR_S * h) // unit)) for sums, h in zip(weeks, least_h, strict=True)
    ]
    week_min = unit * np.array(least, dtype=np.int64)
    if worker.facts.contract_type == ON_CALL:
        return Hours(int(week_max.sum()), int(week_min.sum()), week_max, week_min)
    sure = [sums for sums, hours in zip(weeks, sure_h, strict=True) if hours > 0]
    most = unit * _largest_below(_all_sums(sure), int(HOUR_S * sure_h.sum()) // unit)
    return Hours(round(HOUR_S * due_h.sum()), max(0, most - slack_s), week_max, week_min)


def _week_sums(catalogue: Catalogue, week: int, most_s: float) -> int:
    """Hours that a calendar week can hold at one shift a day, as a bit for each number of units."""
    sums, most = 1, int(most_s) // catalogue.unit_s
    for day in np.flatnonzero(catalogue.week == week):
        lengths = np.unique(catalogue.work_s[day][catalogue.open[day]]) // catalogue.unit_s
        sums = reduce(or_, (sums << int(length) for length in lengths), sums) & ((1 << (most + 1)) - 1)
    return sums


def _all_sums(weeks: list[int]) -> int:
    """Sums over all weeks, as bits again."""
    total = 1
    for sums in weeks:
        total = reduce(or_, (total << n for n in range(sums.bit_length()) if sums >> n & 1))
    return total


def _smallest_from(sums: int, least: int) -> int:
    """The smallest sum that reaches ``least``; where none does, the largest there is."""
    reaching = sums >> least
    return least + (reaching & -reaching).bit_length() - 1 if reaching else sums.bit_length() - 1


def _largest_below(sums: int, most: int) -> int:
    return (sums & ((1 << (most + 1)) - 1)).bit_length() - 1


def _week_shares(opening: OpeningHours, catalogue: Catalogue, away: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Part of a full week's contract due in each calendar week of the horizon.

    Days outside the horizon or the employment and days closed although their weekday is usually
    open take their equal part of the usual open days with them.
    """
    usual = sum(bool(ranges) for ranges in opening.weekly)
    counted = np.zeros(int(catalogue.week[-1]) + 1)
    for week, day, out in zip(catalogue.week, catalogue.days, away, strict=True):
        counted[week] += bool(opening.ranges(day)) and not out
    return np.minimum(counted / usual, 1.0) if usual else counted


def _outside_employment(worker: Worker, catalogue: Catalogue) -> NDArray[np.bool_]:
    """Days before the first or after the last day of employment, shape ``(n_days,)``."""
    before = [worker.from_date is not None and day < worker.from_date for day in catalogue.days]
    after = [worker.to_date is not None and day > worker.to_date for day in catalogue.days]
    return np.array(before) | np.array(after)


def _beyond_employment(worker: Worker, catalogue: Catalogue) -> NDArray[np.bool_]:
    """Shifts on days without employment, or that run on after the last day of it."""
    away = _outside_employment(worker, catalogue)
    ends = np.append(away[1:], False) & (worker.to_date is not None)
    return away[:, None] | (ends[:, None] & (catalogue.end_s > catalogue.midnight_s[1:, None]))


def _unavailable(problem: Problem, worker: Worker, catalogue: Catalogue) -> NDArray[np.bool_]:
    """Inside a row ``unavailable``; outside the rows ``available`` on a day that has any."""
    rows = [row for row in problem.workforce.availability if row.worker == worker.name]
    no = _overlaps(catalogue, _spans(r for r in rows if r.kind == "unavailable"))
    yes = _spans(r for r in rows if r.kind == "available")
    asked = np.full(len(catalogue.days), bool(yes) and worker.facts.contract_type == ON_CALL)
    inside = np.zeros(no.shape, dtype=np.bool_)
    for start, end in yes:
        asked |= (catalogue.midnight_s[:-1] < end) & (catalogue.midnight_s[1:] > start)
        inside |= (catalogue.start_s >= start) & (catalogue.end_s <= end)
    return no | (asked[:, None] & ~inside)


def _spans(rows: Iterable[Absence | Availability]) -> list[tuple[int, int]]:
    return [(row.start_s, row.end_s) for row in rows]


def _overlaps(catalogue: Catalogue, spans: list[tuple[int, int]]) -> NDArray[np.bool_]:
    hit = np.zeros(catalogue.open.shape, dtype=np.bool_)
    for start, end in spans:
        hit |= (catalogue.start_s < end) & (catalogue.end_s > start)
    return hit


def _forbid(limits: Limits, where: NDArray[np.bool_]) -> Limits:
    return limits.forbid(where)


def _due(limits: Limits, hours: Hours) -> Limits:
    return replace(
        limits.cap_weeks(hours.week_max_s),
        week_min_s=np.maximum(limits.week_min_s, hours.week_min_s),
        total_max_s=min(limits.total_max_s, hours.total_max_s),
        total_min_s=max(limits.total_min_s, hours.total_min_s),
    )
