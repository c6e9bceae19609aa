"""Record that somebody went through a pack of a centre."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from equipoise.errors import InvalidInput
from equipoise_web.compliance.models import PackReview
from equipoise_web.compliance.queries.in_force import rules_in_force
from equipoise_web.core.access import demand
from equipoise_web.core.audit.record import record
from equipoise_web.core.local_days import local_date
from equipoise_web.core.models import Centre, Person
from equipoise_web.core.roles import Role

REVIEW = (Role.PLANNER, Role.HR, Role.REPRESENTATIVE)


@transaction.atomic
def review(*, actor: Person, centre: Centre, pack: str, reviewed_on: date, remark: str = "") -> PackReview:
    """Keep who reviewed a pack or overlay in force, and when.

    Raises
    ------
    InvalidInput
        The centre does not work under the pack, or the day is to come.
    """
    demand(actor, *REVIEW, over=centre)
    today = local_date(timezone.now(), centre.timezone)
    if pack not in {source.name for source in rules_in_force(centre, today).sources}:
        raise InvalidInput(f"{pack!r} is not among the rules of {centre.name}", field="pack")
    if reviewed_on > today:
        raise InvalidInput("the day lies ahead", field="reviewed_on")
    row = PackReview.objects.create(
        centre=centre, pack=pack, reviewed_on=reviewed_on, remark=remark.strip(), reviewed_by=actor
    )
    record(actor, "pack.reviewed", row, centre=centre, pack=pack, reviewed_on=reviewed_on)
    return row
