"""Ask for a plan: which days, and how long the search goes on."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from equipoise.errors import InvalidInput
from equipoise_web.compliance.queries.in_force import rules_for
from equipoise_web.compliance.queries.rules import notice_clocks
from equipoise_web.core.access import allow, demand
from equipoise_web.core.local_days import local_date
from equipoise_web.core.models import Centre, Run
from equipoise_web.core.present import actor_of, centre_of
from equipoise_web.core.roles import Role
from equipoise_web.scheduling.actions.plans import request_plan
from equipoise_web.scheduling.description import missing_parts
from equipoise_web.scheduling.errors import NotReady
from equipoise_web.scheduling.forms.plan import USUAL_S, USUAL_SEED, USUAL_WEEKS, PlanForm
from equipoise_web.scheduling.queries.next_plan import first_day, history_ends, lacking, published_until
from equipoise_web.service.reasons import reason_in_words


@allow(Role.PLANNER)
@require_http_methods(["GET", "HEAD", "POST"])
def plan_new(request: HttpRequest) -> HttpResponse:
    """The form, or what the centre lacks; a POST leads to the job that makes the plan."""
    centre = centre_of(request)
    if centre is None:
        return render(request, "service/no_centre.html")
    demand(actor_of(request), Role.PLANNER, over=centre)
    if request.method == "POST":
        form = PlanForm(request.POST)
        run = _requested(request, centre, form) if form.is_valid() else None
        return redirect("job", run=run.uuid) if run else _page(request, centre, form)
    return _page(request, centre, PlanForm(initial=_usual(centre)))


def _usual(centre: Centre) -> dict[str, Any]:
    today = local_date(timezone.now(), centre.timezone)
    return {
        "start": first_day(centre, today),
        "weeks": USUAL_WEEKS,
        "seconds": USUAL_S,
        "seed": USUAL_SEED,
        "key": uuid.uuid4(),
    }


def _requested(request: HttpRequest, centre: Centre, form: PlanForm) -> Run | None:
    """The run, or None after the form was told why there is none."""
    actor, values = actor_of(request), form.values()
    key = f"{actor.uuid}:{centre.uuid}:{values.pop('key')}"
    try:
        return request_plan(actor=actor, centre=centre, key=key, **values)
    except InvalidInput as refused:
        form.add_error(
            refused.field if refused.field in form.fields else None, reason_in_words(refused.reason)
        )
    except NotReady:
        pass  # the page names what is missing
    return None


def _page(request: HttpRequest, centre: Centre, form: PlanForm) -> HttpResponse:
    start = _start_of(form) or _usual(centre)["start"]
    missing = missing_parts(centre, timezone.now(), start)
    context = {
        "centre": centre,
        "zone": centre.timezone,
        "form": form,
        "missing": lacking(missing),
        "start": start,
        "history_ends": history_ends(centre),
        "published_until": published_until(centre),
        "today": local_date(timezone.now(), centre.timezone),
        "clocks": notice_clocks(rules_for(centre, start), start),
    }
    refused = form.is_bound and (bool(form.errors) or bool(missing))
    return render(request, "scheduling/plan_new.html", context, status=422 if refused else 200)


def _start_of(form: PlanForm) -> Any:
    return form.cleaned_data.get("start") if form.is_bound and hasattr(form, "cleaned_data") else None
