"""One makes one's own keys, sees each secret once, and revokes one's own alone."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone
from tests.web.programs import Program, secret_of
from tests.web.world import World

from equipoise_web.core.models import ApiToken, AuditEntry, User
from equipoise_web.core.roles import Role
from equipoise_web.core.scopes import SCOPES

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
SECRET = re.compile(r"eqp_[\w-]{40,}")


def signed_in(world: World, persona: str, **options: Any) -> Client:
    client = Client(**options)
    client.force_login(world.users[persona])
    return client


def asked(**changed: Any) -> dict[str, Any]:
    day = timezone.localdate() + timedelta(days=30)
    return {"purpose": "Nightly export", "scopes": ["rosters:read"], "last_day": day.isoformat()} | changed


def test_a_secret_is_shown_on_the_page_that_made_it_and_nowhere_again(world: World) -> None:
    client = signed_in(world, "planner")
    made = client.post("/me/tokens", asked())
    (secret,) = set(SECRET.findall(made.content.decode()))
    assert made["Cache-Control"] == "no-store"
    assert Program(secret).get("rosters").status_code == 200
    assert Program(secret).get("workers").status_code == 403
    again = client.get("/me/tokens").content.decode()
    assert secret not in again
    assert ApiToken.objects.get().hint in again
    assert "Nightly export" in again
    assert str(SCOPES["rosters:read"]) in again
    assert AuditEntry.objects.filter(action="token.created").count() == 1


def test_a_key_ends_with_its_last_day_in_the_persons_zone(world: World) -> None:
    signed_in(world, "planner").post(
        "/me/tokens", asked(last_day=timezone.localdate(timezone=AMSTERDAM).isoformat())
    )
    token = ApiToken.objects.get()
    ends = token.expires_at.astimezone(AMSTERDAM)
    assert (ends.hour, ends.minute) == (0, 0)
    assert timedelta() < token.expires_at - timezone.now() <= timedelta(days=1, hours=1)


@pytest.mark.parametrize(
    "change",
    [
        {"purpose": ""},
        {"scopes": []},
        {"scopes": ["everything:write"]},
        {"last_day": ""},
        {"last_day": (timezone.localdate() - timedelta(days=1)).isoformat()},
        {"last_day": (timezone.localdate() + timedelta(days=366)).isoformat()},
    ],
)
def test_a_key_without_purpose_scope_or_end_within_a_year_is_not_made(
    world: World, change: dict[str, Any]
) -> None:
    page = signed_in(world, "planner").post("/me/tokens", asked(**change))
    assert page.status_code == 422
    assert "This was not saved" in page.content.decode()
    assert not SECRET.search(page.content.decode())
    assert not ApiToken.objects.exists()


def test_the_farthest_day_that_the_form_takes_is_one_that_the_action_takes(world: World) -> None:
    day = (timezone.localdate() + timedelta(days=364)).isoformat()
    assert signed_in(world, "planner").post("/me/tokens", asked(last_day=day)).status_code == 200
    assert ApiToken.objects.exists()


def test_everybody_with_a_person_makes_keys_also_who_only_reads(world: World) -> None:
    for role in Role:
        made = signed_in(world, role.value).post("/me/tokens", asked(scopes=["me:read"]))
        (secret,) = set(SECRET.findall(made.content.decode()))
        assert Program(secret).get("me").json()["name"] == role.value


def test_a_login_without_a_person_and_a_visitor_have_none(world: World) -> None:
    client = Client()
    client.force_login(User.objects.create_user("nobody@example.org"))
    assert client.get("/me/tokens").status_code == client.post("/me/tokens", asked()).status_code == 403
    assert Client().get("/me/tokens")["Location"] == "/account/sign-in?next=/me/tokens"
    assert Client().post("/me/tokens", asked()).status_code == 403
    assert not ApiToken.objects.exists()


def test_a_key_is_revoked_by_its_owner_and_nobody_else(world: World) -> None:
    secret = secret_of(world.person("planner"))
    address = f"/me/tokens/{ApiToken.objects.get().uuid}/revoke"
    for persona in ("agent", "hr", "administrator", "auditor"):
        assert signed_in(world, persona).post(address).status_code == 404
    assert signed_in(world, "planner").get(address).status_code == 405
    assert Program(secret).get("me").status_code == 200
    assert signed_in(world, "planner").post(address)["Location"] == "/me/tokens"
    assert Program(secret).get("me").status_code == 401
    page = signed_in(world, "planner").get("/me/tokens").content.decode()
    assert "Revoked" in page
    assert address not in page
    assert AuditEntry.objects.filter(action="token.revoked").count() == 1


def test_nobody_sees_anothers_keys_here(world: World) -> None:
    secret_of(world.person("planner"))
    hint = ApiToken.objects.get().hint
    for persona in ("agent", "hr", "administrator"):
        assert hint not in signed_in(world, persona).get("/me/tokens").content.decode()


def test_the_settings_lead_to_the_keys(world: World) -> None:
    assert 'href="/me/tokens"' in signed_in(world, "agent").get("/me/settings").content.decode()


def test_a_foreign_page_makes_no_key(world: World) -> None:
    client = signed_in(world, "planner", enforce_csrf_checks=True)
    assert client.post("/me/tokens", asked()).status_code == 403
    assert not ApiToken.objects.exists()
