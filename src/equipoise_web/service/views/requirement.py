"""The requirement: how many people each interval needs, and how that was worked out."""

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
from equipoise_web.service.chart_data import requirement_data, when
from equipoise_web.service.csv_files import requirement_lines
from equipoise_web.service.models import Requirement
from equipoise_web.service.promises import promise
from equipoise_web.service.queries import requirements as query
from equipoise_web.service.queries.periods import step_of
from equipoise_web.service.queries.requirement_words import requirement_words
from equipoise_web.service.queries.requirements import Need
from equipoise_web.service.views.choices import Choice, choice_of
from equipoise_web.service.views.shared import READERS, may_plan, standing, with_centre


@allow(*READERS)
@require_GET
@with_centre
def requirement(request: HttpRequest, centre: Centre) -> HttpResponse:
    """People needed for a queue or for all, a day or a week of a forecast."""
    choice = choice_of(request, centre, all_queues=True)
    found = query.requirement_of(standing(request), choice.forecast) if choice else None
    words: dict[str, Any] = {"centre": centre, "choice": choice, "may_plan": may_plan(request, centre)}
    if choice is not None and found is not None:
        words |= {"requirement": found, **_words(choice, found)}
    return render(request, "service/requirement/requirement.html", words)


@allow(*READERS)
@require_GET
@with_centre
def requirement_csv(request: HttpRequest, centre: Centre) -> HttpResponseBase:
    """The whole requirement, in the form that ``equipoise staff`` gives."""
    choice = choice_of(request, centre, all_queues=True)
    found = query.requirement_of(standing(request), choice.forecast) if choice else None
    if choice is None or found is None:
        raise Http404
    found.forecast = choice.forecast
    response = StreamingHttpResponse(requirement_lines(found), content_type="text/csv; charset=utf-8")
    name = f"requirement-{choice.forecast.starts_on.isoformat()}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _words(choice: Choice, found: Requirement) -> dict[str, Any]:
    week = query.needs_of(found, choice.queue, choice.week)
    needs = [need for need in week if choice.period.holds(need.starts_at)]
    step_s = step_of([need.starts_at for need in week], 900)
    days = query.hours_of(week, step_s, choice.week.zone)
    return {
        "needs": needs,
        "step_minutes": step_s // 60,
        "chart": requirement_data(needs, choice.period, step_s),
        "finding": _finding(needs, choice.period.zone, step_s),
        "hours": days,
        "week_net_h": sum(day.net_h for day in days),
        "week_planned_h": sum(day.planned_h for day in days),
        "made": _made(choice, found),
    }


def _made(choice: Choice, found: Requirement) -> list[tuple[str, str, str]]:
    """Name, service level as it stood and method of the queue that is shown, or of each."""
    names = [choice.queue.name] if choice.queue else list(found.targets) or list(found.methods)
    return [
        (
            name,
            promise(found.targets[name]) if name in found.targets else "",
            requirement_words(found.methods.get(name, "")),
        )
        for name in names
        if name in found.targets or name in found.methods
    ]


def _finding(needs: Sequence[Need], zone: str, step_s: int) -> str:
    """What the chart shows, in a sentence."""
    if not needs:
        return _("The centre is closed: nobody is needed.")
    most = max(needs, key=lambda need: need.planned)
    return _(
        "%(hours)s hours on contacts are needed, for which %(planned)s are planned. "
        "Most people, %(peak)s, are needed from %(when)s."
    ) % {
        "hours": number(sum(need.net for need in needs) * step_s / 3600),
        "planned": number(sum(need.planned for need in needs) * step_s / 3600),
        "peak": number(most.planned, 1),
        "when": when(most.starts_at, zone),
    }
