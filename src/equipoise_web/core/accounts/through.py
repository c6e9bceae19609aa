"""Who comes through the identity provider: somebody whose verified address is that of an open login."""

from __future__ import annotations

import logging
from typing import Any

from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.base import AuthError
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from equipoise_web.core.accounts.trail import record_failure, record_login
from equipoise_web.core.models import User

logger = logging.getLogger(__name__)


class ProviderAdapter(DefaultSocialAccountAdapter):
    """Nobody signs up, and a login is found by its address alone: the link to the provider is a trace."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        address = next((each.email for each in sociallogin.email_addresses), "")
        if not any(each.verified for each in sociallogin.email_addresses):
            record_failure(address)
            raise ImmediateHttpResponse(refused(request, "unverified"))
        user = User.objects.get_queryset().filter(email=address.lower()).first()
        if user is None:
            record_failure(address)
            raise ImmediateHttpResponse(refused(request, "unknown"))
        if not user.is_active:
            raise ImmediateHttpResponse(get_account_adapter(request).respond_user_inactive(request, user))
        sociallogin.user = user
        _link(user, sociallogin.account)

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: Any = None,
        exception: Any = None,
        extra_context: Any = None,
    ) -> None:
        if error == AuthError.CANCELLED:
            raise ImmediateHttpResponse(redirect(settings.LOGIN_URL))
        logger.warning("sign-in through the identity provider failed: %s", exception or error)
        raise ImmediateHttpResponse(refused(request, "failed"))


def refused(request: HttpRequest, because: str, status: int = 403) -> HttpResponse:
    """The page that says why nobody was signed in: ``unverified``, ``unknown``, ``failed`` or ``away``."""
    words = {"because": because, "provider": settings.OIDC_NAME}
    return render(request, "account/provider_refused.html", words, status=status)


@transaction.atomic
def _link(user: User, account: SocialAccount) -> None:
    """Keep which identity last came for the login, and write down where it is another one."""
    others = SocialAccount.objects.filter(provider=account.provider)
    if others.filter(uid=account.uid, user_id=user.pk).exists():
        return
    (others.filter(uid=account.uid) | others.filter(user_id=user.pk)).delete()
    SocialAccount.objects.create(provider=account.provider, uid=account.uid, user_id=user.pk)
    record_login("login.provider_linked", user, provider=settings.OIDC_NAME, identity=account.uid)
