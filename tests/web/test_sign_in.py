"""Who gets in, who does not, and what that leaves in the audit."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse
from tests.web.world import World, make_world

from equipoise_web.core.models import AuditEntry, DemoAccount, User

PASSWORD, SIGN_IN = "correct horse battery", "/account/sign-in"
LOCAL = urlsplit("http://localhost:8000")


@pytest.fixture(autouse=True)
def no_limits_left_over() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def user(world: World) -> User:
    return with_password(world.users["planner"])


def with_password(user: User) -> User:
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(email: str, password: str = PASSWORD, client: Client | None = None, **more: str) -> Any:
    return (client or Client()).post(SIGN_IN, {"login": email, "password": password, **more})


def is_in(client: Client) -> bool:
    return client.get("/me/settings").status_code == 200


def audit(action: str) -> list[tuple[str | None, str, dict[str, Any]]]:
    rows = AuditEntry.objects.filter(action=action).order_by("pk")
    return [
        (str(row.actor) if row.actor else None, str(row.object_uuid), json.loads(row.details)) for row in rows
    ]


def test_address_and_password_open_the_page_that_was_asked(user: User) -> None:
    client = Client()
    asked = client.get("/me/settings?x=1")
    assert asked["Location"] == "/account/sign-in?next=/me/settings%3Fx%3D1"
    page = client.get(asked["Location"])
    assert 'name="next" value="/me/settings?x=1"' in page.content.decode()
    answer = sign_in("Planner@Example.org", client=client, next="/me/settings?x=1")
    assert (answer.status_code, answer["Location"]) == (302, "/me/settings?x=1")
    assert is_in(client)
    assert audit("login.signed_in") == [(str(user.person.uuid), str(user.uuid), {"ways": ["password"]})]


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_sign_in_never_leads_to_another_site(user: User, elsewhere: str) -> None:
    assert sign_in(user.email, next=elsewhere)["Location"] == "/today"


def test_a_wrong_password_is_refused_and_recorded(user: User) -> None:
    client = Client()
    answer = sign_in(user.email, "wrong", client)
    assert answer.status_code == 200
    assert b"do not belong together" in answer.content
    assert not is_in(client)
    assert audit("login.failed") == [(None, str(user.uuid), {})]
    assert AuditEntry.objects.get(action="login.failed").organisation == user.person.organisation


def test_an_unknown_address_gets_the_same_answer_and_stays_out_of_the_audit(user: User) -> None:
    known, unknown = sign_in(user.email, "wrong"), sign_in("nobody.here@example.org", "wrong")
    said = [re.search(r"<li>(.*?)</li>", answer.content.decode()).group(1) for answer in (known, unknown)]
    assert said[0] == said[1]
    [(actor, about, details)] = audit("login.failed_unknown")
    assert (actor, about) == (None, "00000000-0000-0000-0000-000000000000")
    assert list(details) == ["fingerprint"]
    assert "nobody" not in json.dumps(list(AuditEntry.objects.values_list("details", flat=True)))


def test_guessing_is_slowed_down_even_with_the_right_password_at_last(user: User) -> None:
    for _ in range(5):
        sign_in(user.email, "wrong")
    client = Client()
    answer = sign_in(user.email, client=client)
    assert b"too many failed attempts" in answer.content
    assert not is_in(client)


def test_a_closed_login_does_not_open_and_its_session_is_dead(user: User) -> None:
    client = Client()
    sign_in(user.email, client=client)
    assert is_in(client)
    User.objects.get_queryset().filter(pk=user.pk).update(is_active=False)
    assert not is_in(client)
    assert sign_in(user.email)["Location"] == "/account/inactive"
    assert audit("login.refused") == [(None, str(user.uuid), {"because": "deactivated"})]


def test_signing_out_ends_the_session_and_is_recorded_for_a_reader_too(world: World) -> None:
    auditor = with_password(world.users["auditor"])
    client = Client()
    sign_in(auditor.email, client=client)
    assert client.get("/account/sign-out").status_code == 200
    assert is_in(client), "a link signs nobody out"
    assert client.post("/account/sign-out")["Location"] == SIGN_IN
    assert not is_in(client)
    assert audit("login.signed_out") == [(str(auditor.person.uuid), str(auditor.uuid), {})]


def test_nobody_can_sign_up(user: User) -> None:
    with pytest.raises(NoReverseMatch):
        reverse("account_signup")
    assert b"sign up" not in Client().get(SIGN_IN).content.lower()


def test_a_fragment_or_interface_is_refused_instead_of_led_to_a_page(world: World) -> None:
    assert Client().get("/me/settings", headers={"HX-Request": "true"}).status_code == 403
    assert Client().post("/me/settings").status_code == 403


@pytest.fixture
def mailing(own_database: str, settings: Any) -> World:
    settings.EMAIL_HOST = "mail.example.org"
    return make_world()


def test_a_forgotten_password_is_replaced_by_a_link_that_works_once(mailing: World) -> None:
    user = with_password(mailing.users["agent"])
    old = Client()
    sign_in(user.email, client=old)
    assert Client().post("/account/password/reset", {"email": user.email})["Location"].endswith("/sent")
    [message] = mail.outbox
    assert message.to == [user.email]
    link = urlsplit(re.search(r"http://testserver(/\S+)", message.body).group(1)).path
    client = Client()
    form = client.get(link)["Location"]
    chosen = {"password1": "a better secret 9", "password2": "a better secret 9"}
    assert client.post(form, chosen)["Location"] == "/account/password/reset/done"
    assert not is_in(client), "a link chooses a password; it does not sign in"
    assert not is_in(old), "other devices ask for the new password"
    assert b"does not work any more" in Client().get(link).content
    assert sign_in(user.email, "a better secret 9")["Location"] == "/today"
    assert len(audit("login.password_set")) == 1


def test_asking_for_an_unknown_address_sends_nothing_and_says_the_same(mailing: World) -> None:
    assert Client().post("/account/password/reset", {"email": "x@example.org"})["Location"].endswith("/sent")
    closed = mailing.users["hr"]
    User.objects.get_queryset().filter(pk=closed.pk).update(is_active=False)
    Client().post("/account/password/reset", {"email": closed.email})
    assert mail.outbox == []


def test_a_password_is_changed_with_the_old_one_and_the_owner_is_told(mailing: World) -> None:
    user = with_password(mailing.users["auditor"])
    client, other = Client(), Client()
    sign_in(user.email, client=client)
    sign_in(user.email, client=other)
    new = {"oldpassword": PASSWORD, "password1": "a better secret 9", "password2": "a better secret 9"}
    assert client.post("/account/password", {**new, "oldpassword": "wrong"}).status_code == 200
    assert audit("login.password_set") == []
    assert client.post("/account/password", new)["Location"] == "/me/settings"
    assert is_in(client)
    assert not is_in(other)
    assert audit("login.password_set") == [(str(user.person.uuid), str(user.uuid), {})]
    assert [message.to for message in mail.outbox] == [[user.email]]


def confirmed(user: User) -> Client:
    client = Client()
    sign_in(user.email, client=client)
    client.post("/account/confirm?next=/account/factors", {"password": PASSWORD})
    return client


def code_of(secret: str) -> str:
    counter = next(yield_hotp_counters_from_time())
    return format_hotp_value(hotp_value(secret, counter))


def secret_shown(client: Client) -> str:
    return re.search(r"<code[^>]*>([A-Z2-7]+)<", client.get("/account/factors/app").content.decode()).group(1)


def test_with_an_app_the_password_alone_no_longer_signs_in(user: User) -> None:
    client = confirmed(user)
    secret = re.search(r"<code[^>]*>([A-Z2-7]+)<", client.get("/account/factors/app").content.decode()).group(
        1
    )
    assert (
        client.post("/account/factors/app", {"code": code_of(secret)})["Location"] == "/account/factors/codes"
    )
    assert {details["kind"] for *_, details in audit("login.factor_added")} == {"totp", "recovery_codes"}
    stored = Authenticator.objects.get(user=user, type="totp").data["secret"]
    assert secret not in stored, "a copy of the database does not hold the secret"
    fresh = Client()
    assert sign_in(user.email, client=fresh)["Location"].startswith("/account/sign-in/second-factor")
    assert not is_in(fresh)
    assert fresh.post("/account/sign-in/second-factor", {"code": "000000"}).status_code == 200
    assert not is_in(fresh)
    codes = re.findall(r"<code>(\d+)<", client.get("/account/factors/codes").content.decode())
    assert len(codes) == 10
    assert fresh.post("/account/sign-in/second-factor", {"code": codes[0]})["Location"] == "/today"
    assert is_in(fresh)
    assert audit("login.factor_failed")[0][1] == str(user.uuid)
    assert audit("login.signed_in")[-1][2] == {"ways": ["password", "recovery_codes"]}
    again = Client()
    sign_in(user.email, client=again)
    again.post("/account/sign-in/second-factor", {"code": codes[0]})
    assert not is_in(again), "a recovery code works once"


def test_a_factor_changes_only_after_confirming_and_removal_is_recorded(user: User) -> None:
    client = Client()
    sign_in(user.email, client=client)
    assert urlsplit(client.post("/account/factors/app", {"code": "1"})["Location"]).path == "/account/confirm"
    client = confirmed(user)
    secret = re.search(r"<code[^>]*>([A-Z2-7]+)<", client.get("/account/factors/app").content.decode()).group(
        1
    )
    client.post("/account/factors/app", {"code": code_of(secret)})
    assert client.post("/account/factors/app/remove")["Location"] == "/account/factors"
    assert not Authenticator.objects.filter(user=user).exists()
    assert {details["kind"] for *_, details in audit("login.factor_removed")} == {"totp", "recovery_codes"}


def test_a_forged_passkey_answer_signs_nobody_in(user: User) -> None:
    client = Client()
    options = client.get("/account/sign-in/passkey", headers={"Accept": "application/json"}).json()
    assert options["request_options"]["publicKey"]["userVerification"] == "required"
    response = {"clientDataJSON": "e30", "authenticatorData": "AA", "signature": "AA", "userHandle": "MQ"}
    forged = {"id": "AA", "rawId": "AA", "type": "public-key", "response": response}
    assert client.post("/account/sign-in/passkey", {"credential": json.dumps(forged)})["Location"] == SIGN_IN
    assert not is_in(client)


def test_own_sessions_end_everywhere_at_once(user: User) -> None:
    here, there = Client(), Client()
    sign_in(user.email, client=here)
    sign_in(user.email, client=there)
    assert here.post("/me/settings/sessions")["Location"] == SIGN_IN
    assert not is_in(here)
    assert not is_in(there)
    assert len(audit("login.sessions_ended")) == 1


@pytest.fixture
def demo(user: User, settings: Any) -> DemoAccount:
    settings.DEMO, settings.PUBLIC_URL = True, LOCAL
    return DemoAccount.objects.create(user=user, role="planner", label="Marijke Visser")


def enter(account: DemoAccount, client: Client) -> Any:
    return client.post("/account/sign-in/demo", {"account": str(account.uuid)})


def test_a_demonstration_opens_its_listed_logins_with_one_click(demo: DemoAccount) -> None:
    client = Client()
    assert str(demo.uuid) in client.get(SIGN_IN).content.decode()
    assert enter(demo, client)["Location"] == "/today"
    assert is_in(client)
    assert audit("login.signed_in")[0][2] == {"ways": ["demo"]}


@pytest.mark.parametrize(
    ("flag", "address"),
    [
        (False, "http://localhost:8000"),
        (True, "https://plan.example.org"),
        (True, "http://localhost.example.org"),
        (True, "http://192.168.1.4:8000"),
    ],
)
def test_one_click_sign_in_exists_only_in_a_demonstration_on_this_machine(
    demo: DemoAccount, settings: Any, flag: bool, address: str
) -> None:
    settings.DEMO, settings.PUBLIC_URL = flag, urlsplit(address)
    client = Client()
    assert enter(demo, client).status_code == 404
    assert not is_in(client)
    assert str(demo.uuid) not in client.get(SIGN_IN).content.decode()


def test_a_login_that_is_not_listed_or_is_closed_has_no_click(demo: DemoAccount, world: World) -> None:
    for unlisted in (world.users["administrator"].uuid, world.users["administrator"].pk, "", "x"):
        answer = Client().post("/account/sign-in/demo", {"account": str(unlisted)})
        assert answer.status_code == 404
    User.objects.get_queryset().filter(pk=demo.user_id).update(is_active=False)
    assert enter(demo, Client()).status_code == 404
    assert Client().get("/account/sign-in/demo").status_code == 405
