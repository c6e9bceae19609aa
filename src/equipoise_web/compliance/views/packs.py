"""The rules in force in a centre, and one rule in full."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from equipoise_web.compliance.queries.packs import packs_in_words, rule_in_words
from equipoise_web.compliance.queries.proposed import coming
from equipoise_web.compliance.queries.reviews import reviewed
from equipoise_web.compliance.views.shared import about_rules, asked_of
from equipoise_web.core.access import signed_in
from equipoise_web.scheduling.views.asked import standing_of_request


@signed_in
@require_safe
def rules_packs(request: HttpRequest) -> HttpResponse:
    """What the centre is planned and checked under; open to everybody of it."""
    standing, asked = standing_of_request(request), asked_of(request)
    packs = packs_in_words(asked.rules, asked.today)
    context = about_rules(request, asked, "packs") | {
        "packs": reviewed(standing, asked.centre, packs, asked.today) if asked.centre else [],
        "unverified": [rule for pack in packs for rule in pack.rules if not rule.checked],
        "coming": coming(standing, asked.centre) if asked.centre else [],
    }
    return render(request, "compliance/packs.html", context)


@signed_in
@require_safe
def rules_rule(request: HttpRequest, pack: str, rule: str) -> HttpResponse:
    """One rule with its values by date; packs are public texts, an overlay is known where it is in force."""
    asked = asked_of(request)
    found = rule_in_words(asked.rules, pack, rule, asked.today)
    if found is None:
        raise Http404(rule)
    context = about_rules(request, asked, "packs") | {
        "rule": found,
        "held": {source.name for source in asked.rules.sources},
    }
    return render(request, "compliance/rule.html", context)
