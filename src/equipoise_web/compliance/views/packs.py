"""The rule packs of a centre, and one rule in full."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from equipoise_web.compliance.queries.packs import packs_in_words, references_of, rule_in_words
from equipoise_web.core.access import signed_in
from equipoise_web.core.local_days import local_date
from equipoise_web.core.present import centre_of
from equipoise_web.scheduling.views.asked import SEE_BOARD, standing_of_request


@signed_in
@require_safe
def rules_packs(request: HttpRequest) -> HttpResponse:
    """What the centre is planned and checked under; open to everybody of it."""
    standing, centre = standing_of_request(request), centre_of(request)
    today = local_date(timezone.now(), centre.timezone if centre else "UTC")
    packs = packs_in_words(references_of(standing, centre), today) if centre else []
    context = {
        "centre": centre,
        "packs": packs,
        "unverified": [rule for pack in packs for rule in pack.rules if not rule.checked],
        "sees_findings": standing.holds(*SEE_BOARD),
    }
    return render(request, "compliance/packs.html", context)


@signed_in
@require_safe
def rules_rule(request: HttpRequest, pack: str, rule: str) -> HttpResponse:
    """One rule with its values by date; packs are public texts, whichever centre uses them."""
    found = rule_in_words(pack, rule, local_date(timezone.now(), "UTC"))
    if found is None:
        raise Http404(rule)
    sees = standing_of_request(request).holds(*SEE_BOARD)
    return render(request, "compliance/rule.html", {"rule": found, "sees_findings": sees})
