"""What a page of forecast or requirement is narrowed to, from the address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils import timezone

from equipoise_web.core.local_days import local_date
from equipoise_web.core.models import Centre
from equipoise_web.service.models import Forecast, Queue
from equipoise_web.service.queries import forecasts as query
from equipoise_web.service.queries.periods import Period, day_of, period_of
from equipoise_web.service.views.shared import standing


@dataclass(frozen=True)
class Choice:
    """A forecast of the centre, a queue or all of them (None), and a day or week; ``week`` holds the day."""

    forecasts: list[Forecast]
    forecast: Forecast
    queues: list[Queue]
    queue: Queue | None
    period: Period
    week: Period

    def address(self, **other: object) -> str:
        """The query that leads to the same page with something else."""
        kept = {
            "forecast": self.forecast.uuid,
            "queue": self.queue.uuid if self.queue else "all",
            "view": self.period.view,
            "day": self.period.first.isoformat(),
        }
        return "?" + urlencode(kept | other)

    @property
    def before(self) -> str:
        return self.address(day=self.period.before.isoformat()) if self.period.before else ""

    @property
    def after(self) -> str:
        return self.address(day=self.period.after.isoformat()) if self.period.after else ""

    @property
    def by_day(self) -> str:
        return self.address(view="day")

    @property
    def by_week(self) -> str:
        return self.address(view="week")

    @property
    def days(self) -> list[tuple[date, str]]:
        """The days of the week with their addresses."""
        return [(day, self.address(view="day", day=day.isoformat())) for day in self.week.dates]


def choice_of(request: HttpRequest, centre: Centre, *, all_queues: bool) -> Choice | None:
    """What the address asks for, or what is nearest to it; None without a forecast."""
    forecasts = query.forecasts_of(standing(request), centre)
    forecast = query.chosen_from(forecasts, request.GET.get("forecast", ""))
    if forecast is None:
        return None
    forecast.centre = centre
    queues = query.queues_of(standing(request), forecast)
    zone, first, last = centre.timezone, forecast.starts_on, query.last_day(forecast)
    today = local_date(timezone.now(), zone)
    day = day_of(request.GET.get("day", ""), first, last, today)
    view = "week" if request.GET.get("view") == "week" else "day"
    return Choice(
        forecasts,
        forecast,
        queues,
        _queue(queues, request.GET.get("queue", ""), all_queues),
        period_of(view, day, first, last, zone),
        period_of("week", day, first, last, zone),
    )


def _queue(queues: Sequence[Queue], asked: str, all_queues: bool) -> Queue | None:
    found = next((queue for queue in queues if str(queue.uuid) == asked), None)
    return found or (None if all_queues or not queues else queues[0])
