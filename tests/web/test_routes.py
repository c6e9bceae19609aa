"""Default deny: a view runs only where its declared rule admits the user."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pytest
from django.core.checks import run_checks
from django.test import Client
from tests.web import doors
from tests.web.world import World

from equipoise_web.core.access import allow


@pytest.fixture
def undeclared(settings: Any) -> None:
    settings.ROOT_URLCONF = "tests.web.sample.urls_undeclared"


def test_the_health_view_answers_anybody(database: str) -> None:
    response = Client().get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok")


def test_a_view_without_a_rule_is_refused_to_everybody(undeclared: None, world: World) -> None:
    for user in (None, *world.users.values()):
        client = Client()
        if user is not None:
            client.force_login(user)
        assert client.get("/undeclared").status_code == 403


def test_a_view_without_a_rule_fails_the_check_and_is_named(undeclared: None) -> None:
    found = [message for message in run_checks() if message.id == "equipoise.E001"]
    assert len(found) == 1
    assert "/undeclared" in found[0].msg


def test_the_applications_own_views_all_declare_a_rule() -> None:
    assert [message for message in run_checks() if message.id == "equipoise.E001"] == []


def test_an_auditor_reads_and_never_posts(settings: Any, world: World) -> None:
    settings.ROOT_URLCONF = "tests.web.sample.urls"
    client = Client()
    client.force_login(world.users["auditor"])
    assert client.get("/inner/plans").status_code == 200
    assert client.post("/inner/plans").status_code == 403


def test_a_user_who_was_deactivated_is_refused_at_once(settings: Any, world: World) -> None:
    settings.ROOT_URLCONF = "tests.web.sample.urls"
    client = Client()
    user = world.users["planner"]
    client.force_login(user)
    assert client.get("/inner/plans").status_code == 200
    user.is_active = False
    user.save()
    assert client.get("/inner/plans")["Location"] == "/account/sign-in?next=/inner/plans"
    assert client.post("/inner/plans").status_code == 403


def test_a_rule_for_no_role_at_all_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="at least one role"):
        allow()


def test_pages_and_interfaces_reach_rows_only_through_visible_to(repository: Path) -> None:
    assert doors.other_doors(repository / "src" / "equipoise_web") == []


@pytest.mark.parametrize(
    ("code", "lines"),
    [
        ("Person.objects.visible_to(user).filter(name='x')", []),
        ("Person.objects.all()", [1]),
        ("get_object_or_404(Person, uuid=x)", [1]),
        ("get_object_or_404(Person.objects.visible_to(u), uuid=x)", []),
        ("rows = Person.objects", [1]),
        ("Person._default_manager.all()", [1]),
    ],
)
def test_another_door_is_recognised(code: str, lines: list[int]) -> None:
    assert doors.lines_with_other_doors(ast.parse(code)) == lines
