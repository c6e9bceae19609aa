"""What a worker's own contract, hours and absences allow: the same form as the compiled rules."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial

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
        EMPLOYMENT: partial(_forbid, where=_outside_employment(worker, catalogue)[:, None]),
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
    maximum. A week is within the worker's own minimum and maximum; a week with an absence has no
    minimum and is not filled up beyond the contract.
    """
    catalogue = context.catalogue
    share = _week_shares(problem.opening, catalogue, _outside_employment(worker, catalogue))
    absent = np.array([context.absence_by_week.get(w, 0.0) for w in range(context.weeks)]) / HOUR_S
    before = context.history_by_week.get(0, 0) / HOUR_S
    due_h = np.maximum(worker.contract_h * share - absent, 0.0)
    most_h = np.where(absent > 0, due_h, worker.max_h * share)
    most_h[0] = max(0.0, min(most_h[0], worker.max_h - before))
    least_h = np.where(absent > 0, 0.0, np.minimum(worker.min_h * share, most_h))
    return _bounds(worker, catalogue, due_h, np.where(absent > 0, 0.0, due_h), least_h, most_h)


def _bounds(
    worker: Worker,
    catalogue: Catalogue,
    due_h: NDArray[np.float64],
    sure_h: NDArray[np.float64],
    least_h: NDArray[np.float64],
    most_h: NDArray[np.float64],
) -> Hours:
    lengths = sorted({int(s) for s in np.unique(catalogue.work_s[catalogue.open])})
    slack_s = lengths[0] - 1  # short of the hours by less than the shortest shift
    reach = reachable(lengths, int(HOUR_S * most_h.max(initial=0.0)), catalogue.unit_s)
    week_max = np.array([_below(reach, HOUR_S * h) for h in most_h], dtype=np.int64)
    week_min = np.array([max(0, round(HOUR_S * h) - slack_s) for h in least_h], dtype=np.int64)
    flexible = worker.facts.contract_type == ON_CALL
    total_max = int(week_max.sum()) if flexible else round(HOUR_S * due_h.sum())
    due_s = int(week_min.sum()) if flexible else round(HOUR_S * sure_h.sum())
    total_min = due_s if flexible else max(0, min(due_s, int(week_max.sum())) - slack_s)
    return Hours(total_max, total_min, week_max, np.minimum(week_min, week_max))


def reachable(lengths_s: list[int], most_s: int, unit_s: int) -> NDArray[np.int64]:
    """Sums of shift lengths up to ``most_s`` that a week of at most seven shifts can have, sorted."""
    sums = {0}
    for _ in range(7):
        sums |= {s + length for s in sums for length in lengths_s if s + length <= most_s}
    return np.array(sorted(sums), dtype=np.int64)


def _below(reach: NDArray[np.int64], most_s: float) -> int:
    return int(reach[np.searchsorted(reach, most_s, side="right") - 1])


def _week_shares(opening: OpeningHours, catalogue: Catalogue, away: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Part of a full week's contract due in each calendar week of the horizon.

    Days outside the horizon or the employment and days closed although their weekday is usually
    open take their equal part of the usual open days (five at most) with them.
    """
    usual = sum(bool(ranges) for ranges in opening.weekly)
    counted = np.zeros(int(catalogue.week[-1]) + 1)
    for week, day, out in zip(catalogue.week, catalogue.days, away, strict=True):
        counted[week] += bool(opening.ranges(day)) and not out
    lost = usual - np.minimum(counted, usual)
    return np.maximum(0.0, 1.0 - lost / min(usual, 5)) if usual else counted


def _outside_employment(worker: Worker, catalogue: Catalogue) -> NDArray[np.bool_]:
    """Days before the first or after the last day of employment, shape ``(n_days,)``."""
    before = [worker.from_date is not None and day < worker.from_date for day in catalogue.days]
    after = [worker.to_date is not None and day > worker.to_date for day in catalogue.days]
    return np.array(before) | np.array(after)


def _unavailable(problem: Problem, worker: Worker, catalogue: Catalogue) -> NDArray[np.bool_]:
    """Inside a row ``unavailable``; outside the rows ``available`` on a day that has any."""
    rows = [row for row in problem.workforce.availability if row.worker == worker.name]
    no = _overlaps(catalogue, _spans(r for r in rows if r.kind == "unavailable"))
    yes = _spans(r for r in rows if r.kind == "available")
    midnight = catalogue.start_s - np.array([60 * t.start_minute for t in catalogue.templates])
    asked = np.zeros(no.shape, dtype=np.bool_)
    inside = np.zeros(no.shape, dtype=np.bool_)
    for start, end in yes:
        asked |= (midnight < end) & (midnight + 86_400 > start)
        inside |= (catalogue.start_s >= start) & (catalogue.end_s <= end)
    if worker.facts.contract_type == ON_CALL and yes:
        asked[:] = True
    return no | (asked & ~inside)


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
