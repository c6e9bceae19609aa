"""Who may call the interface: a token opens what its person may, within its scopes, while the login lives."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone
from tests.web.gate_world import matter_of, proposed
from tests.web.programs import ROOT, Program, program, secret_of, session
from tests.web.world import World

from equipoise_web.api.access import MethodRules, needs
from equipoise_web.api.interface import api
from equipoise_web.core.access import rule_of, signed_in
from equipoise_web.core.actions import tokens
from equipoise_web.core.checks import patterns
from equipoise_web.core.models import ApiToken, AuditEntry, Run
from equipoise_web.core.roles import Role
from equipoise_web.core.scopes import SCOPES

DESCRIPTION = Path(__file__).resolve().parents[2] / "docs" / "reference" / "openapi.json"
ROUTES = [(route, each) for route, each in patterns(get_resolver()) if route.startswith("api/v1/")]
NOTHING = {"id": "00000000-0000-0000-0000-000000000000"}


def operations() -> list[tuple[str, str, str]]:
    """Method, address and scope of every operation, as the description gives them."""
    found = []
    for address, methods in api.get_openapi_schema()["paths"].items():
        for method, details in methods.items():
            scope = details["security"][0]["token"][0]
            filled = "/".join(NOTHING["id"] if part.startswith("{") else part for part in address.split("/"))
            found.append((method, filled.removeprefix(ROOT), scope))
    return found


def call(caller: Program, method: str, address: str) -> Any:
    return caller.get(address) if method == "get" else caller.post(address)


def test_nobody_calls_an_operation_without_token_or_session(world: World) -> None:
    assert len(operations()) > 30
    for method, address, _scope in operations():
        answer = call(Program(), method, address)
        assert (answer.status_code, answer.json()["code"]) == (401, "access.unknown"), address
        assert answer["WWW-Authenticate"].startswith("Bearer")


def test_a_token_without_the_scope_of_an_operation_is_refused(world: World) -> None:
    for method, address, scope in operations():
        others = [each for each in SCOPES if each != scope]
        answer = call(program(world, "planner", *others), method, address)
        assert answer.status_code == 403, address
        if answer.json()["code"] != "access.refused":
            assert answer.json() | {"detail": ""} == {
                "code": "token.scope_missing", "detail": "", "fields": {"scope": scope}
            }  # fmt: skip


def test_a_token_gives_no_right_that_its_person_lacks(world: World) -> None:
    """The agent's token names every scope, and opens what the agent's pages open."""
    agent = program(world, "agent")
    assert agent.get("me").status_code == 200
    for method, address in (("get", "rosters"), ("get", "workers"), ("get", "forecasts"), ("get", "history")):
        assert call(agent, method, address).status_code == 403
    for address in ("plans", "versions/x/close".replace("x", NOTHING["id"]), "history"):
        assert agent.post(address).status_code == 403


def test_a_token_and_a_session_of_one_person_see_the_same(world: World) -> None:
    proposed(world, matter_of(world))
    for persona in (role.value for role in Role):
        by_token, by_session = program(world, persona), session(world, persona)
        for method, address, _scope in operations():
            if method == "get":
                first, second = by_token.get(address), by_session.get(address)
                assert first.status_code == second.status_code, (persona, address)
                if address != "me":
                    assert first.content == second.content, (persona, address)


def test_an_auditor_reads_and_never_changes_anything_by_token(world: World) -> None:
    auditor = program(world, "auditor")
    assert auditor.get("versions").status_code == 200
    for method, address, _scope in operations():
        if method == "post":
            assert auditor.post(address).status_code == 403, address


@pytest.mark.parametrize("sent", ["Bearer eqp_no", "Bearer", "Basic eqp", "eqp", "Bearer  ", "Token {}"])
def test_another_secret_or_scheme_opens_nothing_even_beside_a_session(world: World, sent: str) -> None:
    caller = session(world, "planner")
    assert caller.get("me").status_code == 200
    caller.headers = {"Authorization": sent.format(secret_of(world.person("planner")))}
    assert caller.get("me").status_code == 401


def test_a_token_is_dead_at_once_with_its_end_its_revocation_and_its_login(world: World) -> None:
    person, user = world.person("planner"), world.users["planner"]
    a_while_ago = timezone.now() - timedelta(days=31)
    with patch("django.utils.timezone.now", return_value=a_while_ago):
        ended = Program(secret_of(person))
    assert ended.get("me").status_code == 401
    secret = secret_of(person)
    revoked, kept = Program(secret), program(world, "planner")
    assert revoked.get("me").status_code == kept.get("me").status_code == 200
    tokens.revoke(actor=person, token=ApiToken.objects.get(fingerprint=tokens.fingerprint(secret)))
    assert revoked.get("me").status_code == 401
    user.is_active = False
    user.save()
    assert kept.get("me").status_code == 401
    user.is_active = True
    user.save()
    assert kept.get("me").status_code == 200
    person.user.delete()
    assert kept.get("me").status_code == 401


def test_a_role_that_ended_ends_for_the_token_too(world: World) -> None:
    planner = program(world, "planner")
    assert planner.get("rosters").status_code == 200
    world.person("planner").roles.update(ends_at=timezone.now())
    assert planner.get("rosters").status_code == 403


def test_of_the_use_of_a_token_only_the_day_is_kept(world: World) -> None:
    caller = program(world, "planner")
    assert ApiToken.objects.get().last_used_on is None
    caller.get("me")
    assert ApiToken.objects.get().last_used_on == timezone.now().date()
    yesterday = timezone.now().date() - timedelta(days=1)
    ApiToken.objects.update(last_used_on=yesterday)
    caller.get("me")
    assert ApiToken.objects.get().last_used_on == timezone.now().date()


def test_a_token_signs_in_nowhere_but_at_the_interface(world: World) -> None:
    secret = secret_of(world.person("planner"))
    for address in ("/me/roster", "/jobs", "/apiary", "/me/tokens"):
        page = Client().get(address, headers={"Authorization": f"Bearer {secret}"})
        assert page.status_code in {302, 404}


def test_a_sessions_change_needs_its_csrf_token_and_a_tokens_does_not(world: World) -> None:
    by_session = session(world, "planner", enforce_csrf_checks=True)
    refused = by_session.post("me/notices/read")
    assert (refused.status_code, refused.json()["code"]) == (403, "access.refused")
    assert program(world, "planner").post("me/notices/read").json() == {"changed": 1}
    by_session.client.get("/me/settings")
    sent = by_session.client.cookies["csrftoken"].value
    assert by_session.post("me/notices/read", **{"X-CSRFToken": sent}).json() == {"changed": 0}


def test_every_refusal_is_json_with_a_code(world: World) -> None:
    planner = program(world, "planner")
    for answer, status, code in (
        (planner.get("nothing"), 404, "not_found"),
        (planner.get(f"rosters/{NOTHING['id']}"), 404, "not_found"),
        (planner.get("rosters", limit=501), 422, "request.invalid"),
        (planner.get(f"rosters/{NOTHING['id']}/publish"), 405, "method.not_allowed"),
        (program(world, "evaluator").get("rosters"), 403, "access.refused"),
        (
            planner.client.post(ROOT + "plans", "{", "application/json", headers=planner.headers),
            400,
            "request.bad",
        ),
    ):
        assert (answer.status_code, answer.json()["code"]) == (status, code)
        assert answer["Content-Type"].startswith("application/json")
        assert set(answer.json()) == {"code", "detail", "fields"}
        assert answer["Cache-Control"] == "no-store"
    assert planner.get("rosters", limit=501).json()["fields"].keys() == {"query.limit"}


def test_the_description_is_for_everybody_who_is_known(world: World) -> None:
    assert Program().get("openapi.json").status_code == 401
    narrow = program(world, "agent", "me:read").get("openapi.json").json()
    assert narrow["openapi"].startswith("3.1")
    assert session(world, "hr").get("openapi.json").json() == narrow


def test_the_committed_description_is_the_interfaces() -> None:
    """``python -m tools.openapi`` writes it anew."""
    assert json.loads(DESCRIPTION.read_text("utf-8")) == json.loads(json.dumps(api.get_openapi_schema()))


def test_every_route_carries_a_rule_for_each_of_its_methods() -> None:
    for route, pattern in ROUTES:
        rule = rule_of(pattern.callback)
        assert rule is not None, route
        assert not rule.public, route
        assert not getattr(pattern.callback, "csrf_exempt", False), route
        if isinstance(rule, MethodRules):
            assert rule.methods, route
            assert not any(each.public or each.own for each in rule.methods.values()), route


def test_an_operation_with_a_scope_that_nobody_can_choose_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="no scope"):
        needs("everything:write", signed_in)


def test_a_planner_of_a_team_plans_no_centre_and_leaves_no_trace(world: World) -> None:
    before = AuditEntry.objects.count()
    asked = {"centre": str(world.centre.uuid), "start": "2027-01-04", "weeks": 1, "seconds": 5}
    answer = program(world, "planner").post("plans", asked)
    assert (answer.status_code, answer.json()["code"]) == (403, "access.refused")
    assert not Run.objects.exists()
    assert AuditEntry.objects.count() == before + 1  # the token


def test_the_interface_brings_no_numerical_library_into_the_server() -> None:
    code = (
        "import os, sys, django; os.environ['DJANGO_SETTINGS_MODULE'] = 'tests.web.settings'; django.setup();"
        "import equipoise_web.project.urls, equipoise_web.api.interface;"
        "sys.exit(' '.join({'numpy', 'scipy', 'polars', 'numba', 'matplotlib'} & set(sys.modules)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
