"""The forecast: a fan, a table, and how far it was off before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from equipoise_web.core.access import allow
from equipoise_web.core.models import Centre
from equipoise_web.core.templatetags.equipoise_figures import number
from equipoise_web.service.chart_data import fan_data, when
from equipoise_web.service.csv_files import forecast_lines
from equipoise_web.service.models import Queue
from equipoise_web.service.queries import forecasts as query
from equipoise_web.service.queries.accuracy import scores_of
from equipoise_web.service.queries.forecasts import Point
from equipoise_web.service.queries.heat import heat_rows
from equipoise_web.service.queries.periods import step_of
from equipoise_web.service.views.choices import Choice, choice_of
from equipoise_web.service.views.shared import READERS, may_plan, standing, with_centre


@allow(*READERS)
@require_GET
@with_centre
def forecast(request: HttpRequest, centre: Centre) -> HttpResponse:
    """One queue of a forecast, a day or a week of it."""
    choice = choice_of(request, centre, all_queues=False)
    words: dict[str, Any] = {"centre": centre, "choice": choice, "may_plan": may_plan(request, centre)}
    if choice is not None and choice.queue is not None:
        words |= _words(choice, choice.queue)
    return render(request, "service/forecast/forecast.html", words)


@allow(*READERS)
@require_GET
@with_centre
def forecast_csv(request: HttpRequest, centre: Centre) -> HttpResponseBase:
    """The whole forecast, in the form that ``equipoise forecast`` gives."""
    forecasts = query.forecasts_of(standing(request), centre)
    found = query.chosen_from(forecasts, request.GET.get("forecast", ""))
    if found is None:
        raise Http404
    response = StreamingHttpResponse(forecast_lines(found), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="forecast-{found.starts_on.isoformat()}.csv"'
    return response


def _words(choice: Choice, queue: Queue) -> dict[str, Any]:
    week = query.points_of(choice.forecast, queue, choice.week)
    points = [point for point in week if choice.period.holds(point.starts_at)]
    step_s = step_of([point.starts_at for point in week], 900)
    scores = scores_of(choice.forecast.accuracy.get(queue.name, {}))
    heat = [(point.starts_at, point.mean) for point in week]
    return {
        "points": points,
        "step_minutes": step_s // 60,
        "chart": fan_data(points, choice.period, step_s),
        "finding": _finding(points, choice.period.zone),
        "totals": query.totals_of(week, choice.week),
        "heat": heat_rows(heat, choice.week.dates, choice.week.zone),
        "scores": scores,
        "first_score": scores[0] if scores else None,
        "has_actual": any(point.actual is not None for point in points),
    }


def _finding(points: Sequence[Point], zone: str) -> str:
    """What the chart shows, in a sentence or two."""
    if not points:
        return _("The centre is closed: nothing is expected.")
    most = max(points, key=lambda point: point.q50)
    text = _(
        "%(total)s contacts are expected. The busiest interval begins %(when)s with %(median)s, "
        "8 times in 10 between %(low)s and %(high)s."
    ) % {
        "total": number(sum(point.mean for point in points)),
        "when": when(most.starts_at, zone),
        "median": number(most.q50),
        "low": number(most.q10),
        "high": number(most.q90),
    }
    known = [point for point in points if point.actual is not None]
    if not known:
        return text
    came = _("So far %(came)s came in intervals for which %(expected)s were expected.") % {
        "came": number(sum(point.actual or 0 for point in known)),
        "expected": number(sum(point.mean for point in known)),
    }
    return f"{text} {came}"
