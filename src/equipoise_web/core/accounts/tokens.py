"""One-time links to choose a password."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin

from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.urls import reverse

from equipoise_web.core.models import User


class LinkTokens(PasswordResetTokenGenerator):
    """A token dies with its use, with a sign-in, with its age, and when the login's sessions are ended."""

    def _make_hash_value(self, user: Any, timestamp: int) -> str:
        return f"{super()._make_hash_value(user, timestamp)}{user.session_epoch}"


def password_path(uid: str, token: str) -> str:
    """Address, without host, of the page on which a password is chosen."""
    return reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token})


def password_link(user: User) -> str:
    """The whole one-time address for this login, as it goes into a mail."""
    path = password_path(user_pk_to_url_str(user), LinkTokens().make_token(user))
    return urljoin(settings.PUBLIC_URL.geturl(), path)
