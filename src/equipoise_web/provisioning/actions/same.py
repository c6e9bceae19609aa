"""Whom a directory means: somebody new, somebody who comes back, a worker who has no login yet."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from scim2_models import UniquenessException

from equipoise_web.core.models import Person
from equipoise_web.core.models import User as Login
from equipoise_web.people.models import Worker
from equipoise_web.provisioning.actions.logins import free_address
from equipoise_web.provisioning.key import Key
from equipoise_web.provisioning.models import Provisioned
from equipoise_web.provisioning.resources import EnterpriseUser, User
from equipoise_web.provisioning.values import address_of, user_name_key, user_name_of


def known_person(by: Key, wanted: User[Any]) -> Person | None:
    """The person who is here already: one taken off the list before, or a worker of that number.

    Somebody taken off the list comes back only with the same external identifier or worker's number; an
    address alone may have gone to somebody else, who then gets nothing of his predecessor's.

    Raises
    ------
    UniquenessException
        The worker has a login, or several workers have the number.
    """
    gone = _gone(by).filter(external_id=wanted.external_id or "-").exclude(external_id="").first()
    return gone.person if gone is not None else _worker(by, wanted)


def refuse_taken(by: Key, wanted: User[Any], *, but: Person | None) -> None:
    """Refuse a user name or an address that somebody else has; one who is gone from the list gives it up."""
    key, address = user_name_key(user_name_of(wanted)), address_of(wanted)
    here = Provisioned.objects.filter(organisation=by.organisation, removed_at__isnull=True)
    logins = Login.objects.get_queryset().exclude(person=but) if but else Login.objects.get_queryset()
    unlisted = logins.filter(person__organisation=by.organisation, person__provisioned__isnull=True)
    if here.filter(user_name_key=key).exclude(person=but).exists() or unlisted.filter(email=key).exists():
        raise UniquenessException(detail="userName belongs to somebody else")
    holder = logins.filter(email=address).first() if address else None
    if holder is not None and not holder.is_active and _gone(by).filter(person=holder.person).exists():
        free_address(by, holder)
    elif holder is not None:
        raise UniquenessException(detail="emails: the address belongs to another login")


def _gone(by: Key) -> QuerySet[Provisioned]:
    return Provisioned.objects.filter(organisation=by.organisation, removed_at__isnull=False)


def _worker(by: Key, wanted: User[Any]) -> Person | None:
    number = getattr(wanted[EnterpriseUser], "employee_number", None)
    if not number:
        return None
    found = Worker.objects.filter(person__organisation=by.organisation, number=number)
    free = Q(person__provisioned__isnull=True, person__user__isnull=True)
    gone = Q(person__provisioned__removed_at__isnull=False)
    workers = list(found.select_related("person")[:2])
    if len(workers) > 1 or (workers and not found.filter(free | gone).exists()):
        raise UniquenessException(
            detail="employeeNumber: that worker has a login, or several have the number"
        )
    return workers[0].person if workers else None
