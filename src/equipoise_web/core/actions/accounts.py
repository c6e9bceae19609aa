"""People, their logins and their own settings."""

from __future__ import annotations

from datetime import datetime

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone as clock

from equipoise_web.core.access import demand
from equipoise_web.core.actions.roles import (
    demand_another_administrator,
    demand_no_hold_over_representatives,
)
from equipoise_web.core.audit.record import record
from equipoise_web.core.errors import AddressTaken, LoginExists, LoginInUse, NoLogin
from equipoise_web.core.models import Membership, Person, Team, User
from equipoise_web.core.queries.places import place_of
from equipoise_web.core.roles import Role

SETTINGS = ("locale", "timezone", "theme")


@transaction.atomic
def create_person(
    *, actor: Person, team: Team, name: str, timezone: str, locale: str, starts_at: datetime
) -> Person:
    """Add a person to the organisation, in a team from an instant on."""
    demand(actor, Role.ADMINISTRATOR, over=team)
    person = Person.objects.create(
        organisation=actor.organisation, name=name.strip(), timezone=timezone, locale=locale
    )
    Membership.objects.create(person=person, team=team, starts_at=starts_at)
    record(actor, "person.created", person, team=team, starts_at=starts_at)
    return person


@transaction.atomic
def create_login(*, actor: Person, person: Person, email: str) -> User:
    """Give a person a login without a password; an invitation lets him choose one.

    Raises
    ------
    LoginExists, AddressTaken
        The person, or the address, has a login already.
    """
    demand_login(actor, person)
    if User.objects.get_queryset().filter(person=person).exists():
        raise LoginExists(f"{person.uuid} has a login")
    if User.objects.get_queryset().filter(email=email.strip().lower()).exists():
        raise AddressTaken("another login has this address")
    user = User.objects.create_user(email, person=person)
    record(actor, "login.created", user, person=person)
    return user


def login_to_invite(*, actor: Person, person: Person) -> User:
    """The open login of a person, to whom the actor may hand out a one-time link.

    Raises
    ------
    LoginInUse
        It was used before: a link to it would let the actor in as somebody else.
    """
    user = _login_of(actor, person, active=True)
    if user.last_login is not None or user.has_usable_password():
        raise LoginInUse(f"{person.uuid} uses the login")
    return user


@transaction.atomic
def record_invitation(*, actor: Person, user: User, sent: bool) -> None:
    """Write down that a one-time link went to the person by mail, or was shown to the administrator."""
    record(actor, "login.invited", user, person=user.person, sent=sent)


@transaction.atomic
def deactivate(*, actor: Person, person: Person) -> User:
    """Close a login; its sessions and links end now and stay ended.

    Raises
    ------
    NoLogin
        There is none that is open.
    LastAdministrator
        No other administrator could sign in.
    MandateByManager
        The person represents workers, and the actor plans or leads them.
    """
    user = _login_of(actor, person, active=True)
    demand_another_administrator(person)
    demand_no_hold_over_representatives(actor, person)
    user.is_active = False
    _end_sessions(user)
    record(actor, "login.deactivated", user, person=person)
    return user


@transaction.atomic
def reactivate(*, actor: Person, person: Person) -> User:
    """Open a closed login again; the person signs in anew."""
    user = _login_of(actor, person, active=False)
    user.is_active = True
    user.save(update_fields=["is_active"])
    record(actor, "login.reactivated", user, person=person)
    return user


@transaction.atomic
def change_address(*, actor: Person, person: Person, email: str) -> User:
    """Let a login be found by another address; its sessions and links end, and the other address is free.

    Raises
    ------
    NoLogin, AddressTaken
        There is none; another login has the address.
    MandateByManager
        The person represents workers, and the actor plans or leads them.
    """
    demand_login(actor, person)
    demand_no_hold_over_representatives(actor, person)
    user = User.objects.get_queryset().filter(person=person).first()
    if user is None:
        raise NoLogin(f"{person.uuid} has no login")
    if User.objects.get_queryset().filter(email=email.strip().lower()).exclude(pk=user.pk).exists():
        raise AddressTaken("another login has this address")
    user.email = email.strip().lower()
    user.save(update_fields=["email"])
    EmailAddress.objects.filter(user_id=user.pk).delete()
    _end_sessions(user)
    record(actor, "login.address_changed", user, person=person)
    return user


@transaction.atomic
def end_own_sessions(user: User) -> None:
    """End every session of one's own login, and every link to it."""
    _end_sessions(user)
    record(user.person, "login.sessions_ended", user)


@transaction.atomic
def change_settings(person: Person, *, locale: str, timezone: str, theme: str) -> Person:
    """Keep how a person reads: language, time zone and theme."""
    person.locale, person.timezone, person.theme = locale, timezone, theme
    person.save(update_fields=SETTINGS)
    record(person, "person.settings_changed", person)
    return person


def demand_login(actor: Person, person: Person) -> None:
    """Who hands out a link could use it himself: all roles of the person must lie in his own scope."""
    demand(actor, Role.ADMINISTRATOR, over=person)
    for held in person.roles.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=clock.now())):
        demand(actor, Role.ADMINISTRATOR, over=place_of(held))


def _end_sessions(user: User) -> None:
    user.session_epoch = F("session_epoch") + 1
    user.save(update_fields=["is_active", "session_epoch"])
    user.refresh_from_db(fields=["session_epoch"])


def _login_of(actor: Person, person: Person, *, active: bool) -> User:
    demand_login(actor, person)
    user = User.objects.get_queryset().filter(person=person, is_active=active).first()
    if user is None:
        raise NoLogin(f"{person.uuid} has no login that is {'open' if active else 'closed'}")
    return user
