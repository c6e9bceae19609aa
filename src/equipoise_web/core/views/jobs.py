"""Jobs: the list, and a page that follows one."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from equipoise_web.core.access import allow, signed_in
from equipoise_web.core.actions import jobs as actions
from equipoise_web.core.models import Run
from equipoise_web.core.present import actor_of, person_of
from equipoise_web.core.queries import jobs as queries
from equipoise_web.core.views.events import MOST_TOPICS


@signed_in
@require_GET
def jobs(request: HttpRequest) -> HttpResponse:
    """The runs that the reader may see."""
    found = queries.recent(request.standing)  # type: ignore[attr-defined]
    return _page(request, "list", {"jobs": found, "live": _topics(found)})


@signed_in
@require_GET
def job(request: HttpRequest, run: uuid.UUID) -> HttpResponse:
    """One run, followed while it lasts."""
    found = queries.job_of(_run(request, run), request.standing)  # type: ignore[attr-defined]
    return _page(request, "job", {"job": found, "live": f"run:{found.run.uuid}"})


@signed_in
@require_POST
def cancel(request: HttpRequest, run: uuid.UUID) -> HttpResponse:
    """Ask a run to stop."""
    asked = actions.cancel(actor=actor_of(request), run=_run(request, run))
    return _answer(request, run, asked, _("The job was asked to stop."), _("The job had ended already."))


@allow(*queries.KEEPERS)
@require_POST
def retry(request: HttpRequest, run: uuid.UUID) -> HttpResponse:
    """Let a failed run begin again."""
    again = actions.retry(actor=actor_of(request), run=_run(request, run))
    return _answer(request, run, again, _("The job begins again."), _("Only a failed job can begin again."))


def _page(request: HttpRequest, name: str, context: dict[str, object]) -> HttpResponse:
    """The page, or the part of it that its live region fetches."""
    person, fragment = person_of(request), "X-Fragment" in request.headers
    context = {"zone": person.timezone if person else "UTC", **context}
    response = render(request, f"core/jobs/{'_' if fragment else ''}{name}.html", context)
    response["Cache-Control"] = "no-store"
    patch_vary_headers(response, ["X-Fragment"])
    return response


def _run(request: HttpRequest, run: uuid.UUID) -> Run:
    seen = Run.objects.visible_to(request.standing)  # type: ignore[attr-defined]
    return get_object_or_404(seen.select_related("requested_by", "organisation"), uuid=run)


def _answer(request: HttpRequest, run: uuid.UUID, done: bool, yes: str, no: str) -> HttpResponse:
    say: Callable[..., None] = messages.success if done else messages.warning
    say(request, yes if done else no)
    return redirect("job", run=run)


def _topics(found: list[queries.Job]) -> str:
    """The runs on the page that may still change, at most as many as one stream takes."""
    return " ".join(f"run:{job.run.uuid}" for job in found[:MOST_TOPICS] if job.is_active)
