"""A forecast as it is looked at: one queue, a day or a week, with what came."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from equipoise_web.core.access import Standing
from equipoise_web.core.local_days import local_date
from equipoise_web.core.models import Centre
from equipoise_web.service.models import Forecast, ForecastInterval, HistoryInterval, Queue
from equipoise_web.service.queries.periods import Period

MOST_FORECASTS = 50
QUANTILES = ("q05", "q10", "q25", "q50", "q75", "q90", "q95")
COLUMNS = ("starts_at", "mean", *QUANTILES, "aht_s")


@dataclass(frozen=True)
class Point:
    """What is expected in one interval, and what came; None while that is not known."""

    starts_at: datetime
    mean: float
    q05: float
    q10: float
    q25: float
    q50: float
    q75: float
    q90: float
    q95: float
    aht_s: float
    actual: float | None


@dataclass(frozen=True)
class DayTotal:
    """A day's contacts. ``low`` and ``high`` add up the 10 % and 90 % quantiles: the widest range."""

    day: date
    mean: float
    low: float
    high: float
    actual: float | None


def forecasts_of(standing: Standing, centre: Centre) -> list[Forecast]:
    """The centre's forecasts that the reader sees, the newest first."""
    rows = Forecast.objects.visible_to(standing).filter(centre=centre)
    return list(rows.order_by("-created_at", "-pk")[:MOST_FORECASTS])


def chosen_from(forecasts: Sequence[Forecast], asked: str) -> Forecast | None:
    """The forecast that was asked for, else the newest."""
    return next((each for each in forecasts if str(each.uuid) == asked), forecasts[0] if forecasts else None)


def last_day(forecast: Forecast) -> date:
    """The last day that a forecast covers."""
    return forecast.starts_on + timedelta(days=7 * forecast.weeks - 1)


def queues_of(standing: Standing, forecast: Forecast) -> list[Queue]:
    """The queues that a forecast is about, in their order."""
    names = list(forecast.methods)
    rows = Queue.objects.visible_to(standing).filter(centre=forecast.centre_id)
    about = rows.filter(name__in=names) if names else rows
    return list(about.order_by("position", "pk"))


def points_of(forecast: Forecast, queue: Queue, period: Period) -> list[Point]:
    """The intervals of a period in order."""
    within = {"queue": queue, "starts_at__gte": period.starts_at, "starts_at__lt": period.ends_at}
    came = dict(HistoryInterval.objects.filter(**within).values_list("starts_at", "offered"))
    expected = ForecastInterval.objects.filter(forecast=forecast, **within).order_by("starts_at")
    rows: Iterable[tuple[Any, ...]] = expected.values_list(*COLUMNS)
    return [Point(*(*row, came.get(row[0]))) for row in rows]


def totals_of(points: Sequence[Point], period: Period) -> list[DayTotal]:
    """The sum of each day that has intervals."""
    by_day: dict[date, list[Point]] = {}
    for point in points:
        by_day.setdefault(local_date(point.starts_at, period.zone), []).append(point)
    return [_total(day, by_day[day]) for day in sorted(by_day)]


def _total(day: date, points: Sequence[Point]) -> DayTotal:
    came = [point.actual for point in points if point.actual is not None]
    return DayTotal(
        day,
        sum(point.mean for point in points),
        sum(point.q10 for point in points),
        sum(point.q90 for point in points),
        sum(came) if len(came) == len(points) else None,
    )
