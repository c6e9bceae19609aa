"""Breaches that stand: the list with its counts, one in full, giving one, and settling what it owes."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from equipoise.errors import InvalidInput
from equipoise_web.compliance.actions.dispensations import grant_each, settle
from equipoise_web.compliance.models import NO_CLAUSE, Dispensation, Finding
from equipoise_web.compliance.queries.dispensation_list import (
    OVERDUE,
    chosen,
    counted,
    dispensations_of,
    in_lines,
    state_of,
)
from equipoise_web.compliance.queries.dispensations import MUST_BE_FIXED, beside
from equipoise_web.compliance.queries.private import note_private, told
from equipoise_web.compliance.queries.rules import in_words, rules_by_id
from equipoise_web.compliance.standing_errors import AlreadySettled, AlreadyStands, NothingOwed
from equipoise_web.compliance.standing_forms import GroundsForm, SettleForm
from equipoise_web.core.access import allow, demand, signed_in
from equipoise_web.core.local_days import local_date
from equipoise_web.core.models import Centre
from equipoise_web.core.present import actor_of, centre_of, person_of
from equipoise_web.core.queries import readings
from equipoise_web.core.roles import Role
from equipoise_web.scheduling.views.asked import SEE_BOARD, purpose_of, standing_of_request

STATES = ("open", "overdue", "settled")
GIVERS, SETTLERS = (Role.PLANNER,), (Role.PLANNER, Role.HR)


@signed_in
@require_safe
def rules_dispensations(request: HttpRequest) -> HttpResponse:
    """Those that the viewer sees: all of the centre for its representatives, one's own for everybody."""
    standing, centre = standing_of_request(request), centre_of(request)
    zone = centre.timezone if centre else "UTC"
    lines = in_lines(dispensations_of(standing, centre), local_date(timezone.now(), zone))
    if centre and any(line.row.worker.person_id != standing.person_id for line in lines):
        readings.note(request, purpose_of(request), centre=centre)
    state = request.GET.get("state", "")
    context = {
        "centre": centre,
        "zone": zone,
        "all": lines,
        "lines": chosen(lines, state),
        "state": state if state in STATES else "",
        "overdue": sum(line.state == OVERDUE for line in lines),
        "counted": counted(lines),
        "sees_findings": standing.holds(*SEE_BOARD),
    }
    return render(request, "compliance/dispensations.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def dispensation(request: HttpRequest, dispensation: uuid.UUID) -> HttpResponse:
    """One in full; a POST by planner or HR records that its compensation was given."""
    seen = dispensations_of(standing_of_request(request), None)
    row = get_object_or_404(seen.select_related("finding__check_made"), uuid=dispensation)
    if request.method == "POST":
        demand(actor_of(request), *SETTLERS, over=row.roster.centre)
    form = SettleForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _one(request, row, form)
    data = form.cleaned_data
    try:
        settle(actor=actor_of(request), dispensation=row, settled_on=data["settled_on"], how=data["how"])
    except InvalidInput:
        form.add_error("settled_on", _("This day lies ahead."))
        return _one(request, row, form)
    except (AlreadySettled, NothingOwed):
        messages.info(request, _("There is nothing left to settle."))
    else:
        messages.success(request, _("It is recorded that the compensation was given."))
    return redirect("dispensation", dispensation=row.uuid)


@allow(*GIVERS)
@require_http_methods(["GET", "HEAD", "POST"])
def dispensation_new(request: HttpRequest, finding: uuid.UUID) -> HttpResponse:
    """Let one finding that must be fixed stand."""
    standing = standing_of_request(request)
    seen = told(standing, Finding.objects.visible_to(standing)).filter(MUST_BE_FIXED)
    found = get_object_or_404(
        seen.select_related("check_made__roster__centre", "worker__person"), uuid=finding
    )
    there = Dispensation.objects.visible_to(standing).filter(finding=found).first()
    if there is not None:
        return redirect("dispensation", dispensation=there.uuid)
    form = GroundsForm(request.POST or None, others=beside(standing, found))
    if request.method != "POST" or not form.is_valid():
        return _new(request, found, form)
    try:
        findings = [found, *form.chosen()]
        given = grant_each(actor=actor_of(request), findings=findings, grounds=form.grounds())
    except InvalidInput:
        form.add_error("due_on", _("This day has passed."))
        return _new(request, found, form)
    except AlreadyStands:
        messages.info(request, _("A dispensation was given already."))
    else:
        said = ngettext(
            "%(n)s dispensation is given. The representatives and the person concerned are told.",
            "%(n)s dispensations are given. The representatives and the person concerned are told.",
            len(given),
        )
        messages.success(request, said % {"n": len(given)})
    return redirect("roster_publish", roster=found.check_made.roster.uuid)


def _one(request: HttpRequest, row: Any, form: SettleForm) -> HttpResponse:
    centre: Centre = row.roster.centre
    readings.note(request, purpose_of(request), person=row.worker.person)
    rule = rules_by_id(row.finding.check_made.packs).get(row.shown_rule)
    standing = standing_of_request(request)
    findings = Finding.objects.visible_to(standing).filter(pk=row.finding_id)
    note_private(person_of(request), standing, findings, row.roster)
    state = state_of(row, local_date(timezone.now(), centre.timezone))
    context = {
        "row": row,
        "no_clause": row.clause == NO_CLAUSE,
        "summary": in_words(rule.summary) if rule else "",
        "sentence": in_words(row.finding.message),
        "zone": centre.timezone,
        "state": state,
        "may_settle": standing.holds(*SETTLERS) and state in {"open", "overdue"},
        "sees_roster": standing.holds(*SEE_BOARD),
        "form": form,
        "sees_findings": standing.holds(*SEE_BOARD),
    }
    return render(request, "compliance/dispensation.html", context, status=422 if form.errors else 200)


def _new(request: HttpRequest, finding: Any, form: GroundsForm) -> HttpResponse:
    roster = finding.check_made.roster
    readings.note(request, purpose_of(request), person=finding.worker.person)
    rule = rules_by_id(finding.check_made.packs).get(finding.shown_rule)
    context = {
        "finding": finding,
        "roster": roster,
        "summary": in_words(rule.summary) if rule else "",
        "sentence": in_words(finding.message),
        "zone": roster.centre.timezone,
        "form": form,
    }
    return render(request, "compliance/dispensation_new.html", context, status=422 if form.errors else 200)
