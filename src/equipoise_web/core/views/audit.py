"""The audit, for an auditor with a mandate: what was done, and how far it is sealed."""

from __future__ import annotations

from datetime import datetime

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from equipoise_web.core.access import allow
from equipoise_web.core.present import person_of
from equipoise_web.core.queries.audit import checkpoints, entries
from equipoise_web.core.roles import Role

ON_A_PAGE = 50


@allow(Role.AUDITOR)
@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """Entries, the newest first, narrowed by a part of the action's name."""
    action = request.GET.get("action", "").strip()
    found = entries(request.standing, action)  # type: ignore[attr-defined]
    person = person_of(request)
    context = {
        "page": Paginator(found, ON_A_PAGE).get_page(request.GET.get("page")),
        "checkpoints": [(point, datetime.fromisoformat(point.made_at)) for point in checkpoints()],
        "action": action,
        "zone": person.timezone if person else "UTC",
    }
    return render(request, "core/audit/log.html", context)
