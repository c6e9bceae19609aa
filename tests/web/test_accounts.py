"""An administrator gives logins and roles, within rails; what he does is in the audit."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.web.world import World, give, make_person

from equipoise_web.core.models import AuditEntry, Membership, Person, RoleAssignment, User
from equipoise_web.core.roles import Role


@pytest.fixture(autouse=True)
def no_limits_left_over() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def chief(world: World) -> Person:
    """An administrator of the whole organisation."""
    person = make_person(world.north, "chief", login=True)
    give(person, Role.ADMINISTRATOR, organisation=world.organisation)
    return person


def as_(person: Person) -> Client:
    client = Client()
    client.force_login(User.objects.get_queryset().get(person=person))
    return client


def page(person: Person, then: str = "") -> str:
    return f"/access/people/{person.uuid}{then}"


def entries(action: str) -> list[tuple[Any, Any, dict[str, Any]]]:
    rows = AuditEntry.objects.filter(action=action).order_by("pk")
    return [(row.actor, row.object_uuid, json.loads(row.details)) for row in rows]


def said(answer: Any) -> str:
    """The page after the change, with its messages."""
    return str(answer.content.decode())


def grant(actor: Person, person: Person, role: str, place: Any, last: str = "") -> Any:
    today = timezone.localdate().isoformat()
    fields = {"role": role, "place": str(place.uuid), "first": today, "last": last}
    return as_(actor).post(page(person, "/roles"), fields, follow=True)


def roles(person: Person) -> list[str]:
    return list(person.roles.order_by("pk").values_list("role", flat=True))


# Reading


@pytest.mark.parametrize("role", [role.value for role in Role])
def test_only_administrators_and_hr_read_who_has_access(world: World, role: str) -> None:
    expected = 200 if role in {"administrator", "hr"} else 403
    client = as_(world.person(role))
    assert client.get("/access").status_code == expected
    assert client.get(page(world.mate)).status_code == expected


@pytest.mark.parametrize("role", ["administrator", "hr"])
def test_the_list_ends_where_the_role_ends(world: World, role: str) -> None:
    client = as_(world.person(role))
    shown = said(client.get("/access"))
    assert "planner@example.org" in shown
    for beyond in (world.south, world.elsewhere, world.stranger):
        assert str(beyond.uuid) not in shown
        assert client.get(page(beyond)).status_code == 404


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("text=PLANNER%40example", {"planner"}),
        ("text=mat", {"mate"}),
        ("role=evaluator", {"evaluator"}),
        ("state=none", {"mate", "south", "elsewhere"}),
        ("state=deactivated", {"hr"}),
        ("state=invited&role=agent", {"agent"}),
        ("state=active", {"chief"}),
    ],
)
def test_the_list_is_searched(world: World, chief: Person, asked: str, found: set[str]) -> None:
    User.objects.get_queryset().filter(person=world.person("hr")).update(is_active=False)
    shown = said(as_(chief).get(f"/access?{asked}"))
    names = set(re.findall(r'<th scope="row"[^>]*><a [^>]*>([^<]+)</a>', shown))
    assert names == found


def test_the_list_asks_no_more_questions_for_more_people(world: World, chief: Person) -> None:
    client = as_(chief)
    client.get("/access")

    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get("/access")
        return len(asked)

    before = questions()
    for number in range(12):
        give(make_person(world.north, f"more{number}", login=True), Role.AGENT, team=world.north)
    assert questions() == before


def test_hr_changes_nothing(world: World) -> None:
    client = as_(world.person("hr"))
    assert '<form method="post" action="/access' not in said(client.get(page(world.mate)))
    for then in ("/login", "/invite", "/deactivate", "/reactivate", "/roles", "/roles/end", "/team"):
        assert client.post(page(world.mate, then)).status_code == 403
    assert client.get("/access/new").status_code == 403


# People and logins


def new_person(world: World, **changed: str) -> dict[str, str]:
    team = str(world.north.uuid)
    return {
        "name": "Nora",
        "team": team,
        "locale": "nl",
        "timezone": "Europe/Amsterdam",
        "email": "",
        **changed,
    }


def test_a_new_person_belongs_to_a_team_and_can_get_a_login_at_once(world: World, chief: Person) -> None:
    answer = as_(chief).post("/access/new", new_person(world, email="Nora@Example.org"), follow=True)
    nora = Person.objects.get(name="Nora")
    assert (nora.organisation, nora.locale, nora.user.email) == (world.organisation, "nl", "nora@example.org")
    assert nora.memberships.get().team == world.north
    assert "Nora is added." in said(answer)
    assert entries("person.created")[0][:2] == (chief.uuid, nora.uuid)
    assert entries("login.created")[0][:2] == (chief.uuid, nora.user.uuid)
    assert entries("login.invited") == [
        (chief.uuid, nora.user.uuid, {"person": str(nora.uuid), "sent": False})
    ]


def test_a_team_that_one_does_not_administer_cannot_be_chosen(world: World) -> None:
    south = world.south.memberships.get().team
    answer = as_(world.person("administrator")).post("/access/new", new_person(world, team=str(south.uuid)))
    assert answer.status_code == 422
    assert not Person.objects.filter(name="Nora").exists()


def test_an_address_in_use_is_refused_and_keeps_what_was_typed(world: World, chief: Person) -> None:
    answer = as_(chief).post(page(world.mate, "/login"), {"email": "PLANNER@example.org"})
    assert answer.status_code == 422
    assert "Another login has this e-mail address." in said(answer)
    assert 'value="PLANNER@example.org"' in said(answer)
    assert not User.objects.get_queryset().filter(person=world.mate).exists()
    assert entries("login.created") == []


def test_without_mail_the_link_is_shown_once_and_chooses_a_password_once(world: World, chief: Person) -> None:
    client = as_(chief)
    answer = client.post(page(world.mate, "/login"), {"email": "mate@example.org"}, follow=True)
    link = re.search(r"http://testserver(/account/password/reset/[^<]+)<", said(answer)).group(1)
    assert link not in said(client.get(page(world.mate)))
    chosen = {"password1": "zebra crossing 77", "password2": "zebra crossing 77"}
    mate = Client()
    assert mate.post(mate.get(link)["Location"], chosen).status_code == 302
    assert "does not work any more" in said(Client().get(link))
    answer = mate.post("/account/sign-in", {"login": "mate@example.org", "password": "zebra crossing 77"})
    assert answer["Location"] == "/today"


def test_a_link_that_waits_is_shown_on_the_page_of_its_person_alone(world: World, chief: Person) -> None:
    client = as_(chief)
    client.post(page(world.mate, "/login"), {"email": "mate@example.org"})
    assert "/account/password/reset/" not in said(client.get(page(world.south)))
    assert "/account/password/reset/" in said(client.get(page(world.mate)))


def test_with_mail_the_link_goes_to_the_person_alone(world: World, chief: Person, settings: Any) -> None:
    settings.EMAIL_HOST = "mail.example.org"
    Person.objects.filter(pk=world.mate.pk).update(locale="nl")
    answer = as_(chief).post(page(world.mate, "/login"), {"email": "mate@example.org"}, follow=True)
    [message] = mail.outbox
    assert message.to == ["mate@example.org"]
    link = re.search(r"http://testserver(\S+)", message.body).group(1)
    assert link not in said(answer)
    assert entries("login.invited")[0][2]["sent"] is True
    assert Client().get(link).status_code == 302


def test_closing_a_login_ends_its_sessions_and_links_for_good(world: World, chief: Person) -> None:
    agent, admin = world.person("agent"), as_(chief)
    link = re.search(
        r"http://testserver(\S+?)<", said(admin.post(page(agent, "/invite"), follow=True))
    ).group(1)
    inside = as_(agent)
    assert inside.get("/me/settings").status_code == 200
    admin.post(page(agent, "/deactivate"))
    assert inside.get("/me/settings").status_code == 302
    admin.post(page(agent, "/reactivate"))
    assert User.objects.get_queryset().get(person=agent).is_active
    assert inside.get("/me/settings").status_code == 302, "an old session does not come back to life"
    assert "does not work any more" in said(Client().get(link))
    assert [entries(f"login.{done}")[0][0] for done in ("deactivated", "reactivated")] == [chief.uuid] * 2


def test_nobody_gets_a_link_to_a_login_that_is_in_use(world: World, chief: Person) -> None:
    agent, admin = world.person("agent"), as_(chief)
    as_(agent)  # signs in
    answer = said(admin.post(page(agent, "/invite"), follow=True))
    assert "This person uses the login" in answer
    assert "http://testserver/account/password/reset/" not in answer
    assert entries("login.invited") == []


def test_who_plans_does_not_silence_a_representative(world: World, chief: Person) -> None:
    give(chief, Role.PLANNER, organisation=world.organisation)
    representative = world.person("representative")
    answer = said(as_(chief).post(page(representative, "/deactivate"), follow=True))
    assert "you do not choose who represents them" in answer
    assert User.objects.get_queryset().get(person=representative).is_active


def test_a_login_that_is_not_there_is_neither_closed_opened_nor_invited(world: World, chief: Person) -> None:
    for then in ("/deactivate", "/reactivate", "/invite"):
        answer = as_(chief).post(page(world.mate, then), follow=True)
        assert "no login for which that can be done" in said(answer)
    assert entries("login.deactivated") == entries("login.reactivated") == entries("login.invited") == []


def test_nobody_gets_a_link_to_the_login_of_somebody_with_wider_roles(world: World, chief: Person) -> None:
    narrow = world.person("administrator")
    for then in ("/invite", "/deactivate"):
        assert as_(narrow).post(page(chief, then)).status_code == 403
    assert entries("login.invited") == entries("login.deactivated") == []


# Roles


def test_a_role_is_given_over_a_place_for_a_term(world: World, chief: Person) -> None:
    last = (timezone.localdate() + timedelta(days=30)).isoformat()
    assert "The role is given." in said(grant(chief, world.mate, "evaluator", world.centre, last))
    given = world.mate.roles.get()
    assert (given.role, given.centre, given.granted_by) == ("evaluator", world.centre, chief)
    assert given.ends_at.astimezone(chief_zone(chief)).date().isoformat() > last
    [(actor, about, details)] = entries("role.granted")
    assert (actor, about, details["role"]) == (chief.uuid, world.mate.uuid, "evaluator")
    assert details["place"] == str(world.centre.uuid)


def chief_zone(person: Person) -> Any:
    from zoneinfo import ZoneInfo

    return ZoneInfo(person.timezone)


def test_nobody_gives_himself_a_role(world: World, chief: Person) -> None:
    assert "Nobody gives himself a role" in said(grant(chief, chief, "hr", world.organisation))
    assert roles(chief) == ["administrator"]
    assert entries("role.granted") == []


@pytest.mark.parametrize("role", ["representative", "auditor"])
def test_a_mandate_needs_an_end(world: World, chief: Person, role: str) -> None:
    answer = grant(chief, world.mate, role, world.organisation)
    assert answer.status_code == 422
    assert "give its last day" in said(answer)
    assert roles(world.mate) == []
    grant(chief, world.mate, role, world.organisation, "2090-01-01")
    assert roles(world.mate) == [role]


def test_an_administrator_of_a_centre_gives_nothing_over_the_organisation(world: World) -> None:
    local = make_person(world.north, "local", login=True)
    give(local, Role.ADMINISTRATOR, centre=world.centre)
    assert grant(local, world.mate, "planner", world.organisation).status_code == 422
    assert grant(local, world.mate, "planner", world.elsewhere.memberships.get().team).status_code == 422
    assert roles(world.mate) == []
    grant(local, world.mate, "planner", world.centre)
    assert roles(world.mate) == ["planner"]


@pytest.mark.parametrize("role", ["planner", "team_leader"])
def test_who_plans_or_leads_does_not_choose_who_represents(world: World, chief: Person, role: str) -> None:
    assert (
        grant(world.person(role), world.mate, "representative", world.north, "2090-01-01").status_code == 403
    )
    give(chief, Role(role), team=world.north)
    answer = grant(chief, world.mate, "representative", world.organisation, "2090-01-01")
    assert "do not choose who represents them" in said(answer)
    assert roles(world.mate) == []
    mandate = world.person("representative").roles.get()
    fields = {"role": str(mandate.uuid)}
    as_(chief).post(page(world.person("representative"), "/roles/end"), fields)
    assert RoleAssignment.objects.get(pk=mandate.pk).ends_at == mandate.ends_at


def test_a_role_ends_at_once(world: World, chief: Person) -> None:
    planner = world.person("planner")
    held = planner.roles.get()
    answer = as_(chief).post(page(planner, "/roles/end"), {"role": str(held.uuid)}, follow=True)
    assert "The role has ended." in said(answer)
    held.refresh_from_db()
    assert held.ends_at <= timezone.now()
    assert entries("role.ended")[0][2]["assignment"] == str(held.uuid)
    again = as_(chief).post(page(planner, "/roles/end"), {"role": str(held.uuid)}, follow=True)
    assert "ends no later than that already" in said(again)
    assert len(entries("role.ended")) == 1


def test_a_role_of_somebody_else_is_not_ended_through_this_page(world: World, chief: Person) -> None:
    foreign = world.person("planner").roles.get()
    assert as_(chief).post(page(world.mate, "/roles/end"), {"role": str(foreign.uuid)}).status_code == 404


def test_an_organisation_keeps_an_administrator_who_can_sign_in(world: World, chief: Person) -> None:
    held, client = chief.roles.get(), as_(chief)
    refused = [
        client.post(page(chief, "/roles/end"), {"role": str(held.uuid)}, follow=True),
        client.post(page(chief, "/deactivate"), follow=True),
    ]
    assert all("last administrator" in said(answer) for answer in refused)
    held.refresh_from_db()
    assert held.ends_at is None
    give(world.mate, Role.ADMINISTRATOR, organisation=world.organisation)
    assert "last administrator" in said(client.post(page(chief, "/deactivate"), follow=True)), (
        "mate has no login"
    )
    User.objects.create_user("mate@example.org", person=world.mate)
    assert client.post(page(chief, "/deactivate")).status_code == 302
    assert not User.objects.get_queryset().get(person=chief).is_active


# Teams


def move(actor: Person, person: Person, leaves: Any, joins: Any) -> Any:
    fields = {
        "leaves": str(leaves.uuid) if leaves else "",
        "joins": str(joins.uuid) if joins else "",
        "day": timezone.localdate().isoformat(),
    }
    return as_(actor).post(page(person, "/team"), fields, follow=True)


def test_a_person_moves_from_one_team_to_another_at_one_instant(world: World, chief: Person) -> None:
    south = world.south.memberships.get().team
    assert "The change of team is kept." in said(move(chief, world.mate, world.north, south))
    left, joined = world.mate.memberships.order_by("starts_at")
    assert (left.team, left.ends_at, joined.team, joined.ends_at) == (
        world.north,
        joined.starts_at,
        south,
        None,
    )
    [(actor, about, details)] = entries("person.moved")
    assert (actor, about) == (chief.uuid, world.mate.uuid)
    assert (details["leaves"], details["joins"]) == (str(world.north.uuid), str(south.uuid))


def test_a_team_that_one_does_not_administer_is_not_joined(world: World) -> None:
    south = world.south.memberships.get().team
    assert move(world.person("administrator"), world.mate, world.north, south).status_code == 422
    assert Membership.objects.get(person=world.mate).team == world.north


def test_nobody_joins_a_team_twice(world: World, chief: Person) -> None:
    answer = move(chief, world.mate, None, world.north)
    assert "already belongs" in said(answer)
    assert world.mate.memberships.count() == 1


def test_the_link_of_another_host_is_never_made(world: World, chief: Person, settings: Any) -> None:
    settings.PUBLIC_URL = urlsplit("https://plan.example.org")
    answer = as_(chief).post(page(world.mate, "/login"), {"email": "mate@example.org"}, follow=True)
    assert "https://plan.example.org/account/password/reset/" in said(answer)
