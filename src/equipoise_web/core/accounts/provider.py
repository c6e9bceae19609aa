"""The identity provider: allauth's OpenID Connect, with every identity token verified."""

from __future__ import annotations

import hashlib
from typing import Any
from urllib.parse import urljoin

from allauth.account.models import EmailAddress
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.oauth2.client import OAuth2Client, OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from equipoise_web.core.accounts.identity import nonce_of, verified_claims

ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")
ABOUT_MAIL = frozenset({"email", "email_verified"})


class Client(OAuth2Client):
    """Asks the provider to sign the nonce of this attempt too."""

    def get_redirect_url(self, authorization_url: str, scope: Any, extra_params: Any) -> str:
        nonce = nonce_of(str(self.state))
        return super().get_redirect_url(authorization_url, scope, {**extra_params, "nonce": nonce})


class Adapter(OpenIDConnectOAuth2Adapter):
    """What allauth skips where the token came straight from the provider is checked here as well."""

    client_class = Client

    @property
    def openid_config(self) -> dict[str, Any]:
        """What the provider says of itself; OAuth2Error where it is somebody else or leaves something out."""
        config: dict[str, Any] = super().openid_config
        issuer = self.get_provider().app.settings["server_url"]
        if str(config.get("issuer", "")).rstrip("/") != issuer:
            raise OAuth2Error(f"the provider at {issuer} calls itself {config.get('issuer')!r}")
        if missing := [name for name in ENDPOINTS if not isinstance(config.get(name), str)]:
            raise OAuth2Error(f"the provider at {issuer} does not say its {', '.join(missing)}")
        return config

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:
        return urljoin(settings.PUBLIC_URL.geturl(), reverse("provider_callback"))

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> Any:
        config = self.openid_config
        claims = verified_claims(
            kwargs["response"].get("id_token"), keys=_fetched(config["jwks_uri"]), issuer=config["issuer"],
            client=app.client_id, nonce=nonce_of(request.GET.get("state", "")),
        )  # fmt: skip
        return self.get_provider().sociallogin_from_response(request, claims | self._mail(claims, token))

    def _mail(self, claims: dict[str, Any], token: Any) -> dict[str, Any]:
        """The address and whether it is verified, both from one source: the token, else the profile."""
        told = claims
        if not claims.keys() >= ABOUT_MAIL and "userinfo_endpoint" in self.openid_config:
            told = self._fetch_user_info(token.token)
            if told.get("sub") != claims["sub"]:
                raise OAuth2Error("the profile is somebody else's")
        return {name: told.get(name) for name in ABOUT_MAIL}


class Provider(OpenIDConnectProvider):
    """Of what it says only a fingerprint of the identity is kept."""

    oauth2_adapter_class = Adapter

    def extract_uid(self, data: Any) -> str:
        return hashlib.sha256(f"{data['iss']} {data['sub']}".encode()).hexdigest()

    def extract_extra_data(self, data: Any) -> dict[str, Any]:
        return {}

    def extract_common_fields(self, data: Any) -> dict[str, Any]:
        return {}

    def extract_email_addresses(self, data: Any) -> list[EmailAddress]:
        address = data.get("email")
        verified = data.get("email_verified") is True
        return [EmailAddress(email=address, verified=verified, primary=True)] if address else []


def _fetched(address: str) -> Any:
    with get_adapter().get_requests_session() as session:
        answer = session.get(address)
        answer.raise_for_status()
        return answer.json()
