"""Record the yearly self-check, and what the representatives say of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from equipoise.errors import InvalidInput
from equipoise_web.compliance.models import Answer, Category, SelfCheck, SelfCheckRemark
from equipoise_web.compliance.models.ilo import FIRST_YEAR
from equipoise_web.core.access import demand
from equipoise_web.core.access.standing import standing_of_person
from equipoise_web.core.audit.record import record
from equipoise_web.core.models import Organisation, Person
from equipoise_web.core.roles import Role

RECORDERS = (Role.HR, Role.ADMINISTRATOR)


@dataclass(frozen=True)
class Said:
    """What an organisation says of a category; numbers are None where they are not known."""

    answer: str
    evidence: str = ""
    link: str = ""
    complaints: int | None = None
    contractors_covered: int | None = None
    contractors: int | None = None


@transaction.atomic
def record_self_check(
    *, actor: Person, organisation: Organisation, year: int, category: str, said: Said
) -> SelfCheck:
    """Record a category of a year; what was recorded before stays, and no longer holds.

    Raises
    ------
    InvalidInput
        An answer without evidence, or a value out of its range; names the field.
    """
    standing = demand(actor, *RECORDERS, over=organisation)
    _refuse(year, category, said)
    role = next(
        grant.role for grant in standing.grants if grant.role in RECORDERS and grant.scope == "organisation"
    )
    row = SelfCheck.objects.create(
        organisation=organisation, year=year, category=category, recorded_by=actor, role=role,
        recorded_at=timezone.now(), **(vars(said) | {"evidence": said.evidence.strip()}),
    )  # fmt: skip
    record(
        actor, "self_check.recorded", row, organisation=organisation, year=year, category=category,
        answer=said.answer,
    )  # fmt: skip
    return row


@transaction.atomic
def remark(
    *, actor: Person, organisation: Organisation, year: int, category: str, text: str
) -> SelfCheckRemark:
    """Add what the representatives say of a category of a year.

    Raises
    ------
    PermissionDenied
        The actor represents nobody of the organisation.
    InvalidInput
        Nothing is said, or the year or category is unknown; names the field.
    """
    standing = standing_of_person(actor, timezone.now())
    if not standing.holds(Role.REPRESENTATIVE) or actor.organisation_id != organisation.pk:
        raise PermissionDenied(f"{actor.uuid} represents nobody of {organisation.uuid}")
    _known(year, category)
    if not text.strip():
        raise InvalidInput("is missing", field="text")
    row = SelfCheckRemark.objects.create(
        organisation=organisation, year=year, category=category, text=text.strip(), made_by=actor,
        made_at=timezone.now(),
    )  # fmt: skip
    record(actor, "self_check.remarked", row, organisation=organisation, year=year, category=category)
    return row


def _known(year: int, category: str) -> None:
    if category not in Category.values:
        raise InvalidInput(f"must be one of {', '.join(Category.values)}", field="category")
    if not FIRST_YEAR <= year <= this_year():
        raise InvalidInput(f"must lie between {FIRST_YEAR} and {this_year()}", field="year")


def _refuse(year: int, category: str, said: Said) -> None:
    _known(year, category)
    if said.answer not in Answer.values:
        raise InvalidInput(f"must be one of {', '.join(Answer.values)}", field="answer")
    if said.answer != Answer.UNKNOWN and not said.evidence.strip():
        raise InvalidInput("is missing", field="evidence")
    covered, all_of_them = said.contractors_covered, said.contractors
    if covered is not None and (all_of_them is None or covered > all_of_them):
        raise InvalidInput("must be at most all contractors", field="contractors_covered")


def this_year() -> int:
    """The calendar year now, in UTC."""
    today: date = timezone.now().date()
    return today.year
