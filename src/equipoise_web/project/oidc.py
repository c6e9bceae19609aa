"""Sign-in through an identity provider (OpenID Connect): off until its issuer is named."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from equipoise_web.project import environment
from equipoise_web.project.addresses import LOOPBACK

PROVIDER = "oidc"
CLASS = "equipoise_web.core.accounts.provider.Provider"


def from_environment() -> dict[str, Any]:
    """The provider of ``EQUIPOISE_OIDC_…``, or none."""
    issuer = environment.text("EQUIPOISE_OIDC_ISSUER", "")
    if not issuer:
        return providers()
    return providers(
        issuer,
        environment.text("EQUIPOISE_OIDC_CLIENT_ID"),
        environment.secret("EQUIPOISE_OIDC_CLIENT_SECRET"),
        environment.text("EQUIPOISE_OIDC_NAME", urlsplit(issuer).hostname or issuer),
    )


def providers(issuer: str = "", client: str = "", secret: str = "", name: str = "") -> dict[str, Any]:
    """The setting ``SOCIALACCOUNT_PROVIDERS`` of one identity provider, or of none.

    Raises
    ------
    ImproperlyConfigured
        The issuer is no https address, and not on this machine either.
    """
    apps = []
    if issuer:
        _refuse_readable(issuer)
        app = {"provider_id": PROVIDER, "name": name, "client_id": client, "secret": secret}
        server = {"server_url": issuer.rstrip("/"), "oauth_pkce_enabled": True}
        apps = [{**app, "settings": server}]
    return {"openid_connect": {"provider_class": CLASS, "APPS": apps}}


def name_of(configured: dict[str, Any]) -> str:
    """What the provider is called on the sign-in page; empty where there is none."""
    return next((str(app["name"]) for app in configured["openid_connect"]["APPS"]), "")


def _refuse_readable(issuer: str) -> None:
    parts = urlsplit(issuer)
    if not parts.hostname or parts.query or parts.fragment:
        raise ImproperlyConfigured(f"EQUIPOISE_OIDC_ISSUER is {issuer!r}: give the provider's address")
    if parts.scheme != "https" and (parts.scheme != "http" or parts.hostname not in LOOPBACK):
        raise ImproperlyConfigured("EQUIPOISE_OIDC_ISSUER must begin with https://")
