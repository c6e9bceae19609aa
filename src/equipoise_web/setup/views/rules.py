"""The law of the centre: what its country proposes, and the gate of law."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from equipoise.errors import InvalidInput
from equipoise_web.compliance.queries.in_force import library_rules, rules_in_force
from equipoise_web.compliance.queries.packs import packs_in_words
from equipoise_web.compliance.views.shared import refusal
from equipoise_web.core.access import allow
from equipoise_web.core.actions.gates import STEWARDS
from equipoise_web.core.models import Centre
from equipoise_web.core.present import actor_of
from equipoise_web.service.queries.centre import place_name
from equipoise_web.setup.actions.gated import put_law_in_force
from equipoise_web.setup.checks import rules as check
from equipoise_web.setup.countries import proposed_packs
from equipoise_web.setup.forms.rules import LawForm
from equipoise_web.setup.steps import FOUND, today_at
from equipoise_web.setup.views.shared import METHODS, described, of_step, page


@allow(*STEWARDS)
@require_http_methods(METHODS)
@of_step("rules")
def setup_rules(request: HttpRequest, centre: Centre) -> HttpResponse:
    """The packs of the country with their unconfirmed values; a form until some are in force."""
    done = FOUND["rules"](centre)
    country = described(request, centre).holidays.partition("-")[0]
    proposed = proposed_packs(country)
    form = LawForm(request.POST or None, initial=_initial(country, proposed))
    if request.method == "POST" and not done and form.is_valid() and _in_force(request, centre, form):
        messages.success(request, _("The law is in force for rosters of this centre."))
        return redirect("setup_rules")
    today = today_at(centre)
    shown = rules_in_force(centre, today) if done else library_rules(proposed)
    words: dict[str, Any] = {
        "form": form,
        "check": check(centre) if done else "",
        "country": place_name(country) if country else "",
        "packs": packs_in_words(shown, today),
    }
    return page(request, centre, "rules", words, refused=bool(form.errors))


def _initial(country: str, proposed: list[str]) -> dict[str, Any]:
    """The country's packs, and why they apply, to be read and signed with one's name."""
    words = _("The centre lies in this country: %(country)s.") % {"country": place_name(country)}
    return {"packs": proposed, "basis_recorded": words if country and proposed else ""}


def _in_force(request: HttpRequest, centre: Centre, form: LawForm) -> bool:
    try:
        put_law_in_force(
            actor=actor_of(request), centre=centre, packs=form.cleaned_data["packs"], evidence=form.evidence()
        )
    except InvalidInput as error:
        form.add_error("packs", refusal(error))
        return False
    return True
