"""The home of each role: what needs me now, what is going on, what changed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from equipoise_web.core.access import public, signed_in
from equipoise_web.core.navigation import address_of
from equipoise_web.core.needs import AT_MOST, needs, state
from equipoise_web.core.present import acting_role, person_of
from equipoise_web.core.queries.notifications import told
from equipoise_web.core.roles import Role

RECENT = 5


@public
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """The address without a path: one's home, or the way in."""
    if not request.user.is_authenticated:
        return redirect("account_login")
    own = acting_role(request) in (Role.AGENT, None)
    return redirect("my_roster" if own and address_of("my_roster") else "today")


@signed_in
@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """At most seven things by their clock, then today's state and recent changes."""
    role, person = acting_role(request), person_of(request)
    waiting = needs(request, role)
    zone = person.timezone if person else "UTC"
    context = {
        "role": role,
        "needs": waiting[:AT_MOST],
        "more": max(0, len(waiting) - AT_MOST),
        "state": state(request, role),
        "recent": told(request.standing, zone)[:RECENT],  # type: ignore[attr-defined]
        "zone": zone,
    }
    return render(request, "core/today.html", context)
