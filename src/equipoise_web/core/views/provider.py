"""Sign-in through the identity provider: the way there, and the way back."""

from __future__ import annotations

import logging

from allauth.account.utils import get_next_redirect_url
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET
from requests import RequestException

from equipoise_web.core.access import public
from equipoise_web.core.accounts.provider import Adapter
from equipoise_web.core.accounts.through import refused
from equipoise_web.project.oidc import PROVIDER

logger = logging.getLogger(__name__)


@public
@require_GET
def to_provider(request: HttpRequest) -> HttpResponse:
    """Send the browser to the provider; a page says where that one does not answer."""
    _refuse_unless_configured()
    provider = get_adapter(request).get_provider(request, PROVIDER)
    try:
        response: HttpResponse = provider.redirect(
            request, process=AuthProcess.LOGIN, next_url=get_next_redirect_url(request)
        )
    except (RequestException, OAuth2Error, ValueError) as problem:
        logger.warning("the identity provider does not answer: %s", problem)
        return refused(request, "away", 503)
    return response


@public
@require_GET
def from_provider(request: HttpRequest) -> HttpResponse:
    """Sign in whom the provider sends back, or say why not."""
    _refuse_unless_configured()
    view = OAuth2CallbackView.adapter_view(Adapter(request, PROVIDER))
    response: HttpResponse = view(request)
    return response


def _refuse_unless_configured() -> None:
    if not settings.OIDC_NAME:
        raise Http404
