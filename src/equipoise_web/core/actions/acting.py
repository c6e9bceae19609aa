"""In which role somebody acts, and in which language he reads."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from equipoise.errors import InvalidInput
from equipoise_web.core.access import standing_of_person
from equipoise_web.core.audit.record import record
from equipoise_web.core.models import Person
from equipoise_web.core.roles import Role


@transaction.atomic
def act_as(actor: Person, role: Role) -> None:
    """Write down that ``actor`` goes on in a role. It gives no right: those come from the roles held.

    Raises
    ------
    PermissionDenied
        The role is not held now.
    """
    if not standing_of_person(actor, timezone.now()).holds(role):
        raise PermissionDenied(f"{actor.uuid} does not hold the role {role.value}")
    record(actor, "role.acting", actor, role=role.value)


def read_in(person: Person, language: str) -> None:
    """Keep the language in which a person reads pages and mail.

    Raises
    ------
    InvalidInput
        The application has no such language.
    """
    if language not in dict(settings.LANGUAGES):
        raise InvalidInput(f"{language!r} is none of the application's languages")
    person.locale = language
    person.save(update_fields=["locale"])
