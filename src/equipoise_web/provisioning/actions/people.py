"""A directory adds a person, changes one, or takes one off its list. It erases nobody and gives no role."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from scim2_models import Context

from equipoise_web.core.canonical import canonical
from equipoise_web.core.models import Person
from equipoise_web.provisioning.actions.logins import close_login, settle_login
from equipoise_web.provisioning.actions.same import known_person, refuse_taken
from equipoise_web.provisioning.key import Key
from equipoise_web.provisioning.models import Provisioned
from equipoise_web.provisioning.represent import document_of
from equipoise_web.provisioning.resources import User
from equipoise_web.provisioning.values import (
    address_of,
    language_of,
    shown_name,
    user_name_key,
    user_name_of,
    zone_of,
)


@transaction.atomic
def provision(*, by: Key, wanted: User[Any]) -> Person:
    """Add a person with a login without password; somebody who is here already gets the login.

    Raises
    ------
    UniquenessException
        The user name, the address or the worker belongs to somebody else.
    """
    by.demand()
    person = known_person(by, wanted)
    refuse_taken(by, wanted, but=person)
    if person is None:
        person = Person.objects.create(
            organisation=by.organisation,
            name=shown_name(wanted),
            locale=language_of(wanted, by.actor.locale),
            timezone=zone_of(wanted, by.actor.timezone),
        )
    _keep(by, person, wanted, "provisioning.added")
    return person


@transaction.atomic
def change(*, by: Key, person: Person, wanted: User[Any]) -> Person:
    """Let a person and the login be as the directory says; where they are already, nothing is written.

    Raises
    ------
    UniquenessException
        The user name or the address belongs to somebody else.
    EquipoiseError
        The login may not be closed or moved: see ``core.actions.accounts``.
    """
    by.demand()
    if hasattr(person, "provisioned") and _plain(wanted) == _plain(document_of(person)):
        return person
    refuse_taken(by, wanted, but=person)
    _keep(by, person, wanted, "provisioning.changed")
    return person


@transaction.atomic
def remove(*, by: Key, person: Person) -> None:
    """Take a person off the directory's list: the login closes, and all that was kept stays."""
    by.demand()
    wanted = document_of(person)
    wanted.active = False
    close_login(by, person)
    row = _kept(by, person, wanted)
    row.removed_at = timezone.now()
    row.save()
    by.record("provisioning.removed", person)


def _keep(by: Key, person: Person, wanted: User[Any], action: str) -> None:
    """The row, the person's name and the login, as the directory says; an entry names what changed."""
    before = _plain(document_of(person)) if hasattr(person, "provisioned") else {}
    settle_login(by, person, address_of(wanted), active=wanted.active is not False)
    _kept(by, person, wanted).save()
    person.name = shown_name(wanted)
    person.save(update_fields=["name"])
    after = _plain(wanted)
    changed = sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))
    by.record(action, person, attributes=changed)


def _kept(by: Key, person: Person, wanted: User[Any]) -> Provisioned:
    row = Provisioned.objects.filter(person=person).first()
    row = row or Provisioned(person=person, organisation=by.organisation)
    row.user_name_key = user_name_key(user_name_of(wanted))
    row.external_id = wanted.external_id or ""
    row.document, row.changed_at, row.removed_at = canonical(_plain(wanted)), timezone.now(), None
    return row


def _plain(user: User[Any]) -> dict[str, object]:
    """The attributes that are kept, as JSON."""
    found: dict[str, object] = user.model_dump(
        scim_ctx=Context.DEFAULT, exclude={"id", "meta", "groups", "schemas"}
    )
    return {name: value for name, value in found.items() if name != "schemas"}
