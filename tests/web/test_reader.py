"""Each page speaks its reader's language, tells his time and keeps his theme."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.utils import timezone, translation
from tests.web.world import World

from equipoise_web.core.middleware.reader import Reader
from equipoise_web.core.models import AuditEntry, User

SETTINGS = "/me/settings"


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def read_as(user: Any, **headers: str) -> tuple[str, str, str]:
    """Language, zone and theme inside the request, which must not outlive it."""
    seen = []

    def view(request: Any) -> Any:
        from django.http import HttpResponse

        seen.append((translation.get_language(), timezone.get_current_timezone_name(), request.theme))
        return HttpResponse("")

    request = RequestFactory(headers=headers).get("/")
    request.user = user
    before = (translation.get_language(), timezone.get_current_timezone_name())
    Reader(view)(request)
    assert (translation.get_language(), timezone.get_current_timezone_name()) == before
    return seen[0]


def test_a_person_reads_in_his_own_language_zone_and_theme(world: World) -> None:
    person = world.person("agent")
    person.locale, person.timezone, person.theme = "nl", "Asia/Tokyo", "dark"
    person.save()
    user = User.objects.get_queryset().get(person=person)
    assert read_as(user, accept_language="en") == ("nl", "Asia/Tokyo", "dark")


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("nl", "nl"),
        ("nl-BE,nl;q=0.9", "nl"),
        ("fr,nl;q=0.5", "nl"),
        ("fr", "en"),
        ("nl;q=0,en", "en"),
        ("", "en"),
    ],
)
def test_a_visitor_reads_in_an_offered_language_that_the_browser_accepts(
    database: str, accepted: str, language: str
) -> None:
    answer = Client(headers={"accept-language": accepted}).get("/account/sign-in")
    assert answer.headers["Content-Language"] == language
    assert "Accept-Language" in answer.headers["Vary"]


def test_a_visitor_keeps_a_chosen_language_in_a_cookie(database: str) -> None:
    client = Client(headers={"accept-language": "en"})
    answer = client.post("/account/language", {"language": "nl", "next": "/account/sign-in"})
    assert answer["Location"] == "/account/sign-in"
    assert client.get("/account/sign-in").headers["Content-Language"] == "nl"


def test_a_language_without_a_complete_catalogue_is_neither_offered_nor_read(world: World) -> None:
    person = world.person("agent")
    person.locale = "de"
    person.save()
    answer = signed_in(world.users["agent"]).get(SETTINGS)
    assert answer.headers["Content-Language"] == "en"
    assert '<option value="nl">' in answer.content.decode()
    assert '<option value="de">' not in answer.content.decode()


@pytest.mark.parametrize("role", ["agent", "auditor"])
def test_everybody_changes_his_own_settings(world: World, role: str) -> None:
    client, person = signed_in(world.users[role]), world.person(role)
    chosen = {"locale": "nl", "timezone": "America/Argentina/Buenos_Aires", "theme": "dark"}
    assert client.post(SETTINGS, chosen).status_code == 302
    person.refresh_from_db()
    assert (person.locale, person.timezone, person.theme) == tuple(chosen.values())
    [entry] = AuditEntry.objects.filter(action="person.settings_changed")
    assert (entry.actor, entry.object_uuid) == (person.uuid, person.uuid)
    assert json.loads(entry.details) == {}
    page = client.get(SETTINGS)
    assert 'data-bs-theme="dark"' in page.content.decode()
    assert page.headers["Content-Language"] == "nl"


@pytest.mark.parametrize("wrong", [{"timezone": "Mars/Olympus"}, {"locale": "fr"}, {"theme": "pink"}])
def test_settings_that_do_not_exist_change_nothing_and_keep_what_was_typed(
    world: World, wrong: dict[str, str]
) -> None:
    client = signed_in(world.users["agent"])
    right = {"locale": "nl", "timezone": "Asia/Tokyo", "theme": "light"}
    answer = client.post(SETTINGS, {**right, **wrong})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    person = world.person("agent")
    person.refresh_from_db()
    assert (person.locale, person.timezone) == ("en", "Europe/Amsterdam")
    assert not AuditEntry.objects.filter(action="person.settings_changed").exists()


def test_a_login_without_a_person_has_its_ways_to_sign_in(database: str) -> None:
    page = signed_in(User.objects.create_user("machine@example.org")).get(SETTINGS)
    assert page.status_code == 200
    assert "machine@example.org" in page.content.decode()
    assert 'name="timezone"' not in page.content.decode()
