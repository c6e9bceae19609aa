"""A token is shown once, ends within a year, and opens nothing once it is revoked."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from tests.web.world import World, give

from equipoise.errors import InvalidInput
from equipoise_web.core.actions import tokens
from equipoise_web.core.models import ApiToken, AuditEntry, Notification
from equipoise_web.core.roles import Role

MONTH = timedelta(days=30)


def made(world: World, persona: str = "planner") -> tuple[ApiToken, str]:
    return tokens.create(
        actor=world.person(persona),
        purpose="Nightly export",
        scopes=["roster:read", "demand:read", "roster:read"],
        expires_at=timezone.now() + MONTH,
    )


def test_the_secret_is_returned_once_and_kept_nowhere(world: World) -> None:
    token, secret = made(world)
    assert secret.startswith("eqp_")
    assert len(secret) > 40
    row = ApiToken.objects.values().get(pk=token.pk)
    assert not any(secret in str(value) for value in row.values())
    assert secret.startswith(row["hint"])
    assert row["scopes"] == '["demand:read","roster:read"]'
    entry = AuditEntry.objects.get(action="token.created")
    assert (entry.object_uuid, entry.actor) == (token.uuid, world.person("planner").uuid)
    assert secret not in entry.details
    assert Notification.objects.get().person == world.person("planner")


def test_a_live_secret_finds_its_token_and_its_use_leaves_the_day_alone(world: World) -> None:
    token, secret = made(world)
    assert tokens.authenticate(secret) == token
    assert tokens.authenticate(secret + "x") is None
    token.refresh_from_db()
    assert token.last_used_on == timezone.now().date()


def test_a_token_that_ended_opens_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    ends = timezone.now() + timedelta(hours=1)
    _, secret = tokens.create(
        actor=world.person("planner"), purpose="x", scopes=["roster:read"], expires_at=ends
    )
    assert tokens.authenticate(secret) is not None
    monkeypatch.setattr(timezone, "now", lambda: ends)
    assert tokens.authenticate(secret) is None


@pytest.mark.parametrize(
    ("purpose", "scopes", "days", "field"),
    [
        (" ", ["roster:read"], 1, "purpose"),
        ("x" * 201, ["roster:read"], 1, "purpose"),
        ("x", [], 1, "scopes"),
        ("x", ["everything"], 1, "scopes"),
        ("x", ["roster:read"], 367, "expires_at"),
        ("x", ["roster:read"], 0, "expires_at"),
    ],
)
def test_a_token_without_purpose_scope_or_end_is_refused(
    world: World, purpose: str, scopes: list[str], days: int, field: str
) -> None:
    ends = timezone.now() + timedelta(days=days)
    with pytest.raises(InvalidInput) as refused:
        tokens.create(actor=world.person("planner"), purpose=purpose, scopes=scopes, expires_at=ends)
    assert refused.value.field == field
    assert not ApiToken.objects.exists()


def test_its_person_revokes_it_once_and_for_good(world: World) -> None:
    token, secret = made(world)
    assert tokens.revoke(actor=world.person("planner"), token=token)
    assert not tokens.revoke(actor=world.person("planner"), token=token)
    assert tokens.authenticate(secret) is None
    assert AuditEntry.objects.filter(action="token.revoked", object_uuid=token.uuid).count() == 1
    with pytest.raises(IntegrityError, match="stays revoked"), transaction.atomic():
        ApiToken.objects.update(revoked_at=None)


def test_an_administrator_over_the_person_revokes_it_and_nobody_else(world: World) -> None:
    token, secret = made(world)
    for persona in ("hr", "team_leader", "auditor", "agent"):
        with pytest.raises(PermissionDenied):
            tokens.revoke(actor=world.person(persona), token=token)
    assert tokens.authenticate(secret) == token
    assert tokens.revoke(actor=world.person("administrator"), token=token)
    assert Notification.objects.filter(kind="token.revoked", person=world.person("planner")).exists()


def test_it_is_seen_by_its_person_and_administrators_over_him(world: World) -> None:
    made(world)
    give(world.person("hr"), Role.HR, organisation=world.organisation)
    seen = {role for role in Role if ApiToken.objects.visible_to(world.users[role.value]).exists()}
    assert seen == {Role.PLANNER, Role.ADMINISTRATOR}


def test_a_token_never_opens_more_or_longer_than_it_was_made_for(world: World) -> None:
    made(world)
    ends = timezone.now() + 2 * MONTH
    for change in ({"expires_at": ends}, {"scopes": '["all:write"]'}, {"person": world.mate}):
        with pytest.raises(IntegrityError, match="never change"), transaction.atomic():
            ApiToken.objects.update(**change)
