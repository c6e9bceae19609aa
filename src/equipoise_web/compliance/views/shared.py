"""What the pages of rules share: the centre, its rules today, and what the reader may do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html

from equipoise.errors import InvalidInput
from equipoise_web.compliance.actions.confirmations import CONFIRM
from equipoise_web.compliance.actions.reviews import REVIEW
from equipoise_web.compliance.queries.in_force import Rules, rules_in_force
from equipoise_web.core.access import Standing, demand
from equipoise_web.core.actions.gates import STEWARDS
from equipoise_web.core.local_days import local_date
from equipoise_web.core.models import Centre
from equipoise_web.core.present import centre_of, person_of
from equipoise_web.core.roles import Role
from equipoise_web.scheduling.views.asked import SEE_BOARD
from equipoise_web.service.reasons import reason_in_words


@dataclass(frozen=True)
class Asked:
    """The centre that a page of rules is about, and the rules in force in it today."""

    centre: Centre | None
    rules: Rules
    today: date

    @property
    def zone(self) -> str:
        return self.centre.timezone if self.centre else "UTC"


def asked_of(request: HttpRequest) -> Asked:
    """The centre chosen, today there, and its rules; without a centre none."""
    centre = centre_of(request)
    today = local_date(timezone.now(), centre.timezone if centre else "UTC")
    return Asked(centre, rules_in_force(centre, today) if centre else Rules(), today)


def about_rules(request: HttpRequest, asked: Asked, current: str) -> dict[str, Any]:
    """What each page of rules is given."""
    standing: Standing = request.standing  # type: ignore[attr-defined]
    return {
        "centre": asked.centre,
        "zone": asked.zone,
        "current": current,
        "sees_findings": standing.holds(*SEE_BOARD),
        "may_propose": may(request, asked.centre, *STEWARDS, whole=True),
        "may_confirm": may(request, asked.centre, *CONFIRM),
        "may_review": may(request, asked.centre, *REVIEW),
    }


def may(request: HttpRequest, centre: Centre | None, *roles: Role, whole: bool = False) -> bool:
    """Whether the reader holds one of the roles over the centre, or over the whole organisation."""
    person = person_of(request)
    if centre is None or person is None:
        return False
    try:
        return bool(demand(person, *roles, over=centre.organisation if whole else centre))
    except PermissionDenied:
        return False


def refusal(error: InvalidInput) -> Any:
    """The library's own refusal: file, row and path, and the reason, in the reader's language if known."""
    where = [error.file] if error.file else []
    where += [str(error.row)] if error.row is not None else []
    where += [error.field] if error.field else []
    reason = reason_in_words(error.reason)
    if not where:
        return reason
    return format_html('<span translate="no">{}</span>: {}', ", ".join(where), reason)
