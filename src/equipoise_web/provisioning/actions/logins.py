"""The login of a person, as a directory wants it."""

from __future__ import annotations

from django.utils import timezone

from equipoise_web.core.access import standing_of_person
from equipoise_web.core.accounts.moved import tell_old_address
from equipoise_web.core.actions import accounts
from equipoise_web.core.actions.notifications import notify
from equipoise_web.core.errors import MandateKeepsAddress
from equipoise_web.core.models import Person, User
from equipoise_web.core.roles import MANDATES
from equipoise_web.provisioning.key import Key

# A name that is never anybody's (RFC 2606).
NOWHERE = "removed.invalid"


def settle_login(by: Key, person: Person, address: str | None, *, active: bool) -> None:
    """Make the login, move it to another address, open or close it; without an address none is made.

    Raises
    ------
    MandateKeepsAddress
        Somebody who represents workers or audits has another address.
    """
    user = login_of(person)
    if user is None:
        if address is None:
            return
        user = accounts.create_login(actor=by.actor, person=person, email=address)
    if active and not user.is_active:
        user = accounts.reactivate(actor=by.actor, person=person)
    if address is not None and address != user.email:
        _demand_no_mandate(person)
        accounts.change_address(actor=by.actor, person=person, email=address)
        notify(person, "login.address_changed")
        tell_old_address(user.email, person, address)
    if not active:
        close_login(by, person)


def _demand_no_mandate(person: Person) -> None:
    """An employer's directory does not get into the messages of those who represent or audit."""
    if standing_of_person(person, timezone.now()).holds(*MANDATES):
        raise MandateKeepsAddress("the address of somebody with a mandate is changed by an administrator")


def close_login(by: Key, person: Person) -> None:
    """Close the login where it is open: its sessions, keys and calendar addresses open nothing more."""
    user = login_of(person)
    if user is not None and user.is_active:
        accounts.deactivate(actor=by.actor, person=person)


def free_address(by: Key, user: User) -> None:
    """Take the address from the closed login of somebody who is gone, for whoever has it now."""
    assert user.person is not None
    nowhere = f"{user.uuid}@{NOWHERE}"
    accounts.change_address(actor=by.actor, person=user.person, email=nowhere)


def login_of(person: Person) -> User | None:
    """The login as it is now."""
    return User.objects.get_queryset().filter(person=person).first()
