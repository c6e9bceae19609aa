"""What the independent checker found: of one roster, and of the latest rosters of a centre."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from equipoise_web.compliance.queries.findings import Asked, report_of
from equipoise_web.compliance.queries.latest import latest_rosters
from equipoise_web.core.access import allow
from equipoise_web.core.present import centre_of
from equipoise_web.core.roles import Role
from equipoise_web.scheduling.queries.roster_findings import ORDER
from equipoise_web.scheduling.views.asked import (
    SEE_BOARD,
    note_reading,
    query_of,
    roster_asked,
    standing_of_request,
)
from equipoise_web.scheduling.views.tabs import roster_tabs


@allow(*SEE_BOARD)
@require_safe
def roster_findings(request: HttpRequest, roster: uuid.UUID) -> HttpResponse:
    """The findings of one roster, by what they ask and by rule."""
    found = roster_asked(request, roster)
    asked = _asked(request)
    report = report_of(standing_of_request(request), found, asked)
    note_reading(request, found)
    context = {
        "roster": found,
        "publication": getattr(found, "publication", None),
        "zone": found.centre.timezone,
        "tabs": roster_tabs(found, "roster_findings"),
        "report": report,
        "asked": asked,
        "choices": _choices(request, report.counts, asked),
        "may_grant": standing_of_request(request).holds(Role.PLANNER),
        "everything": query_of(request, rule="", severity="", q=""),
    }
    return render(request, "compliance/findings.html", context)


@allow(*SEE_BOARD)
@require_safe
def rules_findings(request: HttpRequest) -> HttpResponse:
    """The latest rosters that the viewer sees, each with what was found."""
    centre = centre_of(request)
    rosters = latest_rosters(standing_of_request(request), centre) if centre else []
    context = {"centre": centre, "rosters": rosters, "zone": centre.timezone if centre else "UTC"}
    return render(request, "compliance/latest.html", context)


def _asked(request: HttpRequest) -> Asked:
    severity = request.GET.get("severity", "")
    return Asked(
        request.GET.get("q", "").strip(), severity if severity in ORDER else "", request.GET.get("rule", "")
    )


def _choices(request: HttpRequest, counts: dict[str, int], asked: Asked) -> list[tuple[str, int, str, bool]]:
    """The severities that occur: name, number, address, and whether it is chosen."""
    return [
        (name, number, query_of(request, severity=name, rule=""), asked.severity == name)
        for name, number in counts.items()
    ]
