"""Keys for programs: made by and for oneself, shown once, revoked at any time."""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from equipoise.errors import InvalidInput
from equipoise_web.core.access import demand
from equipoise_web.core.actions.notifications import notify
from equipoise_web.core.audit.record import record
from equipoise_web.core.canonical import canonical, sha256_hex
from equipoise_web.core.models import ApiToken, Person
from equipoise_web.core.roles import Role
from equipoise_web.core.scopes import PROVISIONING

PREFIX = "eqp_"
LONGEST = timedelta(days=366)
HINT = len(PREFIX) + 6
SCOPE = re.compile(r"[a-z_]+:(read|write)")


@transaction.atomic
def create(
    *, actor: Person, purpose: str, scopes: Sequence[str], expires_at: datetime
) -> tuple[ApiToken, str]:
    """Make a token with which a program acts for the actor. The secret is returned here and kept nowhere.

    Raises
    ------
    InvalidInput
        No purpose; no scope, or one that is not ``topic:read`` or ``topic:write``; no end within a year; the
        scope of provisioning beside another.
    PermissionDenied
        The scope of provisioning, by somebody who does not administer the whole organisation.
    """
    _refuse_unusable(purpose.strip(), scopes, expires_at)
    if PROVISIONING in scopes:
        demand(actor, Role.ADMINISTRATOR, over=actor.organisation)
    secret = PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        person=actor,
        fingerprint=fingerprint(secret),
        hint=secret[:HINT],
        purpose=purpose.strip(),
        scopes=canonical(sorted(set(scopes))),
        expires_at=expires_at,
    )
    record(actor, "token.created", token, scopes=sorted(set(scopes)), expires_at=expires_at)
    notify(actor, "token.created", expires_at=expires_at.isoformat())
    return token, secret


def _refuse_unusable(purpose: str, scopes: Sequence[str], expires_at: datetime) -> None:
    now = timezone.now()
    if not 0 < len(purpose) <= 200:
        raise InvalidInput("say in at most 200 characters what the token is for", field="purpose")
    unknown = [scope for scope in scopes if not SCOPE.fullmatch(scope)]
    if unknown or not scopes:
        raise InvalidInput(
            f"{', '.join(unknown) or 'none'} given: use topic:read or topic:write", field="scopes"
        )
    if PROVISIONING in scopes and set(scopes) != {PROVISIONING}:
        raise InvalidInput(f"{PROVISIONING} stands alone: use another token for the rest", field="scopes")
    if not now < expires_at <= now + LONGEST:
        raise InvalidInput("must lie within a year from now", field="expires_at")


@transaction.atomic
def revoke(*, actor: Person, token: ApiToken) -> bool:
    """End a token at once: its person, or an administrator over him. False when it was revoked before."""
    if token.person_id != actor.pk:
        demand(actor, Role.ADMINISTRATOR, over=token.person)
    if not ApiToken.objects.filter(pk=token.pk, revoked_at__isnull=True).update(revoked_at=timezone.now()):
        return False
    record(actor, "token.revoked", token, organisation=token.person.organisation)
    notify(token.person, "token.revoked")
    return True


def authenticate(secret: str) -> ApiToken | None:
    """The live token of a secret, or None. Of its use only the day is kept."""
    now = timezone.now()
    live = ApiToken.objects.filter(revoked_at__isnull=True, expires_at__gt=now)
    token = live.filter(fingerprint=fingerprint(secret)).select_related("person").first()
    if token is not None and token.last_used_on != now.date():
        ApiToken.objects.filter(pk=token.pk).update(last_used_on=now.date())
    return token


def fingerprint(secret: str) -> str:
    """SHA-256: a secret of 256 random bits needs no slower one."""
    return sha256_hex(secret.encode())
