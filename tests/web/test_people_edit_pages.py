"""Pages that change what is on file about a worker, and that bring people in and take them out."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.web.people_objects import PLANTED, put_on_file
from tests.web.small_centre import SmallCentre, make_small_centre, make_worker
from tests.web.world import World, give, make_person

from equipoise_web.core.models import AuditEntry, Reading, User
from equipoise_web.core.roles import Role
from equipoise_web.people.models import (
    Contract,
    Fact,
    HealthFact,
    HoursEntry,
    ImportDraft,
    LeaveAccount,
    PayBand,
    Restriction,
    Skill,
    Worker,
)


@pytest.fixture
def small(world: World) -> SmallCentre:
    return make_small_centre(world)


@pytest.fixture
def mate(small: SmallCentre) -> Worker:
    return small.workers["mate"]


def client(world: World, persona: str) -> Client:
    found = Client()
    found.force_login(world.users[persona])
    session = found.session
    session["centre"] = str(world.centre.uuid)
    session.save()
    return found


def post(world: World, persona: str, address: str, **data: Any) -> Any:
    return client(world, persona).post(address, data)


CONTRACT = {
    "contract_type": "fixed", "hours_per_week": "24", "min_h": "16", "max_h": "32", "agreement": "CAO FCS",
}  # fmt: skip


def test_hr_ends_a_contract_and_adds_the_next(mate: Worker, world: World) -> None:
    contract = mate.contracts.get()
    answer = post(
        world, "hr", f"/people/contracts/{contract.uuid}", contract_type="permanent", hours_per_week="40",
        min_h="32", max_h="48", night_ok="on", ends_on="2027-01-31",
    )  # fmt: skip
    assert answer.status_code == 302
    answer = post(world, "hr", f"/people/{mate.uuid}/contracts/new", **CONTRACT, starts_on="2027-02-01")
    assert answer["Location"] == f"/people/{mate.uuid}"
    assert list(mate.contracts.order_by("pk").values_list("hours_per_week", "ends_on", "agreement")) == [
        (40.0, date(2027, 1, 31), ""),
        (24.0, None, "CAO FCS"),
    ]
    entries = AuditEntry.objects.filter(object_uuid=mate.uuid, actor=world.person("hr").uuid)
    assert set(entries.values_list("action", flat=True)) == {
        "worker.contract_changed", "worker.contract_added",
    }  # fmt: skip


def test_a_contract_beside_another_is_refused_with_what_was_typed(mate: Worker, world: World) -> None:
    answer = post(world, "hr", f"/people/{mate.uuid}/contracts/new", **CONTRACT, starts_on="2027-02-01")
    assert answer.status_code == 422
    assert "Another contract holds in these days" in answer.content.decode()
    assert 'value="24"' in answer.content.decode()
    assert mate.contracts.count() == 1
    assert not AuditEntry.objects.filter(action="worker.contract_added").exists()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"starts_on": "2027-02-01", "ends_on": "2027-01-01"}, "ends_on"),
        ({"min_h": "40", "max_h": "30"}, "min_h"),
        ({"hours_per_week": "40"}, "hours_per_week"),
        ({"hours_per_week": "200"}, "hours_per_week"),
    ],
)
def test_a_contract_that_cannot_be_is_refused_at_its_field(
    mate: Worker, world: World, changed: dict[str, str], field: str
) -> None:
    Contract.objects.all().delete()
    answer = post(world, "hr", f"/people/{mate.uuid}/contracts/new", **(CONTRACT | changed))
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {field}
    assert not mate.contracts.exists()


def test_a_planner_gives_skills_levels_and_days(small: SmallCentre, mate: Worker, world: World) -> None:
    skill = mate.skills.get(queue=small.queues[0])
    queue = str(small.queues[0].uuid)
    post(world, "planner", f"/people/skills/{skill.uuid}", queue=queue, level="3", ends_on="2027-01-31")
    post(world, "planner", f"/people/{mate.uuid}/skills/new", queue=queue, level="5", starts_on="2027-02-01")
    assert list(mate.skills.filter(queue=small.queues[0]).order_by("pk").values_list("level", "ends_on")) == [
        (3, date(2027, 1, 31)),
        (5, None),
    ]
    post(world, "planner", f"/people/skills/{skill.uuid}", remove="1")
    assert not Skill.objects.filter(pk=skill.pk).exists()
    assert AuditEntry.objects.filter(action="worker.skill_removed", object_uuid=mate.uuid).exists()


def test_hr_writes_restrictions_facts_leave_and_hours(mate: Worker, world: World) -> None:
    for kind, data in {
        "restrictions": {"kind": "earliest_start", "at": "09:30", "weekday": "2"},
        "facts": {"name": "notice_agreed", "value": "14"},
        "health": {"name": "pregnant", "starts_on": "2026-05-01"},
        "leave": {"year": "2026", "kind": "statutory", "entitled_h": "160", "taken_h": "8"},
        "hours": {"kind": "correction", "hours": "-2.5", "day": "2026-05-01", "note": "counted twice"},
    }.items():
        answer = post(world, "hr", f"/people/{mate.uuid}/{kind}/new", **data)
        assert answer.status_code == 302, (kind, answer.context["form"].errors)
    restriction = Restriction.objects.get(worker=mate)
    assert (str(restriction.at), restriction.weekday) == ("09:30:00", None)
    assert Fact.objects.get(worker=mate).value == 14
    assert HealthFact.objects.get(worker=mate).starts_on == date(2026, 5, 1)
    assert LeaveAccount.objects.get(worker=mate).taken_h == 8
    entry = HoursEntry.objects.get(worker=mate)
    assert (float(entry.hours), entry.by) == (-2.5, world.person("hr"))


def test_the_audit_log_does_not_tell_of_health(mate: Worker, world: World) -> None:
    post(world, "hr", f"/people/{mate.uuid}/health/new", name="pregnant", starts_on="2026-05-01")
    post(world, "hr", f"/people/{mate.uuid}/facts/new", name="first_aider")
    rows = AuditEntry.objects.filter(action="worker.fact_added").values_list("object_type", "details")
    assert len(set(rows)) == 1
    assert len(rows) == 2


def test_what_is_on_file_is_shown_to_those_who_may_see_it(mate: Worker, world: World) -> None:
    put_on_file(mate, world.person("hr"))
    words = {
        "No nights": {"planner", "team_leader", "hr"},
        "First aider": {"planner", "auditor", "hr"},
        "Pregnant": {"hr"},
        PLANTED: {"hr"},
        "Opening balance": {"planner", "auditor", "hr"},
        "statutory": {"planner", "auditor", "hr"},
    }
    for persona in ("planner", "team_leader", "representative", "auditor", "hr"):
        said = client(world, persona).get(f"/people/{mate.uuid}").content.decode()
        for word, readers in words.items():
            assert (word in said) == (persona in readers), (persona, word)
    User.objects.create_user("mate@example.org", person=mate.person)
    own = Client()
    own.force_login(mate.person.user)
    said = own.get(f"/people/{mate.uuid}").content.decode()
    assert [word for word in words if word not in said] == []
    assert "/facts/new" not in said


def test_a_person_is_added_without_and_with_a_login(small: SmallCentre, world: World) -> None:
    team = str(world.north.uuid)
    answer = post(world, "hr", "/people/new", name="Nina", number="77", team=team, birth_date="1991-02-03")
    nina = Worker.objects.get(number="77")
    assert answer["Location"] == f"/people/{nina.uuid}"
    assert nina.person.memberships.get().team == world.north
    again = post(world, "hr", "/people/new", name="Noud", number="77", team=team)
    assert (again.status_code, set(again.context["form"].errors)) == (422, {"number"})
    post(world, "hr", "/people/new", name="Noud", number="78", team=team, email="noud@example.org")
    assert not User.objects.filter(email="noud@example.org").exists()
    give(world.person("hr"), Role.ADMINISTRATOR, team=world.north)
    post(world, "hr", "/people/new", name="Noor", number="79", team=team, email="noor@example.org")
    assert User.objects.get(email="noor@example.org").person == Worker.objects.get(number="79").person
    assert AuditEntry.objects.filter(action="worker.added").count() == 3


def test_name_number_and_birth_date_are_changed_by_hr(mate: Worker, world: World) -> None:
    address = f"/people/{mate.uuid}/about"
    taken = post(world, "hr", address, name="Mate", number="agent", birth_date="")
    assert (taken.status_code, set(taken.context["form"].errors)) == (422, {"number"})
    assert post(world, "hr", address, name="Mate B.", number="m1", birth_date="1992-01-01").status_code == 302
    mate.refresh_from_db()
    assert (mate.person.name, mate.number, mate.birth_date) == ("Mate B.", "m1", date(1992, 1, 1))


def test_out_of_scope_nothing_can_be_changed(small: SmallCentre, world: World) -> None:
    south = small.workers["south"]
    assert post(world, "hr", f"/people/{south.uuid}/contracts/new", **CONTRACT).status_code == 404
    contract = south.contracts.get()
    assert post(world, "hr", f"/people/contracts/{contract.uuid}", **CONTRACT).status_code == 404
    assert post(world, "hr", f"/people/{south.uuid}/about", name="x", number="y").status_code == 404
    contract.refresh_from_db()
    assert contract.hours_per_week == 40


# Files


def upload(world: World, persona: str, *files: tuple[str, bytes]) -> Any:
    sent = [SimpleUploadedFile(name, data) for name, data in files]
    return client(world, persona).post("/people/import", {"file": sent})


PEOPLE = (
    "people.csv",
    b"worker,name,team,contract_h_per_week,skills\nmate,Mate,North,32,sales:3;service:3\nn1,Nina,North,24,\n",
)


@pytest.fixture
def whole(small: SmallCentre, world: World) -> SmallCentre:
    give(world.person("hr"), Role.HR, centre=world.centre)
    return small


def test_files_are_compared_looked_at_and_applied(whole: SmallCentre, world: World) -> None:
    answer = upload(world, "hr", PEOPLE, ("facts.csv", b"worker,fact\nn1,first_aider\n"))
    draft = ImportDraft.objects.get()
    assert answer["Location"] == f"/people/import/{draft.uuid}"
    said = client(world, "hr").get(answer["Location"]).content.decode()
    assert "2 rows new" in said
    assert '<del translate="no">40</del> → <ins translate="no">32</ins>' in said
    assert "Apply exactly this" in said
    assert not Worker.objects.filter(number="n1").exists()
    post(world, "hr", f"/people/import/{draft.uuid}/apply")
    assert Worker.objects.get(number="n1").facts.get().name == "first_aider"
    said = client(world, "hr").get(answer["Location"]).content.decode()
    assert "What the files said is not kept" in said
    assert "Nina" not in said


def test_refused_rows_stand_first_and_keep_all_from_being_applied(whole: SmallCentre, world: World) -> None:
    answer = upload(world, "hr", (PEOPLE[0], PEOPLE[1].replace(b"n1,Nina,North", b"n1,Nina,Nowhere")))
    said = client(world, "hr").get(answer["Location"]).content.decode()
    assert "1 row refused" in said
    assert "Unknown team: Nowhere. Known are: North, South." in said
    assert "Apply exactly this" not in said
    draft = ImportDraft.objects.get()
    post(world, "hr", f"/people/import/{draft.uuid}/apply")
    assert whole.workers["mate"].contracts.get().hours_per_week == 40


def test_a_file_that_cannot_be_read_is_refused_on_the_page(whole: SmallCentre, world: World) -> None:
    answer = upload(world, "hr", ("people.csv", "worker;größe\n".encode("latin-1")))
    assert answer.status_code == 422
    assert "people.csv: The file is not in UTF-8" in answer.content.decode()
    assert not ImportDraft.objects.exists()


def test_hr_of_one_team_and_planners_bring_nothing_in(small: SmallCentre, world: World) -> None:
    assert upload(world, "hr", PEOPLE).status_code == 403
    assert upload(world, "planner", PEOPLE).status_code == 403
    assert not ImportDraft.objects.exists()


def test_a_comparison_is_for_hr_of_its_centre_alone(whole: SmallCentre, world: World) -> None:
    address = upload(world, "hr", PEOPLE)["Location"]
    got = {persona: client(world, persona).get(address).status_code for persona in Role.values}
    assert got.pop("hr") == 200
    assert set(got.values()) == {403}
    assert client(world, "planner").post(f"{address}/apply").status_code == 403


def test_a_dropped_import_is_forgotten(whole: SmallCentre, world: World) -> None:
    address = upload(world, "hr", PEOPLE)["Location"]
    post(world, "hr", f"{address}/drop")
    draft = ImportDraft.objects.get()
    assert (draft.content, draft.difference) == ([], [])
    assert "n1" not in client(world, "hr").get(address).content.decode()


def test_an_export_of_planning_holds_no_pay_health_or_birth_date(whole: SmallCentre, world: World) -> None:
    put_on_file(whole.workers["mate"], world.person("hr"))
    PayBand.objects.create(worker=make_worker(world.centre, world.person("planner"), whole.queues), band="P")
    found = {}
    for persona in ("planner", "hr"):
        answer = client(world, persona).get("/people/export.xlsx")
        book = openpyxl.load_workbook(io.BytesIO(answer.content))
        found[persona] = book.sheetnames, [cell.value for cell in book["workers"][1]]
    assert "pay_bands" not in found["planner"][0]
    assert "birth_date" not in found["planner"][1]
    assert {"pay_bands", "facts"} <= set(found["hr"][0])
    assert "birth_date" in found["hr"][1]
    facts = client(world, "planner").get("/people/export.csv?table=facts").content.decode()
    assert "first_aider" in facts
    assert "pregnant" not in facts
    assert AuditEntry.objects.filter(action="people.exported").count() == 3
    assert Reading.objects.filter(viewer=world.person("planner"), centre=world.centre).exists()


def test_a_page_asks_no_more_queries_for_more_rows(whole: SmallCentre, mate: Worker, world: World) -> None:
    def queries(address: str) -> int:
        reader = client(world, "hr")
        reader.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert reader.get(address).status_code == 200
        return len(asked)

    pages = (f"/people/{mate.uuid}", "/people/files", "/people/export.csv", "/people/export.xlsx")
    put_on_file(mate, world.person("hr"))
    before = [queries(page) for page in pages]
    for number in range(3):
        worker = make_worker(world.centre, make_person(world.north, f"further {number}"), whole.queues)
        put_on_file(worker, world.person("hr"))
        Fact.objects.create(worker=mate, name=("opt_out", "night_hazard", "hours_elsewhere")[number],
                            value=8 if number == 2 else None)  # fmt: skip
        HoursEntry.objects.create(
            worker=mate, kind="taken", hours="-1", day=date(2026, 2, 1), by=world.person("hr")
        )
        upload(world, "hr", PEOPLE)
    assert [queries(page) for page in pages] == before
    assert max(before) <= 45, before


def test_the_list_is_narrowed_by_contract(small: SmallCentre, mate: Worker, world: World) -> None:
    mate.contracts.update(contract_type="fixed")
    small.workers["south"].contracts.all().delete()

    def listed(query: str) -> set[str]:
        said = client(world, "planner").get(f"/people?{query}").content.decode()
        return {name for name, worker in small.workers.items() if f'/people/{worker.uuid}"' in said}

    assert listed("contract=fixed") == {"mate"}
    assert listed("contract=none") == {"south"}
    assert listed("contract=nonsense") == {"agent", "mate", "south"}
