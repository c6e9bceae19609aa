"""One's own notifications."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from equipoise_web.core.access import signed_in
from equipoise_web.core.actions.notifications import mark_read
from equipoise_web.core.present import person_of
from equipoise_web.core.queries.notifications import told, unread_count


@signed_in
@require_http_methods(["GET", "POST"])
def notices(request: HttpRequest) -> HttpResponse:
    """The list; a POST marks one as read (``notice``, a UUID), or all."""
    person = person_of(request)
    if request.method == "POST":
        if person is not None:
            mark_read(actor=person, notification=_asked(request))
            messages.success(request, _("Marked as read."))
        return redirect("my_notices")
    zone = person.timezone if person else "UTC"
    found = told(request.standing, zone)  # type: ignore[attr-defined]
    context = {"notices": found, "unread": unread_count(person) if person else 0, "zone": zone}
    fragment = "X-Fragment" in request.headers
    response = render(request, f"core/notifications/{'_list' if fragment else 'list'}.html", context)
    patch_vary_headers(response, ["X-Fragment"])
    return response


@signed_in
@require_GET
def count(request: HttpRequest) -> HttpResponse:
    """The number of unread notifications, as a fragment that phones ask for each minute."""
    person = person_of(request)
    unread = unread_count(person) if person else 0
    response = render(request, "core/notifications/_count.html", {"unread": unread})
    response["Cache-Control"] = "no-store"
    return response


def _asked(request: HttpRequest) -> uuid.UUID | None:
    """The one that was asked for; what is no UUID names no row."""
    value = request.POST.get("notice", "")
    try:
        return uuid.UUID(value) if value else None
    except ValueError:
        return uuid.UUID(int=0)
