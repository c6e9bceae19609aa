"""An identity provider opens the login of whose verified address it is, and nothing else opens by it."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from tests.web.identity_provider import CLIENT, NAME, SECRET, IdentityProvider, identity_provider
from tests.web.world import World

from equipoise_web.core.models import AuditEntry, User
from equipoise_web.project import oidc

PAGE = "/me/settings"


@pytest.fixture
def idp(world: World) -> Iterator[IdentityProvider]:
    with identity_provider() as running:
        yield running


def is_in(client: Client) -> bool:
    return client.get(PAGE).status_code == 200


def actions() -> list[str]:
    return list(AuditEntry.objects.filter(action__startswith="login.").values_list("action", flat=True))


def test_whose_verified_address_is_known_is_signed_in_and_it_is_written_down(
    idp: IdentityProvider, world: World
) -> None:
    client = Client()
    page = client.get("/account/sign-in?next=/me/settings").content.decode()
    assert NAME in page
    assert "/account/sign-in/provider?next=%2Fme%2Fsettings" in page
    back = idp.sign_in(client, PAGE)
    assert (back.status_code, back["Location"]) == (302, PAGE)
    assert is_in(client)
    assert idp.asked["redirect_uri"] == "http://testserver/account/sign-in/provider/back"
    assert idp.asked["code_challenge_method"] == "S256"
    assert idp.exchanged["code_verifier"]
    assert idp.exchanged["client_secret"] == SECRET
    linked = AuditEntry.objects.get(action="login.provider_linked")
    assert linked.object_uuid == world.users["agent"].uuid
    assert json.loads(linked.details)["provider"] == NAME
    signed_in = AuditEntry.objects.get(action="login.signed_in")
    assert json.loads(signed_in.details)["ways"] == ["socialaccount"]
    assert "agent@" not in linked.details + signed_in.details
    idp.sign_in(Client())
    assert AuditEntry.objects.filter(action="login.provider_linked").count() == 1
    idp.person["sub"] = "2"  # the same address with another identity: written down again
    idp.sign_in(Client())
    assert AuditEntry.objects.filter(action="login.provider_linked").count() == 2


def test_an_address_may_come_from_the_profile_of_the_same_person_alone(idp: IdentityProvider) -> None:
    idp.profile = {"sub": "1", "email": "AGENT@example.org", "email_verified": True}
    client = Client()
    idp.sign_in(client)
    assert is_in(client)
    idp.profile["sub"] = "2"
    other = Client()
    assert idp.sign_in(other).status_code == 403
    assert not is_in(other)


UNVERIFIED = "does not say that your e-mail address is verified"
REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"email_verified": False}, UNVERIFIED),
    ({"email_verified": "true"}, UNVERIFIED),
    ({"email_verified": None}, UNVERIFIED),
    ({"email": None}, UNVERIFIED),
    ({"email": "nobody@example.org"}, "here no login has your e-mail address"),
]


def test_an_address_that_is_not_verified_or_not_known_opens_nothing(idp: IdentityProvider) -> None:
    logins, usual = User.objects.get_queryset().count(), idp.person
    for number, (person, sentence) in enumerate(REFUSED, 1):
        idp.person = usual | person
        client = Client()
        refused = idp.sign_in(client)
        assert refused.status_code == 403, person
        assert sentence in " ".join(refused.content.decode().split())
        assert not is_in(client)
        assert len(actions()) == number
    assert User.objects.get_queryset().count() == logins
    assert set(actions()) == {"login.failed", "login.failed_unknown"}


def test_a_closed_login_stays_closed(idp: IdentityProvider, world: World) -> None:
    User.objects.get_queryset().filter(person=world.person("agent")).update(is_active=False)
    client = Client()
    assert idp.sign_in(client)["Location"] == "/account/inactive"
    assert not is_in(client)
    assert actions() == ["login.refused"]


OTHER = rsa.generate_private_key(public_exponent=65537, key_size=2048)


WRONG: list[dict[str, Any]] = [
    {"signs_with": OTHER},
    {"algorithm": "none"},
    {"algorithm": "HS256"},
    {"claims": {"nonce": "another"}},
    {"claims": {"nonce": None}},
    {"claims": {"aud": "another"}},
    {"claims": {"aud": [CLIENT, "another"], "azp": "another"}},
    {"claims": {"iss": "https://another.example"}},
    {"claims": {"exp": 1}},
    {"claims": {"exp": None}},
    {"claims": {"iat": int(time.time()) + 3600}},
    {"claims": {"sub": None}},
]


def test_an_identity_that_is_not_signed_for_this_attempt_is_refused(idp: IdentityProvider) -> None:
    usual = dict(vars(idp))
    for wrong in WRONG:
        vars(idp).update(usual | wrong)
        client = Client()
        refused = idp.sign_in(client)
        assert refused.status_code == 403, wrong
        assert "did not work" in refused.content.decode()
        assert not is_in(client)


def test_coming_back_without_having_left_twice_or_with_a_refusal_signs_nobody_in(
    idp: IdentityProvider,
) -> None:
    back = "/account/sign-in/provider/back"
    client, stranger = Client(), Client()
    assert client.get(back, {"code": "c", "state": "made up"}).status_code == 403
    there = client.get("/account/sign-in/provider")
    assert there.status_code == 302
    state = there["Location"].partition("state=")[2].partition("&")[0]
    assert stranger.get(back, {"code": "c", "state": state}).status_code == 403  # another browser's
    cancelled = client.get(back, {"error": "access_denied", "state": state})
    assert (cancelled.status_code, cancelled["Location"]) == (302, "/account/sign-in")
    assert client.get(back, {"code": "c", "state": state}).status_code == 403  # a state is used once
    assert not is_in(client)
    assert idp.sign_in(client, "https://elsewhere.example/")["Location"] == "/today"


def test_a_provider_that_is_away_or_somebody_else_is_said_so(idp: IdentityProvider) -> None:
    idp.calls_itself = "https://another.example"
    assert Client().get("/account/sign-in/provider").status_code == 503


def test_a_second_factor_is_asked_as_before(idp: IdentityProvider, world: World) -> None:
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    TOTP.activate(world.users["agent"], generate_totp_secret())
    client = Client()
    assert idp.sign_in(client)["Location"].startswith("/account/sign-in/second-factor")
    assert not is_in(client)


def test_without_a_provider_there_is_no_button_and_no_way(world: World) -> None:
    assert "/account/sign-in/provider" not in Client().get("/account/sign-in").content.decode()
    for address in ("/account/sign-in/provider", "/account/sign-in/provider/back"):
        assert Client().get(address).status_code == 404


def test_a_provider_is_configured_whole_and_over_https(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EQUIPOISE_OIDC_ISSUER", "https://login.example/realm/")
    with pytest.raises(ImproperlyConfigured, match="EQUIPOISE_OIDC_CLIENT_ID"):
        oidc.from_environment()
    monkeypatch.setenv("EQUIPOISE_OIDC_CLIENT_ID", CLIENT)
    with pytest.raises(ImproperlyConfigured, match="EQUIPOISE_OIDC_CLIENT_SECRET"):
        oidc.from_environment()
    monkeypatch.setenv("EQUIPOISE_OIDC_CLIENT_SECRET", SECRET)
    assert oidc.name_of(oidc.from_environment()) == "login.example"
    for issuer in ("http://login.example", "login.example", "https://login.example/?x=1"):
        with pytest.raises(ImproperlyConfigured, match="EQUIPOISE_OIDC_ISSUER"):
            oidc.providers(issuer, CLIENT, SECRET, NAME)
