"""Publish a roster: what it means, what stands in the way, and the button."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from equipoise_web.compliance.queries.findings import Asked, report_of
from equipoise_web.core.access import allow
from equipoise_web.core.local_days import local_date
from equipoise_web.core.present import actor_of
from equipoise_web.core.roles import Role
from equipoise_web.core.templatetags.equipoise_figures import number
from equipoise_web.scheduling.actions.publication import publish
from equipoise_web.scheduling.errors import DaysTaken, MustBeFixed
from equipoise_web.scheduling.models import Roster
from equipoise_web.scheduling.queries.publishing import before_publication, people_of
from equipoise_web.scheduling.views.asked import SEE_BOARD, roster_asked, standing_of_request
from equipoise_web.scheduling.views.tabs import roster_tabs


@allow(*SEE_BOARD)
@require_http_methods(["GET", "HEAD", "POST"])
def roster_publish(request: HttpRequest, roster: uuid.UUID) -> HttpResponse:
    """A draft for who sees drafts, a published one for everybody of its board; a POST publishes."""
    found = roster_asked(request, roster)
    if request.method != "POST":
        return _page(request, found, 200)
    try:
        publication = publish(actor=actor_of(request), roster=found)
    except (MustBeFixed, DaysTaken):
        return _page(request, found, 409)  # the page names the reason
    told = people_of(found)
    said = ngettext(
        "Roster %(roster)s is published, and %(n)s person is told.",
        "Roster %(roster)s is published, and %(n)s people are told.",
        told,
    )
    messages.success(request, said % {"roster": publication.roster.number, "n": number(told)})
    return redirect("roster_publish", roster=found.uuid)


def _page(request: HttpRequest, roster: Roster, status: int) -> HttpResponse:
    standing, zone = standing_of_request(request), roster.centre.timezone
    report = report_of(standing, roster, Asked())
    context = {
        "roster": roster,
        "publication": getattr(roster, "publication", None),
        "zone": zone,
        "tabs": roster_tabs(roster, "roster_publish"),
        "report": report,
        "before": before_publication(roster, report, local_date(timezone.now(), zone)),
        "may_publish": standing.holds(Role.PLANNER),
        "refused_now": status != 200,
    }
    return render(request, "scheduling/publish.html", context, status=status)
