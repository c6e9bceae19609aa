"""Values from memory: which wait for somebody to read their source, and who read which."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from equipoise.errors import InvalidInput
from equipoise_web.compliance.actions.confirmations import CONFIRM, confirm, withdraw
from equipoise_web.compliance.models import Confirmation
from equipoise_web.compliance.queries.memory import past, remembered, remembered_rule
from equipoise_web.compliance.rule_forms import ConfirmForm, WithdrawForm
from equipoise_web.compliance.views.shared import about_rules, asked_of, refusal
from equipoise_web.core.access import Standing, allow, demand
from equipoise_web.core.present import actor_of
from equipoise_web.scheduling.views.asked import SEE_BOARD


@allow(*SEE_BOARD)
@require_safe
def rules_memory(request: HttpRequest) -> HttpResponse:
    """All values from memory of the centre's rules, and what was confirmed or withdrawn."""
    asked, standing = asked_of(request), _standing(request)
    values = remembered(asked.rules, asked.today)
    context = about_rules(request, asked, "memory") | {
        "waiting": [each for each in values if each.rule.confirmation is None],
        "confirmed": [each for each in values if each.rule.confirmation],
        "past": past(standing, asked.centre, asked.rules) if asked.centre else [],
    }
    return render(request, "compliance/memory.html", context)


@allow(*SEE_BOARD)
@require_http_methods(("GET", "HEAD", "POST"))
def rules_confirm(request: HttpRequest, pack: str, rule: str) -> HttpResponse:
    """One value from memory with its confirmations; a POST adds one."""
    asked, standing = asked_of(request), _standing(request)
    found = remembered_rule(asked.rules, pack, rule, asked.today)
    if found is None or asked.centre is None:
        raise Http404
    form = ConfirmForm(request.POST or None, initial={"read_on": asked.today})
    if request.method == "POST":
        actor = actor_of(request)
        demand(actor, *CONFIRM, over=asked.centre)
        try:
            if form.is_valid():
                confirm(actor=actor, centre=asked.centre, pack=pack, rule=rule, **form.cleaned_data)
                messages.success(request, _("Confirmed. It counts from the next check on."))
                return redirect("rules_confirm", pack=pack, rule=rule)
        except InvalidInput as error:
            form.add_error(error.field if error.field in form.fields else None, refusal(error))
    context = about_rules(request, asked, "memory") | {
        "value": found,
        "past": past(standing, asked.centre, asked.rules, rule),
        "form": form,
        "withdraw_form": WithdrawForm(),
    }
    return render(request, "compliance/confirm.html", context, status=422 if form.errors else 200)


@allow(*CONFIRM)
@require_POST
def rules_withdraw(request: HttpRequest, confirmation: uuid.UUID) -> HttpResponse:
    """A confirmation no longer counts; it stays with the reason beside it."""
    seen = Confirmation.objects.visible_to(_standing(request))
    row = get_object_or_404(seen.select_related("centre"), uuid=confirmation)
    form = WithdrawForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    try:
        withdraw(actor=actor_of(request), confirmation=row, reason=reason)
    except InvalidInput as error:
        messages.error(request, _("Not withdrawn: %(reason)s") % {"reason": error.reason})
    else:
        messages.success(request, _("Withdrawn. It no longer counts from the next check on."))
    return redirect("rules_memory")


def _standing(request: HttpRequest) -> Standing:
    found: Standing = request.standing  # type: ignore[attr-defined]
    return found
