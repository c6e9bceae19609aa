"""The register of systems that observe work, and the page of one system."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from equipoise_web.core.access import Standing, allow, signed_in
from equipoise_web.core.actions.gates import STEWARDS
from equipoise_web.core.present import person_of
from equipoise_web.monitoring.actions import give_notice
from equipoise_web.monitoring.forms import NoticeForm
from equipoise_web.monitoring.models import Channel, System
from equipoise_web.monitoring.queries.register import Entry, entry_of, register
from equipoise_web.monitoring.queries.told import TELLERS, untold


@signed_in
@require_safe
def monitoring_register(request: HttpRequest) -> HttpResponse:
    """Every system with purpose, data, readers, retention, basis, who was told, and its state."""
    standing: Standing = request.standing  # type: ignore[attr-defined]
    shown = {"entries": register(standing), "may_propose": may_propose(standing), "zone": _zone(request)}
    return render(request, "monitoring/register.html", shown)


@signed_in
@require_safe
def system_page(request: HttpRequest, system: uuid.UUID) -> HttpResponse:
    """One system: its descriptions, the steps that each has behind it, and who was told."""
    return _show(request, _system(request, system))


@allow(*TELLERS)
@require_POST
def tell(request: HttpRequest, system: uuid.UUID) -> HttpResponse:
    """Keep that the people in one's scope were told of the description in force."""
    row, actor = _system(request, system), person_of(request)
    form = NoticeForm(request.POST)
    entry = entry_of(request.standing, row)  # type: ignore[attr-defined]
    if entry.current is None or actor is None:
        raise PermissionDenied
    if not form.is_valid():
        return _show(request, row, form)
    people = list(untold(request.standing, entry.current.version))  # type: ignore[attr-defined]
    made = give_notice(
        actor=actor, system=row, version=entry.current.version, workers=people,
        channel=Channel(form.cleaned_data["channel"]),
    )  # fmt: skip
    said = ngettext("Recorded: %(n)s person was told.", "Recorded: %(n)s people were told.", len(made))
    messages.success(request, said % {"n": len(made)})
    return redirect("monitoring_system", row.uuid)


def may_propose(standing: Standing) -> bool:
    """Whether the viewer steers what is gated in the whole organisation."""
    return any(grant.role in STEWARDS and grant.scope == "organisation" for grant in standing.grants)


def _system(request: HttpRequest, system: uuid.UUID) -> System:
    seen = System.objects.visible_to(request.standing)  # type: ignore[attr-defined]
    return get_object_or_404(seen.select_related("matter__organisation"), uuid=system)


def _show(request: HttpRequest, system: System, form: NoticeForm | None = None) -> HttpResponse:
    standing: Standing = request.standing  # type: ignore[attr-defined]
    entry = entry_of(standing, system)
    shown = {
        "entry": entry,
        "may_propose": may_propose(standing),
        "untold": _untold(standing, entry),
        "form": form or NoticeForm(),
        "zone": _zone(request),
    }
    return render(request, "monitoring/system.html", shown, status=422 if form else 200)


def _untold(standing: Standing, entry: Entry) -> int | None:
    """How many in the viewer's scope wait to be told; None for who tells nobody, and with nothing to tell."""
    if entry.current is None or not standing.holds(*TELLERS):
        return None
    return untold(standing, entry.current.version).count()


def _zone(request: HttpRequest) -> str:
    person = person_of(request)
    return person.timezone if person else "UTC"
