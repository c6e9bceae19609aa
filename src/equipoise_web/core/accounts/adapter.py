"""What allauth asks of us: nobody signs up, each step leaves a trace, mail speaks its reader's language."""

from __future__ import annotations

import base64
import hashlib
import logging
from functools import partial
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context as allauth_context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from equipoise_web.core.accounts.tokens import password_path
from equipoise_web.core.accounts.trail import record_failure, record_login
from equipoise_web.core.languages import language_of

logger = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):
    """Logins are made by an administrator, are found by e-mail address and have exactly one."""

    error_messages = {  # noqa: RUF012 - the base class declares it as a plain attribute
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("This e-mail address and password do not belong together."),
        "too_many_login_attempts": _("There were too many failed attempts. Try again in five minutes."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def reauthenticate(self, user: Any, password: str) -> bool:
        found = self.authenticate(allauth_context.request, email=user.email, password=password)
        return found is not None and found.pk == user.pk

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        record_failure(credentials.get("email") or "")

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        record_login("login.refused", user, by_owner=False, because="deactivated")
        return super().respond_user_inactive(request, user)

    def post_login(self, request: HttpRequest, user: Any, **details: Any) -> HttpResponse:
        ways = [_way(step) for step in get_authentication_records(request, user)]
        record_login("login.signed_in", user, ways=ways)
        return super().post_login(request, user, **details)

    def logout(self, request: HttpRequest) -> None:
        record_login("login.signed_out", request.user)  # type: ignore[arg-type]  # asked only when signed in
        super().logout(request)

    @transaction.atomic
    def set_password(self, user: Any, password: str) -> None:
        super().set_password(user, password)
        record_login("login.password_set", user)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("settings")

    def get_reset_password_from_key_url(self, key: str) -> str:
        uid, _dash, token = key.partition("-")
        return settings.PUBLIC_URL._replace(path=password_path(uid, token)).geturl()

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        super().send_notification_mail(template_prefix, user, {**(context or {}), "user": user}, user.email)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send once the change is kept, in the language of the person; a mail that fails undoes nothing."""
        transaction.on_commit(partial(self._send, template_prefix, email, context))

    def _send(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        try:
            with translation.override(language_of(context["user"])):
                super().send_mail(template_prefix, email, context)
        except OSError:
            logger.exception("a mail about a login could not be sent")


class FactorAdapter(DefaultMFAAdapter):
    """Secrets of second factors are encrypted: a copy of the database alone does not hold them."""

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        number = 1 + Authenticator.objects.filter(user=user, type=type).count()
        return gettext("Key %(number)s") % {"number": number}

    def build_totp_svg(self, url: str) -> str:
        """The picture alone, to stand inside a page."""
        return super().build_totp_svg(url).partition("?>")[2]


def _way(step: dict[str, Any]) -> str:
    return str(step.get("type") or step["method"])


def _cipher() -> MultiFernet:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = (hashlib.sha256(f"equipoise.factors:{secret}".encode()).digest() for secret in secrets)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
