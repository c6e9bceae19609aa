"""The roster as tables of people by days, and hours by person."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from equipoise.balance import Shift
from equipoise.balance.workers import weekends

from ..activities import initials
from ..context import Context
from ..view import Table


class Cell(NamedTuple):
    """One person's day: ``kind`` is shift, absent or free; ``hours`` are paid hours."""

    kind: str
    span: str = ""
    queues: str = ""
    hours: str = ""


@dataclass(frozen=True)
class Week:
    """Rows of (person, cells, hours) for up to seven days; ``totals`` counts people at work."""

    title: str
    days: tuple[tuple[str, bool], ...]
    rows: tuple[tuple[str, tuple[tuple[Cell, ...], ...], str], ...]
    totals: tuple[str, ...]
    total_hours: str


def weeks(context: Context) -> tuple[Week, ...]:
    """A table a week."""
    days = context.plan.problem.grid.days
    parts = [days[at : at + 7] for at in range(0, len(days), 7)]
    cells = _cells(context)
    return tuple(_week(context, n, part, cells) for n, part in enumerate(parts, start=1))


def legend(context: Context) -> str:
    """Which letters stand for which queue."""
    return ", ".join(
        context.words("roster.initial", initial=initial, queue=queue)
        for queue, initial in initials(context.plan.problem.queues).items()
    )


def person_table(context: Context) -> Table:
    """Hours, unsocial hours and free weekends by person, by team and name."""
    words, local, plan = context.words, context.local, context.plan
    all_weekends = len(weekends(plan.problem.grid))
    names = ["colleague", "team", "shifts", "contract", "paid", "absence", "difference"]
    names += ["unsocial", "unsocial_share", "weekends"]
    rows = tuple(
        (
            row.worker,
            row.team,
            local.number(row.shifts),
            local.number(row.contract_h, 1),
            local.number(row.paid_h, 1),
            local.number(row.absence_h, 1),
            local.signed(row.difference_h),
            local.number(sum(row.unsocial_h), 1),
            local.percent(row.unsocial_share),
            words("roster.of", n=row.free_weekends, all=all_weekends),
        )
        for row in context.workers
    )
    first, last = plan.problem.grid.days[0], plan.problem.grid.days[-1]
    caption = words("roster.person_caption", first=local.full_date(first), last=local.full_date(last))
    head = tuple(words(f"roster.{name}") for name in names)
    return Table(caption, head, rows, text_columns=frozenset({1}), foot=_everybody(context))


def _everybody(context: Context) -> tuple[str, ...]:
    words, local, money = context.words, context.local, context.balance.money
    unsocial = context.balance.people.unsocial
    return (
        words("roster.all"),
        "",
        local.number(len(context.shifts)),
        local.number(money.contract_h, 1),
        local.number(money.paid_h, 1),
        local.number(money.absence_h, 1),
        local.signed(money.paid_h + money.absence_h - money.contract_h),
        local.number(unsocial.total_h, 1),
        local.percent(unsocial.share),
        "",
    )


def _cells(context: Context) -> dict[tuple[str, date], list[Cell]]:
    """What each person does on each day; shifts belong to the day they start."""
    cells: dict[tuple[str, date], list[Cell]] = defaultdict(list)
    short = initials(context.plan.problem.queues)
    for shift in context.shifts:
        day = context.local.wall(shift.start_s).date()
        cells[shift.worker, day].append(_shift_cell(context, shift, short))
    for absence in context.plan.workforce.absences:
        day = context.local.wall(absence.start_s).date()
        while day <= context.local.wall(absence.end_s - 1).date():
            if (absence.worker, day) not in cells:
                cells[absence.worker, day].append(Cell("absent", context.words("roster.absent")))
            day += timedelta(days=1)
    return cells


def _shift_cell(context: Context, shift: Shift, short: dict[str, str]) -> Cell:
    local = context.local
    return Cell(
        "shift",
        f"{local.time(shift.start_s)}–{local.time(shift.end_s)}",
        " ".join(short.get(queue, queue) for queue in shift.queues),
        context.words("roster.cell_hours", n=local.hours(shift.paid_s / 3600)),
    )


def _week(
    context: Context, n: int, days: tuple[date, ...], cells: dict[tuple[str, date], list[Cell]]
) -> Week:
    local = context.local
    free = (Cell("free"),)
    week_h: dict[str, float] = defaultdict(float)
    at_work = dict.fromkeys(days, 0)
    for shift in context.shifts:
        day = local.wall(shift.start_s).date()
        if day in at_work:
            week_h[shift.worker] += shift.paid_s / 3600
            at_work[day] += 1
    rows = tuple(
        (
            row.worker,
            tuple(tuple(cells.get((row.worker, day), free)) for day in days),
            local.hours(week_h[row.worker]),
        )
        for row in context.workers
    )
    return Week(
        title=context.words("roster.week", n=n, first=local.day(days[0]), last=local.day(days[-1])),
        days=tuple((local.day(day), day.weekday() >= 5) for day in days),
        rows=rows,
        totals=tuple(local.number(count) for count in at_work.values()),
        total_hours=local.hours(sum(week_h.values())),
    )
