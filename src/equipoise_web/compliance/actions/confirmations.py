"""Confirm a value from memory after reading its source, and take that back."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from equipoise.errors import InvalidInput
from equipoise_web.compliance.models import Confirmation, ConfirmationWithdrawn
from equipoise_web.compliance.queries.in_force import rules_in_force
from equipoise_web.compliance.queries.memory import remembered_rule
from equipoise_web.core.access import demand
from equipoise_web.core.audit.record import record
from equipoise_web.core.local_days import local_date
from equipoise_web.core.models import Centre, Person
from equipoise_web.core.roles import Role

CONFIRM = (Role.PLANNER, Role.HR)


@transaction.atomic
def confirm(
    *, actor: Person, centre: Centre, pack: str, rule: str, read_on: date, source: str, note: str = ""
) -> Confirmation:
    """Record that the actor read the source of a rule from memory and found it right.

    From the next check on the rule weighs what it would as law.

    Raises
    ------
    InvalidInput
        The rule is none from memory in the centre's rules, the source is not named, or the day is to come.
    """
    demand(actor, *CONFIRM, over=centre)
    today = local_date(timezone.now(), centre.timezone)
    found = remembered_rule(rules_in_force(centre, today), pack, rule, today)
    if found is None:
        raise InvalidInput(f"{rule!r} is no value from memory of {centre.name}", field="rule")
    if not source.strip():
        raise InvalidInput("which source was read is missing", field="source")
    if read_on > today:
        raise InvalidInput("the day lies ahead", field="read_on")
    row = Confirmation.objects.create(
        centre=centre, pack=pack, rule=rule, fingerprint=found.fingerprint, read_on=read_on,
        source=source.strip(), note=note.strip(), confirmed_by=actor,
    )  # fmt: skip
    record(
        actor, "rule.confirmed", row,
        centre=centre, pack=pack, rule=rule, read_on=read_on, fingerprint=row.fingerprint,
    )  # fmt: skip
    return row


@transaction.atomic
def withdraw(*, actor: Person, confirmation: Confirmation, reason: str) -> ConfirmationWithdrawn:
    """Record that a confirmation no longer counts; the confirmation itself stays.

    Raises
    ------
    InvalidInput
        The reason is missing, or it was withdrawn before.
    """
    demand(actor, *CONFIRM, over=confirmation.centre)
    Centre.objects.select_for_update().get(pk=confirmation.centre_id)
    if not reason.strip():
        raise InvalidInput("the reason is missing", field="reason")
    if ConfirmationWithdrawn.objects.filter(confirmation=confirmation).exists():
        raise InvalidInput("it was withdrawn before", field="reason")
    row = ConfirmationWithdrawn.objects.create(
        confirmation=confirmation, withdrawn_by=actor, reason=reason.strip()
    )
    record(actor, "rule.confirmation_withdrawn", confirmation, rule=confirmation.rule)
    return row
