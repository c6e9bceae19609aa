"""The rosters of a centre."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from equipoise_web.core.access import allow
from equipoise_web.core.present import centre_of
from equipoise_web.core.roles import Role
from equipoise_web.scheduling.queries.roster_list import listed, rosters_of
from equipoise_web.scheduling.views.asked import SEE_BOARD, query_of, standing_of_request
from equipoise_web.scheduling.views.tabs import address_of

A_PAGE = 12


@allow(*SEE_BOARD)
@require_GET
def rosters(request: HttpRequest) -> HttpResponse:
    """The rosters that the viewer may see, the latest first."""
    standing, centre, state = standing_of_request(request), centre_of(request), request.GET.get("state", "")
    found = rosters_of(standing, centre, state) if centre else ()
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "centre": centre,
        "zone": centre.timezone if centre else "UTC",
        "state": state,
        "rosters": listed(standing, page.object_list),
        "page": page,
        "earlier": query_of(request, page=str(page.number + 1)) if page.has_next() else "",
        "later": query_of(request, page=str(page.number - 1)) if page.has_previous() else "",
        "plan": address_of("plan_new") if standing.holds(Role.PLANNER) else None,
    }
    return render(request, "scheduling/rosters.html", context)
