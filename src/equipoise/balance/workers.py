"""One row a person: hours against contract, unsocial hours, free weekends."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from equipoise.centre import Centre, Worker, Workforce
from equipoise.plan import Plan
from equipoise.rules.model import Absence
from equipoise.timegrid import Grid, Stretch

from .shifts import Shift, is_paid, shifts_of
from .unsocial import KINDS, UnsocialClock


@dataclass(frozen=True)
class WorkerRow:
    """Hours over the whole horizon, elapsed.

    ``absence_h`` is what absences count for; ``contract_h`` leaves out days before the first or
    after the last day of employment. ``unsocial_h`` is by kind, in the order of ``KINDS``.
    """

    worker: str
    team: str
    shifts: int
    contract_h: float
    paid_h: float
    absence_h: float
    unsocial_h: tuple[float, ...]
    free_weekends: int

    @property
    def difference_h(self) -> float:
        """Hours above (+) or below (-) contract, absences counted."""
        return self.paid_h + self.absence_h - self.contract_h

    @property
    def unsocial_share(self) -> float:
        """Share of the person's own paid hours that is unsocial; 0 without paid hours."""
        return sum(self.unsocial_h) / self.paid_h if self.paid_h else 0.0


def worker_rows(plan: Plan) -> tuple[WorkerRow, ...]:
    """A row for everybody in the workforce, in its order."""
    return rows_of(plan.centre, plan.workforce, plan.problem.grid, plan.result.stretches)


def rows_of(
    centre: Centre, workforce: Workforce, grid: Grid, stretches: tuple[Stretch, ...]
) -> tuple[WorkerRow, ...]:
    """The same of any roster of these people."""
    rows: dict[str, list[Stretch]] = defaultdict(list)
    for stretch in stretches:
        rows[stretch.worker].append(stretch)
    unsocial = UnsocialClock.around(stretches, grid.clock, centre.holidays)
    return tuple(
        _row(worker, rows[worker.name], grid, unsocial, workforce.absences) for worker in workforce.workers
    )


def weekends(grid: Grid) -> tuple[tuple[int, int], ...]:
    """Whole weekends of the grid: instants of Saturday 00:00 and Monday 00:00, local."""
    saturdays = [day for day in grid.days if day.weekday() == 5]
    spans = [(grid.clock.instant_s(day, 0), grid.clock.instant_s(day, 2 * 1440)) for day in saturdays]
    return tuple((start, end) for start, end in spans if end <= grid.end_s)


def _row(
    worker: Worker, rows: list[Stretch], grid: Grid, unsocial: UnsocialClock, absences: Iterable[Absence]
) -> WorkerRow:
    shifts = shifts_of(rows)
    paid = [row for row in rows if is_paid(row)]
    by_kind = np.array([unsocial.hours(row.start_s, row.end_s) for row in paid]).reshape(-1, len(KINDS))
    return WorkerRow(
        worker=worker.name,
        team=worker.team,
        shifts=len(shifts),
        contract_h=worker.contract_h * _employed_days(worker, grid.days) / 7,
        paid_h=sum(row.seconds for row in paid) / 3600,
        absence_h=sum(_counted_h(absence, grid) for absence in absences if absence.worker == worker.name),
        unsocial_h=tuple(float(hours) for hours in by_kind.sum(axis=0)),
        free_weekends=sum(not _works(shifts, *weekend) for weekend in weekends(grid)),
    )


def _works(shifts: Iterable[Shift], start_s: int, end_s: int) -> bool:
    return any(shift.start_s < end_s and start_s < shift.end_s for shift in shifts)


def _employed_days(worker: Worker, days: tuple[date, ...]) -> int:
    first, last = worker.from_date or days[0], worker.to_date or days[-1]
    return max(0, (min(last, days[-1]) - max(first, days[0]) + timedelta(days=1)).days)


def _counted_h(absence: Absence, grid: Grid) -> float:
    """The part of an absence's hours that falls in the horizon, spread evenly over its length."""
    overlap_s = min(absence.end_s, grid.end_s) - max(absence.start_s, grid.start_s)
    length_s = absence.end_s - absence.start_s
    return absence.counted_h * max(0, overlap_s) / length_s if length_s > 0 else 0.0
