"""The list of steps with how far each is."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from equipoise_web.core.access import allow
from equipoise_web.core.models import Centre
from equipoise_web.core.navigation import address_of
from equipoise_web.core.present import centre_of, person_of
from equipoise_web.service.views.shared import standing
from equipoise_web.setup.checks import check_of
from equipoise_web.setup.steps import STEPS, WIZARDS, is_finished, may_take, stands


@allow(*WIZARDS)
@require_safe
def setup(request: HttpRequest) -> HttpResponse:
    """Where the centre stands, and the step that comes next."""
    centre = centre_of(request)
    if centre is None:
        return render(request, "service/no_centre.html")
    rows = _rows(request, centre)
    finished = is_finished(centre)
    words = {
        "centre": centre,
        "finished": finished,
        "rows": rows,
        "minutes": sum(step.minutes for step in STEPS),
        "done": sum(row["stand"].is_done for row in rows),
        "following": next((row for row in rows if row["stand"].state == "next"), None),
    }
    return render(request, "setup/start.html", words)


def _rows(request: HttpRequest, centre: Centre) -> list[dict[str, Any]]:
    """Each step with its check, as far as the reader may know what it says, and whether he may take it."""
    person = person_of(request)
    return [
        {
            "stand": stand,
            "may": may_take(person, centre, stand.step),
            "check": check_of(standing(request), centre, stand.step.name) if stand.is_done else "",
            "usual": address_of(stand.step.usual),
        }
        for stand in stands(centre)
    ]
