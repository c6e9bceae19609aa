"""From history to a forecast: one distribution per queue and interval."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

import numpy as np

from equipoise.contacts import History
from equipoise.errors import InvalidInput
from equipoise.timegrid import Grid, HolidayCalendar, OpeningHours

from .calibration import Calibration, calibrate
from .handle_time import expected_handle_time
from .hours import own_hours
from .model import LEVELS, Forecast
from .rolling import FEWEST_DAYS, WEEK, first_observed, last_observed
from .spread import count_quantiles
from .table import EPOCH, DayTable, FloatArray, cells, day_table, known_days

OLDEST_DAYS = 364


@dataclass(frozen=True)
class Outlook:
    """One queue's rows of a :class:`Forecast`."""

    mean: FloatArray
    quantiles: FloatArray
    day_cv: float
    interval_cv: float
    method: str


def forecast(
    history: History, opening: OpeningHours, calendar: HolidayCalendar, start: date, weeks: int
) -> Forecast:
    """Forecast ``weeks`` weeks from ``start`` on the history's interval and time zone.

    Only rows before ``start`` are used, also when history goes on. For each queue and horizon the
    model is chosen, its bias corrected and its bands calibrated by a backtest on the last weeks.
    ``aht_s`` is NaN for a queue whose handle time was never recorded.

    Raises
    ------
    InvalidInput
        A queue has no observed open interval before ``start``, less than a week of history, or
        none in the 52 weeks before; names the queue.
    """
    if weeks < 1:
        raise InvalidInput("a forecast covers at least one week", field="weeks")
    grid = Grid.over_days(start, WEEK * weeks, history.grid.interval_s // 60, history.grid.timezone)
    tables = [day_table(history, q, opening) for q in range(len(history.queues))]
    outlooks = [
        _outlook(name, table, tables, opening, calendar, grid)
        for name, table in zip(history.queues, tables, strict=True)
    ]
    return Forecast(
        grid=grid,
        queues=history.queues,
        mean=np.array([outlook.mean for outlook in outlooks]),
        quantiles=np.array([outlook.quantiles for outlook in outlooks]),
        aht_s=np.array([expected_handle_time(history, q, grid) for q in range(len(tables))]),
        day_cv=np.array([outlook.day_cv for outlook in outlooks]),
        interval_cv=np.array([outlook.interval_cv for outlook in outlooks]),
        methods=tuple(outlook.method for outlook in outlooks),
    )


def _outlook(
    queue: str,
    table: DayTable,
    tables: list[DayTable],
    opening: OpeningHours,
    calendar: HolidayCalendar,
    grid: Grid,
) -> Outlook:
    start = int(grid.local_day[0])
    ahead = start - table.first_day
    past = table.before(max(ahead, 0))
    _check(past, ahead, queue)
    leads = [(ahead - 1 - last_observed(past)) // WEEK + week for week in range(len(grid.days) // WEEK)]
    known = known_days(opening, calendar, table.first_day, ahead + len(grid.days))
    found = calibrate(past, known, leads)
    plans = [found[lead] for lead in leads]
    rates = {plan.candidate.name: plan.candidate.rates(past, known)[ahead - past.n_days :] for plan in plans}
    own = own_hours(past, [each.before(max(ahead, 0)) for each in tables])
    cell = cells(grid, start)
    is_open = opening.mask(grid) & own[grid.weekday, cell % table.n_slots]
    mean, quantiles = np.zeros(grid.n), np.zeros((len(LEVELS), grid.n))
    for week, plan in enumerate(plans):
        at = np.flatnonzero(is_open & ((grid.local_day - start) // WEEK == week))
        mean[at] = rates[plan.candidate.name].ravel()[cell[at]] * plan.factor
        quantiles[:, at] = count_quantiles(mean[at], plan.spread, LEVELS)
    return Outlook(mean, quantiles, *_variation(plans), _method(plans))


def _check(past: DayTable, ahead: int, queue: str) -> None:
    """Refuse a horizon that history cannot reach."""
    start = EPOCH + timedelta(days=past.first_day + ahead)
    if not past.observed.any():
        raise InvalidInput(f"queue {queue}: no contacts recorded in open hours before {start}")
    first, last = (
        EPOCH + timedelta(days=past.first_day + d) for d in (first_observed(past), last_observed(past))
    )
    if start < first + timedelta(days=FEWEST_DAYS):
        raise InvalidInput(f"queue {queue}: history begins on {first}, less than a week before {start}")
    if (start - last).days > OLDEST_DAYS:
        raise InvalidInput(f"queue {queue}: history ends on {last}, more than 52 weeks before {start}")


def _variation(plans: list[Calibration]) -> tuple[float, float]:
    """Coefficients of variation of the day and the interval effect, over the horizon."""
    day = float(np.mean([plan.day_cv2 for plan in plans]))
    both = float(np.mean([plan.spread.cv2 for plan in plans]))
    return float(np.sqrt(day)), float(np.sqrt(max((1 + both) / (1 + day) - 1, 0.0)))


def _method(plans: list[Calibration]) -> str:
    """Names of the models used, with the week from which each is used when there are several."""
    runs = [
        (name, [w for w, _ in run]) for name, run in groupby(enumerate(plans), lambda p: p[1].candidate.name)
    ]
    return ", ".join(name if not weeks[0] else f"{name} from week {weeks[0] + 1}" for name, weeks in runs)
