"""The first plan: its days, and the job that makes it."""

from __future__ import annotations

import json
import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from equipoise.errors import InvalidInput
from equipoise_web.core.access import allow
from equipoise_web.core.local_days import monday_of
from equipoise_web.core.models import Centre, Run
from equipoise_web.core.present import actor_of
from equipoise_web.core.queries.jobs import job_of
from equipoise_web.core.roles import Role
from equipoise_web.scheduling.actions.plans import request_plan
from equipoise_web.scheduling.description import missing_parts
from equipoise_web.scheduling.errors import NotReady
from equipoise_web.scheduling.forms.plan import USUAL_SEED, PlanForm
from equipoise_web.scheduling.jobs import PLAN
from equipoise_web.scheduling.queries.next_plan import WEEK, first_day, history_ends, lacking
from equipoise_web.service.reasons import reason_in_words
from equipoise_web.service.views.shared import standing
from equipoise_web.setup.steps import today_at
from equipoise_web.setup.views.shared import METHODS, of_step, page

FIRST_WEEKS, FIRST_S = 2, 30
LOOKED_AT = 20


@allow(Role.PLANNER)
@require_http_methods(METHODS)
@of_step("plan")
def setup_plan(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Days and time for the search; a POST leads to the job, and that to the board."""
    form = PlanForm(request.POST or None, initial=_usual(centre))
    if request.method == "POST" and form.is_valid() and (run := _requested(request, centre, form)):
        return redirect("job", run=run.uuid)
    last = _last(request, centre)
    start = form.cleaned_data.get("start") if form.is_bound and form.is_valid() else None
    words = {
        "form": form,
        "job": job_of(last, standing(request)) if last else None,
        "history_ends": history_ends(centre),
        "missing": lacking(missing_parts(centre, timezone.now(), start or _usual(centre)["start"])),
    }
    return page(request, centre, "plan", words, refused=form.is_bound)


def _usual(centre: Centre) -> dict[str, Any]:
    """From a Monday that lies ahead, and after the history."""
    today = today_at(centre)
    return {
        "start": max(first_day(centre, today), monday_of(today) + WEEK),
        "weeks": FIRST_WEEKS,
        "seconds": FIRST_S,
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
        field = refused.field if refused.field in form.fields else None
        form.add_error(field, reason_in_words(refused.reason))
    except NotReady:
        pass  # the page names what is missing
    return None


def _last(request: HttpRequest, centre: Centre) -> Run | None:
    """The latest plan that was asked for in this centre."""
    runs = Run.objects.visible_to(standing(request)).filter(kind=PLAN).order_by("-created_at", "-pk")
    return next((run for run in runs[:LOOKED_AT] if _is_of(run, centre)), None)


def _is_of(run: Run, centre: Centre) -> bool:
    return bool(json.loads(run.arguments).get("centre") == str(centre.uuid))
