"""One-click sign-in of the demonstration: only on this machine, only for logins that its loader listed."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib.auth import login
from django.db.models import QuerySet
from django.http import HttpRequest

from equipoise_web.core.accounts.trail import record_login
from equipoise_web.core.models import DemoAccount

THIS_MACHINE = frozenset({"localhost", "127.0.0.1"})


def demo_is_open() -> bool:
    """Whether the flag is on and the public address is one that nobody else can reach."""
    return bool(settings.DEMO) and settings.PUBLIC_URL.hostname in THIS_MACHINE


def demo_accounts() -> QuerySet[DemoAccount]:
    """The listed logins that are open, in the order of the list; none outside a demonstration."""
    accounts = DemoAccount.objects.filter(user__is_active=True).order_by("pk").select_related("user__person")
    return accounts if demo_is_open() else accounts.none()


def demo_account(identifier: str) -> DemoAccount | None:
    """The listed login with this public identifier."""
    try:
        wanted = uuid.UUID(identifier)
    except ValueError:
        return None
    return demo_accounts().filter(uuid=wanted).first()


def enter(request: HttpRequest, account: DemoAccount) -> None:
    """Sign the browser in to a demonstration account."""
    login(request, account.user, settings.AUTHENTICATION_BACKENDS[0])
    record_login("login.signed_in", account.user, ways=["demo"])
