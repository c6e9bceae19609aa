"""Contact history: a file, compared by the worker, and applied when its check is right."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from equipoise.errors import InvalidInput
from equipoise_web.core.access import allow
from equipoise_web.core.models import Centre
from equipoise_web.core.present import actor_of
from equipoise_web.core.queries.jobs import job_of
from equipoise_web.core.roles import Role
from equipoise_web.service.actions import history_jobs as actions
from equipoise_web.service.forms.centre import DAYS
from equipoise_web.service.forms.fields import show_refusal
from equipoise_web.service.forms.history import UploadForm
from equipoise_web.service.models import CentreSettings, HistoryImport
from equipoise_web.service.promises import DEFERRED
from equipoise_web.service.queries.history import imports_of
from equipoise_web.service.queries.imports import Stage, Staged, staged_of, visible_import
from equipoise_web.service.reasons import reason_in_words
from equipoise_web.service.views.shared import standing
from equipoise_web.setup.checks import history as check
from equipoise_web.setup.shifts import open_spans
from equipoise_web.setup.steps import FOUND
from equipoise_web.setup.views.shared import METHODS, described, of_step, page

MOVING = frozenset({Stage.COMPARING, Stage.APPLYING})


@dataclass(frozen=True)
class Hour:
    """Contacts of one hour of the first day; ``open`` is None for a queue that is not answered at once."""

    hour: str
    offered: float
    open: bool | None


@dataclass(frozen=True)
class FirstDay:
    """A day of the file by queue and hour; ``outside`` counts contacts of hours when the centre is closed."""

    day: date
    queues: list[tuple[str, list[Hour]]]

    @property
    def outside(self) -> float:
        return sum(hour.offered for _name, hours in self.queues for hour in hours if hour.open is False)


@allow(Role.PLANNER)
@require_http_methods(METHODS)
@of_step("history")
def setup_history(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Bring in a file, and see what it would do; with ``X-Fragment`` only the part about the file."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and _uploaded(request, centre, form):
        return redirect("setup_history")
    file = next(iter(imports_of(standing(request), centre)), None)
    words = {"form": form, "check": check(centre) if FOUND["history"](centre) else ""}
    words |= _about(request, centre, staged_of(file)) if file else {}
    if "X-Fragment" in request.headers:
        response = render(
            request, "setup/_history_file.html", words | {"centre": centre, "zone": centre.timezone}
        )
    else:
        response = page(request, centre, "history", words, refused=bool(form.errors))
    response["Cache-Control"] = "no-store"
    patch_vary_headers(response, ["X-Fragment"])
    return response


@allow(Role.PLANNER)
@require_POST
@of_step("history", lambda request, staged: visible_import(standing(request), staged))
def setup_history_apply(request: HttpRequest, centre: Centre, staged: HistoryImport) -> HttpResponse:
    """Let the worker write what was compared, or compare it once more."""
    again = request.POST.get("what") == "compare"
    ask = actions.request_comparison if again else actions.request_application
    try:
        ask(actor=actor_of(request), staged=staged)
    except InvalidInput as error:
        messages.error(request, reason_in_words(error.reason))
    return redirect("setup_history")


def _uploaded(request: HttpRequest, centre: Centre, form: UploadForm) -> bool:
    file = form.cleaned_data["file"]
    try:
        actions.upload_history(
            actor=actor_of(request), centre=centre, filename=file.name or "", content=file.read()
        )
    except InvalidInput as error:
        show_refusal(form, InvalidInput(error.reason, field="file"))
        return False
    return True


def _about(request: HttpRequest, centre: Centre, found: Staged) -> dict[str, Any]:
    problem = found.file.problem
    return {
        "staged": found,
        "stage": found.stage.value,
        "reason": reason_in_words(problem["reason"]) if problem else "",
        "mend": _way_to_mend(problem) if problem else "",
        "job": job_of(found.run, standing(request)) if found.run else None,
        "live": f"run:{found.run.uuid}" if found.run and found.stage in MOVING else "",
        "interval": described(request, centre).interval_minutes,
        "first_day": _first_day(described(request, centre), found),
    }


def _way_to_mend(problem: dict[str, Any]) -> str:
    """What to do about the field that is wrong."""
    if problem["field"] == "start":
        return _(
            "Write each start as 2026-03-02T09:00, or with its offset from UTC as 2026-03-02T09:00+01:00. "
            "When the interval itself is refused, go back to the opening hours and set another one."
        )
    if problem["field"] == "queue":
        return _(
            "Names of queues in the file and in the step before must be the same. Change one of the two."
        )
    if problem["field"]:
        return _(
            "Numbers are written with a decimal point and without thousands; leave blank what is not known."
        )
    return _("Compare the first rows of the file with the sample.")


def _first_day(settings: CentreSettings, found: Staged) -> FirstDay | None:
    told = found.difference.first_day if found.difference else {}
    if not told:
        return None
    day = date.fromisoformat(told["day"])
    spans = open_spans(settings.opening, DAYS[day.weekday()])
    at_once = set(settings.centre.queues.exclude(channel__in=DEFERRED).values_list("name", flat=True))
    return FirstDay(
        day, [(name, _hours(told["hours"][name], spans, name in at_once)) for name in told["hours"]]
    )


def _hours(offered: dict[str, float], spans: list[tuple[int, int]], at_once: bool) -> list[Hour]:
    found = []
    for hour in sorted(map(int, offered)):
        within = any(start < 60 * hour + 60 and end > 60 * hour for start, end in spans)
        found.append(Hour(f"{hour:02d}", offered[str(hour)], within if at_once else None))
    return found
