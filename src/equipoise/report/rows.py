"""The rows of each sheet of the workbook."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime

import numpy as np
from numpy.typing import NDArray

from equipoise.balance import Shift
from equipoise.balance.shifts import is_paid
from equipoise.forecast import LEVELS
from equipoise.timegrid import Grid

from .activities import activity_word, initials
from .context import Context
from .labels import rules_by_id, source_of
from .sections.findings import sentence
from .sheets import Cell, Column


def roster_sheet(context: Context) -> tuple[list[Column], Iterator[list[Cell]]]:
    """People by days, with paid hours at the end."""
    words, days = context.words, context.plan.problem.grid.days
    columns = [Column(words("workbook.worker"), width=24), Column(words("workbook.team"))]
    columns += [Column(context.local.day(day), width=18) for day in days]
    return [*columns, Column(words("workbook.paid"), "number")], _roster_rows(context, days)


def shift_sheet(context: Context) -> tuple[list[Column], Iterator[list[Cell]]]:
    """One row a stretch, in local wall time."""
    words = context.words
    names = ("worker", "date", "start", "end", "offset", "activity", "queue", "hours_column", "paid")
    kinds = ("text", "date", "moment", "moment", "text", "text", "text", "number", "number")
    columns = [Column(words(f"workbook.{n}"), kind) for n, kind in zip(names, kinds, strict=True)]
    return columns, _stretch_rows(context)


def coverage_sheet(context: Context) -> tuple[list[Column], Iterator[list[Cell]]]:
    """Required and rostered agents per queue and interval in use."""
    problem, covered = context.plan.problem, context.plan.result.coverage
    used = (problem.required > 0) | (covered > 0)
    values = [problem.required, covered, covered - problem.required]
    names = ("required", "rostered", "difference")
    return _interval_columns(context, names), _interval_rows(
        context, problem.grid, problem.queues, used, values
    )


def requirement_sheet(context: Context) -> tuple[list[Column], Iterator[list[Cell]]]:
    """The requirement per queue and interval with any load, staffing or backlog."""
    need = context.plan.requirement
    values = [need.load_erl, need.agents_net, need.agents_planned, need.service_level, need.occupancy]
    values.append(need.backlog)
    used = (need.load_erl > 0) | (need.agents_net > 0) | (np.nan_to_num(need.backlog) > 0)
    names = ("load", "net", "planned", "service_level", "occupancy", "backlog")
    return _interval_columns(context, names), _interval_rows(context, need.grid, need.queues, used, values)


def forecast_sheet(context: Context) -> tuple[list[Column], Iterator[list[Cell]]]:
    """Mean, quantiles and handle time per queue and interval with contacts expected."""
    forecast = context.plan.forecast
    values = [forecast.mean, *np.moveaxis(forecast.quantiles, 1, 0), forecast.aht_s]
    columns = _interval_columns(context, ("mean",))
    columns += [Column(f"q{round(100 * level):02d}", "number") for level in LEVELS]
    columns.append(Column(context.words("workbook.aht"), "number"))
    return columns, _interval_rows(context, forecast.grid, forecast.queues, forecast.mean > 0, values)


def finding_sheet(context: Context) -> tuple[list[Column], Iterator[list[Cell]]]:
    """One row a finding, with where its rule comes from."""
    names = ["result", "severity", "source", "evidence", "worker", "start", "end"]
    names += ["measured", "limit", "unit", "sentence", "rule"]
    kinds = {"start": "moment", "end": "moment", "measured": "number", "limit": "number"}
    wide = {"sentence": 60, "source": 24, "rule": 28, "evidence": 24, "severity": 24}
    columns = [
        Column(context.words(f"workbook.{name}"), kinds.get(name, "text"), wide.get(name)) for name in names
    ]
    return columns, _finding_rows(context)


def hours_sheet(context: Context) -> tuple[list[Column], Iterator[list[Cell]]]:
    """Hours by person against contract, then the totals."""
    names = ("worker", "team", "shift_count", "contract", "paid", "absence", "above", "unsocial", "weekends")
    columns = [
        Column(context.words(f"workbook.{name}"), "text" if at < 2 else "number")
        for at, name in enumerate(names)
    ]
    return columns, _hours_rows(context)


def _roster_rows(context: Context, days: tuple[date, ...]) -> Iterator[list[Cell]]:
    short = initials(context.plan.problem.queues)
    cells: dict[tuple[str, date], list[str]] = defaultdict(list)
    for shift in context.shifts:
        cells[shift.worker, context.local.wall(shift.start_s).date()].append(_span(context, shift, short))
    for row in context.workers:
        spans = [" / ".join(cells[row.worker, day]) or None for day in days]
        yield [row.worker, row.team, *spans, row.paid_h]


def _span(context: Context, shift: Shift, short: dict[str, str]) -> str:
    queues = " ".join(short.get(queue, queue) for queue in shift.queues)
    return f"{context.local.time(shift.start_s)}–{context.local.time(shift.end_s)} {queues}".rstrip()


def _stretch_rows(context: Context) -> Iterator[list[Cell]]:
    for row in sorted(context.plan.result.stretches):
        start, end = _wall(context, row.start_s), _wall(context, row.end_s)
        hours = row.seconds / 3600
        activity = activity_word(row.activity, context.words)
        moments: list[Cell] = [start.date(), start, end, _offset(context, row.start_s)]
        yield [row.worker, *moments, activity, row.queue, hours, hours if is_paid(row) else 0.0]


def _interval_columns(context: Context, names: tuple[str, ...]) -> list[Column]:
    words = context.words
    fixed = [Column(words("workbook.queue")), Column(words("workbook.start"), "moment")]
    numbers = [Column(words(f"workbook.{name}"), "number") for name in names]
    return [*fixed, Column(words("workbook.offset"), width=10), *numbers]


def _interval_rows(
    context: Context,
    grid: Grid,
    queues: tuple[str, ...],
    used: NDArray[np.bool_],
    values: list[NDArray[np.float64]],
) -> Iterator[list[Cell]]:
    for q, queue in enumerate(queues):
        for i in np.flatnonzero(used[q]):
            instant = int(grid.starts_s[i])
            cells: list[Cell] = [float(value[q, i]) for value in values]
            yield [queue, _wall(context, instant), _offset(context, instant), *cells]


def _finding_rows(context: Context) -> Iterator[list[Cell]]:
    rules, words = rules_by_id(context.plan), context.words
    for finding in context.plan.findings.findings:
        source = source_of(finding, rules, words)
        yield [
            words(f"workbook.{finding.result}"),
            words(f"findings.{finding.severity}"),
            source.text,
            source.evidence,
            finding.worker,
            _wall(context, finding.start_s),
            _wall(context, finding.end_s),
            finding.measured,
            finding.limit,
            finding.unit,
            sentence(finding, words.language),
            finding.rule,
        ]


def _hours_rows(context: Context) -> Iterator[list[Cell]]:
    for row in context.workers:
        hours = (row.contract_h, row.paid_h, row.absence_h, row.difference_h, sum(row.unsocial_h))
        yield [row.worker, row.team, row.shifts, *hours, row.free_weekends]
    money = context.balance.money
    difference = money.paid_h + money.absence_h - money.contract_h
    total = (money.contract_h, money.paid_h, money.absence_h, difference)
    unsocial = context.balance.people.unsocial.total_h
    yield [context.words("workbook.total"), "", len(context.shifts), *total, unsocial]


def _wall(context: Context, instant_s: int) -> datetime:
    return context.local.wall(instant_s).replace(tzinfo=None, fold=0)


def _offset(context: Context, instant_s: int) -> str:
    text = f"{context.local.wall(instant_s):%z}"
    return f"{text[:3]}:{text[3:]}"
