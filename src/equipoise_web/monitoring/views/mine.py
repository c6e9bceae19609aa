"""One's own rights: who sees what, what is recorded, who looked, and all of it to take along."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from equipoise_web.core.access import Standing, signed_in
from equipoise_web.core.present import actor_of
from equipoise_web.core.queries.readings import by_day, who_looked
from equipoise_web.monitoring.actions import confirm_receipt, deliver_own
from equipoise_web.monitoring.models import Notice
from equipoise_web.monitoring.queries.mine import MOST, own_notices, own_observations
from equipoise_web.monitoring.queries.own_data import own_data
from equipoise_web.monitoring.queries.register import register
from equipoise_web.monitoring.queries.told import undelivered
from equipoise_web.monitoring.who_sees import LINES

LOOKED_BACK = timedelta(days=365)
PAGE_SIZE = 50


@signed_in
@require_safe
def rights(request: HttpRequest) -> HttpResponse:
    """Who can see what about me, and the way to the other pages."""
    person = actor_of(request)
    looks = who_looked(person, timezone.now() - LOOKED_BACK).count()
    shown = {"lines": LINES, "waiting": len(undelivered(person)), "looks": looks}
    return render(request, "monitoring/me/rights.html", shown)


@signed_in
@require_safe
def recorded(request: HttpRequest) -> HttpResponse:
    """What is recorded about me. Showing the descriptions in force is their delivery, and is kept as such."""
    person = actor_of(request)
    standing: Standing = request.standing  # type: ignore[attr-defined]
    new = {notice.pk for notice in deliver_own(actor=person)} if request.method == "GET" else set()
    observed = own_observations(standing)
    shown = {
        "systems": [
            (entry, observed.get(entry.system.pk, [])) for entry in register(standing) if entry.current
        ],
        "notices": own_notices(standing),
        "new": new,
        "most": MOST,
        "zone": person.timezone,
    }
    return render(request, "monitoring/me/recorded.html", shown)


@signed_in
@require_POST
def confirm(request: HttpRequest, notice: uuid.UUID) -> HttpResponse:
    """Confirm the receipt of one's own notice."""
    person = actor_of(request)
    found = get_object_or_404(Notice.objects.visible_to(request.standing), uuid=notice, worker=person)  # type: ignore[attr-defined]
    confirm_receipt(actor=person, notice=found)
    messages.success(request, _("Thank you. That you received the notice is kept."))
    return redirect("my_recorded")


@signed_in
@require_safe
def looked(request: HttpRequest) -> HttpResponse:
    """Who looked at my record in the last year."""
    person = actor_of(request)
    rows = who_looked(person, timezone.now() - LOOKED_BACK)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    shown = {"page": page, "looks": by_day(page.object_list, person.timezone), "zone": person.timezone}
    return render(request, "monitoring/me/access.html", shown)


@signed_in
@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """Everything that is kept about me, as a JSON file."""
    person = actor_of(request)
    found = own_data(request.standing, person)  # type: ignore[attr-defined]
    response = JsonResponse(found, json_dumps_params={"indent": 2, "ensure_ascii": False})
    response["Content-Disposition"] = 'attachment; filename="equipoise-my-data.json"'
    response["Cache-Control"] = "no-store"
    return response
