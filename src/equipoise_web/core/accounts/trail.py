"""What happens to logins, written to the audit; of second factors only signals tell."""

from __future__ import annotations

import uuid
from typing import Any

from allauth.mfa import signals
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.utils.crypto import salted_hmac

from equipoise_web.core.audit.record import record
from equipoise_web.core.models import User

NOBODY = uuid.UUID(int=0)


@transaction.atomic
def record_login(action: str, user: User, *, by_owner: bool = True, **details: Any) -> None:
    """Record what happened to a login, in the transaction of the caller where there is one."""
    person = user.person
    actor = person if by_owner else None
    record(actor, action, user, organisation=person.organisation if person else None, **details)


def record_failure(address: str) -> None:
    """Record a failed sign-in; an address that belongs to nobody is kept only as a keyed fingerprint."""
    user = User.objects.get_queryset().filter(email=address.strip().lower()).first()
    if user is not None:
        record_login("login.failed", user, by_owner=False)
    else:
        fingerprint = salted_hmac("equipoise.unknown-login", address.strip().lower()).hexdigest()[:16]
        record_login("login.failed_unknown", User(uuid=NOBODY), by_owner=False, fingerprint=fingerprint)


# allauth tells of a new app or new codes only after the commit; the rows tell in the same transaction.
@receiver(post_save, sender=Authenticator)
def factor_added(*, instance: Authenticator, created: bool, **_: Any) -> None:
    if created:
        record_login("login.factor_added", instance.user, kind=instance.type)


@receiver(post_delete, sender=Authenticator)
def factor_removed(*, instance: Authenticator, **_: Any) -> None:
    record_login("login.factor_removed", instance.user, kind=instance.type)


@receiver(signals.authentication_failed)
def factor_failed(*, user: User, authenticator: Any, **_: Any) -> None:
    record_login("login.factor_failed", user, by_owner=False, kind=getattr(authenticator, "type", ""))
