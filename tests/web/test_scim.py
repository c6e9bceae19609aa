"""A directory adds, changes and deactivates people by SCIM, and can do nothing else with its key."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from scim2_models import Context, Error, ListResponse, Schema, ServiceProviderConfig
from tests.web.directory import ENTERPRISE, SEARCH, USER, Directory, directory
from tests.web.programs import Program, secret_of
from tests.web.small_centre import describe, make_worker
from tests.web.world import World, make_person

from equipoise.errors import InvalidInput
from equipoise_web.core.actions import tokens
from equipoise_web.core.events import stream
from equipoise_web.core.models import AuditEntry, Notification, Person, RoleAssignment, User
from equipoise_web.core.roles import Role
from equipoise_web.core.scopes import PROVISIONING, SCOPES
from equipoise_web.provisioning.models import Provisioned
from equipoise_web.provisioning.resources import FullUser, Group
from equipoise_web.scheduling.actions.feeds import open_feed

SAMPLES = Path(__file__).resolve().parents[2] / "../shared/data/interop/scim2_rfc_samples"
OFF = {"op": "replace", "path": "active", "value": False}


@pytest.fixture
def idp(world: World) -> Directory:
    return directory(world)


def refused(response: Any, status: int, scim_type: str | None = None) -> str:
    """Assert a refusal as RFC 7644 writes it, and give its sentence."""
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/scim+json"
    error = Error.model_validate_json(response.content)
    assert (error.status, error.scim_type) == (status, scim_type), error
    return error.detail or ""


def samples(kind: str) -> list[dict[str, Any]]:
    """The samples whose first schema ends so."""
    found = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(SAMPLES.glob("*.json"))]
    return [each for each in found if each["schemas"][0].endswith(kind)]


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples of the RFCs are not here")
def test_the_requests_of_the_rfcs_are_answered_right(idp: Directory) -> None:
    users = samples("core:2.0:User")
    assert users
    for number, sample in enumerate(users):
        sample["userName"] = f"{number}.{sample['userName']}"
        for email in sample.get("emails", ()):
            email["value"] = f"{number}.{email['value']}"
        made = idp.ask("POST", "Users", sample)
        assert made.status_code == 201, made.content
        kept = made.json()
        assert made["Location"] == kept["meta"]["location"]
        assert kept["id"] != sample.get("id")  # the server's, never the client's
        for name in ("userName", "externalId", "name", "displayName", "emails"):
            assert kept.get(name) == sample.get(name)
        assert kept["active"] is True
        assert idp.get(f"Users/{kept['id']}").json() == kept
        refused(idp.ask("POST", "Users", sample), 409, "uniqueness")
        assert idp.ask("PUT", f"Users/{kept['id']}", sample).json()["id"] == kept["id"]
        for patch in samples("PatchOp") if number < 2 else ():
            changed = idp.ask("PATCH", f"Users/{kept['id']}", patch)
            assert changed.status_code == 200, (patch, changed.content)
            FullUser.model_validate(changed.json(), scim_ctx=Context.RESOURCE_PATCH_RESPONSE)
            for operation in patch["Operations"]:
                value = operation.get("value")
                sent = value.get("emails", ()) if isinstance(value, dict) else ()
                for email in sent:
                    assert email in changed.json()["emails"]
            assert idp.patch(kept["id"], {"op": "remove", "path": "emails"}).status_code == 200
        assert idp.ask("DELETE", f"Users/{kept['id']}").status_code == 204
    for group in samples("core:2.0:Group"):
        refused(idp.ask("POST", "Groups", group), 501)
    for search in samples("SearchRequest"):
        ListResponse[FullUser | Group].model_validate_json(
            idp.ask("POST", ".search", search).content, scim_ctx=Context.SEARCH_RESPONSE
        )
    for bulk in samples("BulkRequest"):
        refused(idp.ask("POST", "Bulk", bulk), 501)
    config = idp.get("ServiceProviderConfig")
    for sample in samples("ServiceProviderConfig"):
        assert sample.keys() - {"documentationUri"} <= config.json().keys()
    ServiceProviderConfig.model_validate_json(config.content, scim_ctx=Context.RESOURCE_QUERY_RESPONSE)
    for sample in samples("core:2.0:ResourceType"):
        assert idp.get(f"ResourceTypes/{sample['name']}").json()["endpoint"] == sample["endpoint"]
    schemas = ListResponse[Schema].model_validate_json(idp.get("Schemas").content)
    assert {str(each.id) for each in schemas.resources or ()} >= {USER, ENTERPRISE}
    assert idp.get(f"Schemas/{USER}").json()["id"] == USER


def test_a_person_is_added_with_a_login_and_without_a_role_and_only_once(
    idp: Directory, world: World
) -> None:
    made = idp.add(
        "BJensen",
        externalId="701984",
        name={"givenName": "Babs", "familyName": "Jensen"},
        emails=[{"value": "home@example.com"}, {"value": "Babs@Example.com", "type": "work"}],
        preferredLanguage="nl-BE",
        timezone="Europe/Brussels",
        roles=[{"value": "administrator"}],
        password="t1meMa$heen",
        phoneNumbers=[{"value": "555-555-5555"}],
    )
    assert made.status_code == 201
    person = Person.objects.get(uuid=made.json()["id"])
    assert (person.name, person.locale, person.timezone) == ("Babs Jensen", "nl", "Europe/Brussels")
    assert (person.organisation, person.user.email) == (world.organisation, "babs@example.com")
    assert person.user.is_active
    assert not person.user.has_usable_password()
    assert not RoleAssignment.objects.filter(person=person).exists()
    row = Provisioned.objects.get(person=person)
    assert "555" not in row.document
    assert "administrator" not in row.document
    entry = AuditEntry.objects.get(action="provisioning.added", object_uuid=person.uuid)
    key = world.person("administrator").api_tokens.get()
    assert entry.actor == world.person("administrator").uuid
    assert json.loads(entry.details)["key"] == str(key.uuid)
    assert "Jensen" not in entry.details
    people = Person.objects.count()
    refused(idp.add("bjensen"), 409, "uniqueness")
    refused(idp.add("other", emails=[{"value": "babs@example.com"}]), 409, "uniqueness")
    refused(idp.add("planner@example.org"), 409, "uniqueness")  # a login made by hand
    assert Person.objects.count() == people


def test_who_is_deactivated_is_out_at_once_and_for_good(idp: Directory, world: World) -> None:
    planner = world.users["planner"]
    browser = Client()
    browser.force_login(planner)
    program = Program(secret_of(world.person("planner")))
    assert browser.get("/me/settings").status_code == 200
    assert program.get("me").status_code == 200
    found = idp.get("Users", filter='userName eq "PLANNER@example.org"').json()
    assert found["totalResults"] == 1
    off = idp.patch(found["Resources"][0]["id"], OFF)
    assert off.status_code == 200
    assert off.json()["active"] is False
    assert browser.get("/me/settings").status_code == 302
    assert program.get("me").status_code == 401
    assert stream.RECHECK_S <= 30  # an open stream asks in time, and ends: see test_events
    actions = set(AuditEntry.objects.values_list("action", flat=True))
    assert {"login.deactivated", "provisioning.changed"} <= actions
    on = idp.patch(found["Resources"][0]["id"], OFF | {"value": "True"})  # as one provider writes it
    assert on.json()["active"] is True
    assert browser.get("/me/settings").status_code == 302  # sessions of before stay ended
    assert program.get("me").status_code == 200  # keys end with the login, and open again with it


def test_the_calendar_of_who_is_deactivated_is_closed(idp: Directory, world: World) -> None:
    make_worker(world.centre, world.person("agent"), describe(world.centre))
    address = f"/calendar/{open_feed(actor=world.person('agent'))[1]}.ics"
    from django.urls import reverse

    secret = open_feed(actor=world.person("agent"))[1]
    address = reverse("calendar_feed", args=[secret])
    assert Client().get(address).status_code == 200
    idp.patch(str(world.person("agent").uuid), OFF)
    assert Client().get(address).status_code == 404


def test_delete_closes_the_login_erases_nothing_and_gives_the_address_to_whoever_has_it_next(
    idp: Directory, world: World
) -> None:
    first = idp.add("babs@example.com", externalId="1").json()["id"]
    assert idp.ask("DELETE", f"Users/{first}").status_code == 204
    gone = Person.objects.get(uuid=first)
    assert not gone.user.is_active
    refused(idp.get(f"Users/{first}"), 404)
    refused(idp.ask("DELETE", f"Users/{first}"), 404)
    assert idp.get("Users", filter='userName eq "babs@example.com"').json()["totalResults"] == 0
    second = idp.add("babs@example.com", externalId="2").json()["id"]
    assert second != first
    gone.user.refresh_from_db()
    assert gone.user.email.endswith("@removed.invalid")
    assert idp.ask("DELETE", f"Users/{second}").status_code == 204
    back = idp.add("babs@example.com", externalId="2")
    assert back.status_code == 201
    assert back.json()["id"] == second
    assert User.objects.get_queryset().get(person__uuid=second).is_active


def test_a_worker_who_is_here_gets_the_login_and_no_second_person(idp: Directory, world: World) -> None:
    queues = describe(world.centre)
    make_worker(world.centre, world.mate, queues)
    number = {ENTERPRISE: {"employeeNumber": "mate"}, "schemas": [USER, ENTERPRISE]}
    made = idp.add("mate@example.com", **number)
    assert made.json()["id"] == str(world.mate.uuid)
    assert made.json()[ENTERPRISE] == {"employeeNumber": "mate"}
    refused(idp.add("other@example.com", **number), 409, "uniqueness")
    make_worker(world.centre, world.person("agent"), queues)
    number[ENTERPRISE] = {"employeeNumber": "agent"}  # has a login, made by hand
    refused(idp.add("third@example.com", **number), 409, "uniqueness")


@pytest.mark.parametrize("mandate", ["representative", "auditor"])
def test_nobody_with_a_mandate_is_moved_to_another_address(
    idp: Directory, world: World, mandate: str
) -> None:
    before = world.users[mandate].email
    mail = {"op": "replace", "path": 'emails[type eq "work"].value', "value": "new@example.com"}
    refused(idp.patch(str(world.person(mandate).uuid), mail), 409, None)
    assert User.objects.get_queryset().get(pk=world.users[mandate].pk).email == before


def test_an_address_moves_with_its_sessions_ended_and_its_person_told(idp: Directory, world: World) -> None:
    browser = Client()
    browser.force_login(world.users["agent"])
    identifier = str(world.person("agent").uuid)
    mail = {"op": "Replace", "path": 'emails[type eq "work"].value', "value": "New@example.com"}
    name = {"op": "Replace", "value": {"displayName": "New name"}}
    changed = idp.patch(identifier, mail, name)
    assert changed.status_code == 200
    user = User.objects.get_queryset().get(person=world.person("agent"))
    assert (user.email, user.person.name if user.person else "") == ("new@example.com", "New name")
    assert browser.get("/me/settings").status_code == 302
    assert Notification.objects.filter(person=user.person, kind="login.address_changed").exists()
    assert AuditEntry.objects.filter(action="login.address_changed", object_uuid=user.uuid).exists()
    taken = mail | {"value": "hr@example.org"}
    refused(
        idp.patch(identifier, {"op": "add", "path": "displayName", "value": "Half"}, taken), 409, "uniqueness"
    )
    assert idp.get(f"Users/{identifier}").json()["displayName"] == "New name"


def test_a_name_follows_its_parts_and_a_put_replaces_what_it_leaves_out(idp: Directory) -> None:
    made = idp.add(name={"formatted": "Ms. Jensen", "familyName": "Jensen", "givenName": "Babs"}).json()
    idp.patch(made["id"], {"op": "replace", "path": "name.familyName", "value": "Smith"})
    assert Person.objects.get(uuid=made["id"]).name == "Babs Smith"
    put = {"schemas": [USER], "userName": "babs@example.com", "id": "mine", "groups": [{"value": "x"}]}
    after = idp.ask("PUT", f"Users/{made['id']}", put).json()
    assert "name" not in after
    assert "groups" not in after
    assert (after["id"], after["active"]) == (made["id"], True)
    assert Person.objects.get(uuid=made["id"]).name == "babs@example.com"


def test_a_version_protects_from_changing_what_somebody_changed(idp: Directory) -> None:
    made = idp.add()
    identifier, version = made.json()["id"], made["ETag"]
    assert version.startswith('W/"')
    assert made.json()["meta"]["version"] == version
    seen = idp.client.get(f"/scim/v2/Users/{identifier}", headers=idp.headers | {"If-None-Match": version})
    assert seen.status_code == 304
    name = {"op": "add", "path": "displayName", "value": "Babs"}
    assert idp.patch(identifier, name, **{"If-Match": version}).status_code == 200
    refused(idp.patch(identifier, OFF, **{"If-Match": version}), 412)
    assert idp.get(f"Users/{identifier}").json()["active"] is True


def test_lists_are_filtered_sorted_paged_and_cut_to_attributes(idp: Directory, world: World) -> None:
    for number in range(5):
        idp.add(f"u{number}@example.com", externalId=f"x{number}", displayName=f"Zed {number}")
    logins = User.objects.get_queryset().filter(person__organisation=world.organisation).count()
    assert idp.get("Users").json()["totalResults"] == logins
    query = {"filter": 'displayName sw "zed" and not (externalId eq "x0")', "sortBy": "userName"}
    found = idp.get(
        "Users", **query, sortOrder="descending", startIndex=2, count=2, attributes="userName"
    ).json()
    assert (found["totalResults"], found["startIndex"], found["itemsPerPage"]) == (4, 2, 2)
    assert [each["userName"] for each in found["Resources"]] == ["u3@example.com", "u2@example.com"]
    assert set(found["Resources"][0]) == {"schemas", "id", "userName"}
    for one in ('externalId eq "x1"', 'emails.value eq "u1@example.com" or userName eq "U1@example.com"'):
        assert idp.get("Users", filter=one).json()["totalResults"] == 1
    assert idp.get("Users", filter='id eq "nobody"').json()["totalResults"] == 0
    assert (
        "Resources" not in idp.get("Users", count=0).json()
        or not idp.get("Users", count=0).json()["Resources"]
    )
    body = {"schemas": [SEARCH], "filter": 'displayName eq "Zed 4"', "excludedAttributes": ["meta"]}
    assert idp.ask("POST", "Users/.search", body).json()["totalResults"] == 1
    assert idp.ask("POST", ".search", {"schemas": [SEARCH], "filter": 'displayName eq "North"'}).json()[
        "Resources"
    ]


def test_teams_are_read_and_changed_by_our_own_pages_alone(idp: Directory, world: World) -> None:
    found = idp.get("Groups", filter='displayName eq "North"').json()["Resources"]
    assert [each["id"] for each in found] == [str(world.north.uuid)]
    assert {each["display"] for each in found[0]["members"]} == set(world.users)
    address = f"Groups/{world.north.uuid}"
    assert idp.get(address).json() == found[0]
    agent = idp.get(f"Users/{world.person('agent').uuid}").json()
    assert [each["value"] for each in agent["groups"]] == [str(world.north.uuid)]
    for method in ("PUT", "PATCH", "DELETE"):
        refused(idp.ask(method, address, {}), 501)
    refused(idp.get("Me"), 501)
    stranger = idp.get("Groups", filter='displayName eq "Out"').json()
    assert stranger["totalResults"] == 0


BAD: list[tuple[str, str, Any, int, str | None]] = [
    ("POST", "Users", "{", 400, "invalidSyntax"),
    ("POST", "Users", "[]", 400, "invalidSyntax"),
    ("POST", "Users", "[" * 100_000, 400, "invalidSyntax"),
    ("POST", "Users", {"schemas": [USER]}, 400, "invalidValue"),
    ("POST", "Users", {"schemas": [USER], "userName": " "}, 400, "invalidValue"),
    ("POST", "Users", {"schemas": [USER], "userName": "a\x00b"}, 400, "invalidValue"),
    ("POST", "Users", {"schemas": [USER], "userName": "a\ud800b"}, 400, "invalidValue"),
    ("POST", "Users", {"schemas": [USER], "userName": "x" * 300}, 400, "invalidValue"),
    ("POST", "Users", {"schemas": [USER], "userName": 7}, 400, "invalidValue"),
    ("POST", "Users", {"schemas": [USER], "userName": "x", "emails": "x"}, 400, "invalidValue"),
    ("POST", "Users", {"schemas": [USER], "userName": "x", "emails": [{"value": "x"}]}, 400, "invalidValue"),
    ("GET", "Users?filter=userName", None, 400, "invalidFilter"),
    ("GET", "Users?filter=nothing eq 1", None, 400, "invalidFilter"),
    ("GET", "Users?filter=userName eq %22%00%22", None, 400, None),
    ("GET", "Users?count=many", None, 400, "invalidValue"),
    ("GET", "Users?attributes=id&excludedAttributes=id", None, 400, "invalidValue"),
    ("GET", "Users/nobody", None, 404, None),
    ("GET", "Users/00000000-0000-0000-0000-000000000000", None, 404, None),
    ("GET", "Schemas?filter=id eq 1", None, 403, None),
    ("GET", "Nothing", None, 404, None),
    ("DELETE", "Users", None, 405, None),
    ("POST", ".search", {"schemas": [SEARCH], "filter": "(" * 3000}, 400, "invalidFilter"),
    (
        "POST",
        ".search",
        {"schemas": [SEARCH], "filter": "not (" * 300 + "id pr" + ")" * 300},
        400,
        "invalidFilter",
    ),
    ("POST", "Users", f'{{"schemas": ["{USER}"], "userName": NaN}}', 400, "invalidValue"),
    ("POST", "Users?attributes=nothing[", {"schemas": [USER], "userName": "x"}, 400, "invalidPath"),
    ("GET", "Users?sortBy=nothing", None, 400, "invalidPath"),
]


def test_what_cannot_be_used_is_refused_and_leaves_nothing(idp: Directory) -> None:
    before = Person.objects.count()
    for method, address, body, status, scim_type in BAD:
        refused(idp.ask(method, address, body), status, scim_type)
    assert Person.objects.count() == before


def test_what_may_not_change_is_refused_whole(idp: Directory, world: World) -> None:
    identifier = idp.add().json()["id"]
    name = {"op": "add", "path": "displayName", "value": "Half"}
    for operation, scim_type in (
        ({"op": "replace", "path": "id", "value": "x"}, "mutability"),
        ({"op": "replace", "path": "groups", "value": []}, "mutability"),
        ({"op": "remove", "path": "userName"}, "mutability"),
        ({"op": "remove"}, "noTarget"),
        ({"op": "move", "path": "active", "value": 1}, "invalidValue"),
        ({"op": "replace", "path": "a b", "value": 1}, "invalidPath"),
        ({"op": "replace", "path": "active", "value": "perhaps"}, "invalidValue"),
    ):
        refused(idp.patch(identifier, name, operation), 400, scim_type)
    refused(idp.ask("POST", "Users", {"schemas": [USER], "userName": "y"}, content_type="text/plain"), 415)
    last = str(world.person("administrator").uuid)
    assert "role.last_administrator" in refused(idp.patch(last, name, OFF), 409)
    refused(idp.ask("DELETE", f"Users/{last}"), 409)
    for each in (identifier, last):
        assert idp.get(f"Users/{each}").json().get("displayName") != "Half"
    assert world.users["administrator"].is_active


def test_nothing_but_the_key_of_an_administrator_opens_it(idp: Directory, world: World) -> None:
    for role in Role:
        browser = Client()
        browser.force_login(world.users[role.value])
        refused(browser.get("/scim/v2/Users"), 401)
        refused(browser.post("/scim/v2/Users", {"userName": "x"}, content_type="application/json"), 401)
        refused(Directory(secret_of(world.person(role.value))).get("Users"), 401)
        if role is not Role.ADMINISTRATOR:
            with pytest.raises(PermissionDenied):
                secret_of(world.person(role.value), [PROVISIONING])
    refused(Directory("").get("ServiceProviderConfig"), 401)
    refused(Directory("eqp_nothing").get("Users"), 401)


def test_the_key_opens_nothing_else_and_ends_with_the_role(idp: Directory, world: World) -> None:
    program = Program()
    program.headers = idp.headers
    for address in ("me", "workers", "openapi.json", ""):
        assert program.get(address).status_code == 401
    with pytest.raises(InvalidInput):
        secret_of(world.person("administrator"), [PROVISIONING, next(iter(SCOPES))])
    stranger = make_person(world.north, "local administrator", login=True)
    RoleAssignment.objects.create(
        person=stranger, role=Role.ADMINISTRATOR, centre=world.centre, starts_at=stranger.created_at
    )
    with pytest.raises(PermissionDenied):
        secret_of(stranger, [PROVISIONING])
    RoleAssignment.objects.filter(person=world.person("administrator")).update(
        ends_at=world.organisation.created_at
    )
    refused(idp.get("Users"), 403)
    refused(idp.add(), 403)


def test_somebody_of_another_organisation_is_not_there(idp: Directory, world: World) -> None:
    User.objects.create_user("out@example.org", person=world.stranger)
    refused(idp.get(f"Users/{world.stranger.uuid}"), 404)
    refused(idp.patch(str(world.stranger.uuid), OFF), 404)
    assert idp.get("Users", filter='userName eq "out@example.org"').json()["totalResults"] == 0
    refused(idp.add("out@example.org"), 409, "uniqueness")


def test_an_administrator_makes_the_key_on_his_page_and_others_are_not_offered_it(
    idp: Directory, world: World
) -> None:
    form = {"purpose": "Directory", "scopes": [PROVISIONING], "last_day": "2099-01-01"}
    for persona, offered in (("administrator", True), ("hr", False)):
        browser = Client()
        browser.force_login(world.users[persona])
        assert (PROVISIONING in browser.get("/me/tokens").content.decode()) is offered
    both = browser.post("/me/tokens", form)
    assert both.status_code == 422
    assert tokens.authenticate("nothing") is None


def test_what_changes_nothing_leaves_no_entry_and_no_new_version(idp: Directory) -> None:
    made = idp.add(emails=[{"value": "babs@example.com", "type": "work"}])
    street = {"op": "replace", "path": 'addresses[type eq "work"].streetAddress', "value": "1010 Broadway"}
    same = idp.patch(made.json()["id"], street, OFF | {"value": True})
    assert (same.status_code, same["ETag"]) == (200, made["ETag"])
    assert not AuditEntry.objects.filter(action="provisioning.changed").exists()
