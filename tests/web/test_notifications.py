"""A notification reaches its reader alone, in his language and time zone."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy
from tests.web.world import World

from equipoise_web.core import sentences
from equipoise_web.core.actions.notifications import Link, mark_read, notify
from equipoise_web.core.models import Event, Notification
from equipoise_web.core.queries.notifications import unread_count
from equipoise_web.core.roles import Role


@pytest.fixture(autouse=True)
def sample_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sentences, "_templates", dict(sentences._templates))
    sentences.register_sentence("sample.moved", gettext_lazy("Moved to %(day_on)s, asked at %(asked_at)s."))


def moved(world: World, *personas: str) -> None:
    people = [world.person(persona) for persona in personas]
    facts = {"day_on": "2027-02-03", "asked_at": "2027-01-31T23:30:00+00:00"}
    notify(people, "sample.moved", link=Link("my_notices"), **facts)


def signed_in(world: World, persona: str) -> Client:
    client = Client()
    client.force_login(world.users[persona])
    return client


def test_everybody_told_finds_it_and_is_told_by_an_event(world: World) -> None:
    moved(world, "agent", "hr")
    assert [unread_count(world.person(name)) for name in ("agent", "hr", "planner")] == [1, 1, 0]
    topics = Event.objects.filter(kind="notification").values_list("topic", flat=True)
    assert set(topics) == {f"person:{world.person(name).uuid}" for name in ("agent", "hr")}


def test_it_is_left_with_its_change_or_not_at_all(own_database: str) -> None:
    with pytest.raises(RuntimeError, match="outside the transaction"):
        notify([], "sample.moved")


def test_the_page_says_it_with_the_readers_dates_and_a_link(world: World) -> None:
    moved(world, "agent")
    page = signed_in(world, "agent").get("/me/notices").content.decode()
    assert "Moved to Wed 3 Feb 2027, asked at Mon 1 Feb 2027 00:30." in page
    assert 'href="/me/notices"' in page
    assert "1 unread notice" in page


def test_the_sentence_is_made_when_it_is_read_in_the_readers_language(world: World) -> None:
    moved(world, "agent")
    row = Notification.objects.get()
    with translation.override("nl"):
        said = sentences.sentence(row, "Europe/Amsterdam")
    assert "wo 3 feb 2027" in said
    assert "ma 1 feb 2027 00:30" in said


def test_a_kind_without_a_sentence_and_a_page_that_is_gone_still_show_something(world: World) -> None:
    notify(world.person("agent"), "no.such", link=Link("no_such_page", {"x": 1}), x=1)
    answer = signed_in(world, "agent").get("/me/notices")
    assert answer.status_code == 200
    assert "Something changed that concerns you." in answer.content.decode()


@pytest.mark.parametrize("persona", [role.value for role in Role if role is not Role.AGENT])
def test_nobody_else_sees_it_whatever_his_role(world: World, persona: str) -> None:
    moved(world, "agent")
    assert not Notification.objects.visible_to(world.users[persona]).exists()
    assert "Moved to" not in signed_in(world, persona).get("/me/notices").content.decode()
    assert Notification.objects.visible_to(world.users["agent"]).count() == 1


def test_one_is_marked_read_and_unread_ones_come_first(world: World) -> None:
    moved(world, "agent")
    notify(world.person("agent"), "job.failed")
    newest = Notification.objects.latest("pk")
    client = signed_in(world, "agent")
    answer = client.post("/me/notices", {"notice": str(newest.uuid)})
    assert (answer.status_code, answer["Location"]) == (302, "/me/notices")
    newest.refresh_from_db()
    assert newest.read_at is not None
    page = client.get("/me/notices").content.decode()
    assert page.index("Moved to") < page.index("A job that you asked for failed")


def test_all_are_marked_read_at_once(world: World) -> None:
    moved(world, "agent", "agent", "hr")
    signed_in(world, "agent").post("/me/notices")
    assert [unread_count(world.person(name)) for name in ("agent", "hr")] == [0, 1]


def test_nobody_marks_anothers_as_read(world: World) -> None:
    moved(world, "agent")
    row = Notification.objects.get()
    for value in (str(row.uuid), "no uuid", ""):
        assert signed_in(world, "planner").post("/me/notices", {"notice": value}).status_code == 302
    row.refresh_from_db()
    assert row.read_at is None


def test_marking_twice_tells_once(world: World) -> None:
    moved(world, "agent")
    agent = world.person("agent")
    assert [mark_read(actor=agent), mark_read(actor=agent)] == [1, 0]
    assert Event.objects.filter(topic=f"person:{agent.uuid}").count() == 2


def test_phones_ask_for_the_number_alone(world: World) -> None:
    client = signed_in(world, "agent")
    assert "0 unread notices" in client.get("/me/notices/count").content.decode()
    moved(world, "agent")
    answer = client.get("/me/notices/count")
    assert "1 unread notice" in answer.content.decode()
    assert (answer["Cache-Control"], b"<html" in answer.content) == ("no-store", False)


def test_the_live_part_is_the_list_without_its_page(world: World) -> None:
    moved(world, "agent")
    answer = signed_in(world, "agent").get("/me/notices", headers={"X-Fragment": "1"})
    assert "Moved to" in answer.content.decode()
    assert b"<html" not in answer.content
    assert "X-Fragment" in answer["Vary"]


def test_what_was_told_stays_as_it_was_told(world: World) -> None:
    moved(world, "agent")
    changes: tuple[dict[str, Any], ...] = (
        {"data": json.dumps({})},
        {"person": world.mate},
        {"kind": "other"},
    )
    for change in changes:
        with pytest.raises(IntegrityError, match="never change"), transaction.atomic():
            Notification.objects.update(**change)
    Notification.objects.update(read_at=timezone.now())
