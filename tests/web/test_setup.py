"""From an organisation with one administrator to a plan that is asked for: each step with its check."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from django.utils.translation import activate, get_language
from tests.web.pseudo import speak_in_brackets, untranslated
from tests.web.small_centre import make_small_centre
from tests.web.texts import texts_of_packs, texts_of_rows
from tests.web.world import LONG_AGO, World, make_person, make_team

from equipoise_web.core.jobs.worker import Worker
from equipoise_web.core.models import (
    Activation,
    AuditEntry,
    Centre,
    Organisation,
    Person,
    RoleAssignment,
    Run,
    StepDone,
    User,
)
from equipoise_web.core.roles import Role
from equipoise_web.people.models import Contract, Skill
from equipoise_web.people.models import Worker as Rostered
from equipoise_web.scheduling.description import missing_parts
from equipoise_web.scheduling.jobs import PLAN
from equipoise_web.scheduling.models import ShiftSystem
from equipoise_web.service.models import CentreSettings, HistoryImport, HistoryInterval, Queue
from equipoise_web.setup.countries import country_of, proposed_packs
from equipoise_web.setup.shifts import uncovered
from equipoise_web.setup.steps import next_of, stands

PLACE = {
    "organisation": "Fresh Ltd", "centre": "Front desk", "timezone": "Europe/Amsterdam",
    "teams": "First\nSecond",
}  # fmt: skip
PLANNER = {"name": "Paula", "email": "paula@example.org", "locale": "en", "is_hr": "on"}
OPENING = {
    **dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), "09:00-17:00"), "sat": "", "sun": "",
    "country": "NL", "closed_on_holidays": "on", "interval_minutes": "30", "unplanned_shrinkage": "6",
}  # fmt: skip
CALLS = {
    "name": "calls", "channel": "voice", "aht_s": "300", "share": "80", "answered_within_s": "20",
    "definition": "answered_over_offered", "max_occupancy": "100", "patience_s": "180",
}  # fmt: skip
MAIL = {**CALLS, "name": "mail", "channel": "email", "deadline_h": "8", "patience_s": ""}
LAW = {"packs": ["eu", "nl"], "basis_recorded": "The desk is in Utrecht.", "informed": "Letter of 2 March."}
SHIFTS = {
    "first_1": "09:00", "last_1": "", "length_1": "8", "first_2": "09:00", "last_2": "13:00", "step_2": "60",
    "length_2": "4", "minutes_1": "30", "after_h_1": "5.5", "earliest_h_1": "3", "latest_h_1": "4.75",
}  # fmt: skip
GATE = {"informed": "Letter", "consulted": "Meeting of 4 March", "answered": "Letter of 9 March"}


class Fresh:
    """A centre as ``equipoise init`` leaves it, with somebody who walks through the steps."""

    def __init__(self) -> None:
        self.organisation = Organisation.objects.create(name="Fresh")
        self.team = make_team(self.organisation, "Desk", "First")
        self.centre: Centre = self.team.site.centre
        self.admin = self.signed_in(make_person(self.team, "ada", login=True), Role.ADMINISTRATOR)
        self.planner = self.admin

    def signed_in(self, person: Person, *roles: Role) -> Client:
        for role in roles:
            RoleAssignment.objects.create(
                person=person, role=role, organisation=self.organisation, starts_at=LONG_AGO
            )
        client = Client()
        client.force_login(person.user)
        return client

    def with_planner(self) -> None:
        assert self.admin.post("/setup/place", PLACE)["Location"] == "/setup/place"
        assert self.admin.post("/setup/place/planner", PLANNER)["Location"] == "/setup/place"
        self.planner = Client()
        self.planner.force_login(User.objects.get(email="paula@example.org"))

    def post(self, step: str, values: dict[str, Any]) -> None:
        answer = self.planner.post(f"/setup/{step}", values)
        assert answer.status_code == 302, answer.content.decode()

    def upload(self, step: str, name: str, content: bytes) -> str:
        """The page that answers an uploaded file, after the worker's turn."""
        self.post(step, {"file": SimpleUploadedFile(name, content)})
        work()
        return self.page(step)

    def sample(self, step: str) -> bytes:
        return self.planner.get(f"/setup/{step}/sample.csv").content

    def page(self, step: str) -> str:
        answer = self.planner.get(f"/setup/{step}")
        assert answer.status_code == 200
        return answer.content.decode()

    def until_history(self) -> None:
        self.with_planner()
        for step, values in (("opening", OPENING), ("queues", CALLS), ("queues", MAIL)):
            self.post(step, values)

    def with_history(self) -> None:
        self.until_history()
        self.upload("history", "history.csv", self.sample("history"))
        self.post(f"history/{HistoryImport.objects.get().uuid}/apply", {})
        work()

    def following(self) -> str:
        step = next_of(Centre.objects.get(pk=self.centre.pk))
        return step.name if step else ""


def work() -> None:
    while Worker(lease=timedelta(seconds=30)).work_once():
        pass


@pytest.fixture
def fresh(database: str) -> Fresh:
    return Fresh()


def audited(action: str) -> bool:
    return AuditEntry.objects.filter(action=action).exists()


def test_from_one_administrator_to_a_plan_that_can_be_asked_for(fresh: Fresh) -> None:
    assert "Set up the first centre: Organisation and centre" in fresh.admin.get("/today").content.decode()
    fresh.with_planner()
    paula = Person.objects.get(name="Paula")
    assert {held.role for held in paula.roles.all()} == {Role.PLANNER, Role.HR}
    assert "/account/" in fresh.admin.get("/setup/place").content.decode().split("eq-setup-link")[1][:200]
    assert 'href="/setup"' in fresh.planner.get("/today").content.decode()
    fresh.post("opening", OPENING)
    assert "Open 40 hours a week, in intervals of 30 minutes." in fresh.page("opening")
    fresh.post("queues", CALLS)
    fresh.post("queues", MAIL)
    assert fresh.following() == "history"
    said = fresh.upload("history", "history.csv", fresh.sample("history"))
    assert "1,280 rows in intervals of 30 minutes" in said
    assert "All contacts lie within the opening hours." in said
    assert not HistoryInterval.objects.exists()
    fresh.post(f"history/{HistoryImport.objects.get().uuid}/apply", {})
    work()
    assert HistoryInterval.objects.count() == 1280
    said = fresh.upload("people", "workers.csv", fresh.sample("people"))
    assert "12 people" in said
    draft = fresh.centre.people_imports.get()
    fresh.post(f"people/{draft.uuid}/apply", {"what": "apply"})
    assert "12 people have a contract and a skill." in fresh.page("people")
    fresh.post("rules", LAW)
    said = fresh.page("rules")
    assert "values are not confirmed" in said or "value is not confirmed" in said
    fresh.post("shifts", SHIFTS)
    assert "6 different shifts. They reach all opening hours." in fresh.page("shifts")
    assert fresh.following() == "shifts"  # a proposal has no effect
    fresh.post("shifts/gate", GATE)
    assert fresh.following() == "plan"
    assert missing_parts(Centre.objects.get(pk=fresh.centre.pk), timezone.now()) == ()
    asked = {
        "start": _monday(),
        "weeks": 1,
        "seconds": 2,
        "seed": 1,
        "key": "4f6d6e9e-0c8f-4b53-8a5f-0d3c3f0c2b11",
    }
    answer = fresh.planner.post("/setup/plan", asked)
    run = Run.objects.get(kind=PLAN)
    assert answer["Location"] == f"/jobs/{run.uuid}"
    assert f"/jobs/{run.uuid}" in fresh.page("plan")


def _monday() -> str:
    day = timezone.now().date()
    return (day + timedelta(days=7 - day.weekday())).isoformat()


def test_each_step_waits_for_the_one_before_and_says_so(fresh: Fresh) -> None:
    fresh.with_planner()
    for step in ("queues", "history", "people", "rules", "shifts", "plan"):
        assert fresh.planner.get(f"/setup/{step}")["Location"] == "/setup"
    assert "First comes: Country and opening hours." in fresh.planner.get("/setup").content.decode()
    assert fresh.planner.post("/setup/queues", CALLS)["Location"] == "/setup"
    assert not Queue.objects.filter(centre=fresh.centre).exists()
    assert [stand.state for stand in stands(fresh.centre)[:3]] == ["done", "next", "open"]


def test_a_step_is_taken_again_from_what_stands_in_the_rows(fresh: Fresh) -> None:
    fresh.until_history()
    other = Client()  # another browser, another day
    other.force_login(User.objects.get(email="paula@example.org"))
    assert "/setup/history" in other.get("/setup").content.decode().split("Go on: ")[0]
    assert 'value="09:00-17:00"' in other.get("/setup/opening").content.decode()
    queue = Queue.objects.get(name="calls")
    assert other.post(f"/setup/queues/{queue.uuid}", {**CALLS, "share": "90"})["Location"] == "/setup/queues"
    queue.refresh_from_db()
    assert queue.share == pytest.approx(0.9)


@pytest.mark.parametrize(
    ("step", "values", "said"),
    [
        ("opening", {**OPENING, "country": ""}, "This field is required."),
        ("opening", {**OPENING, "mon": "9-17"}, "Monday"),
        ("queues", {**CALLS, "definition": ""}, "This field is required."),
        ("queues", {**CALLS, "share": "100"}, "Share answered in time"),
    ],
)
def test_a_wrong_answer_is_refused_at_its_field_and_nothing_is_written(
    fresh: Fresh, step: str, values: dict[str, str], said: str
) -> None:
    fresh.with_planner()
    if step == "queues":
        fresh.post("opening", OPENING)
    answer = fresh.planner.post(f"/setup/{step}", values)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    written = CentreSettings if step == "opening" else Queue
    assert not written.objects.filter(centre=fresh.centre).exists()


def test_a_queue_has_no_service_level_before_somebody_says_how_it_counts(fresh: Fresh) -> None:
    fresh.with_planner()
    fresh.post("opening", OPENING)
    assert '<option value="" selected>Choose how it counts</option>' in fresh.page("queues")


def test_a_file_with_a_mistake_names_it_with_the_way_to_mend_it_and_stores_nothing(fresh: Fresh) -> None:
    fresh.until_history()
    right = fresh.sample("history")
    said = fresh.upload("history", "history.csv", right.replace(b"offered", b"offred", 1))
    assert "This file cannot be used, and nothing was changed" in said
    lines = right.split(b"\n")
    lines[4] = lines[4].replace(b"+", b" o'clock +")
    said = fresh.upload("history", "history.csv", b"\n".join(lines))
    facts = said.split("eq-summary")[1].split("</dl>")[0]
    assert "<dd>5</dd>" in facts
    assert "Write each start as 2026-03-02T09:00" in facts
    assert not HistoryInterval.objects.exists()
    assert "1,280 rows" in fresh.upload("history", "history.csv", right)


def test_a_file_on_another_clock_is_seen_by_the_hour(fresh: Fresh) -> None:
    fresh.until_history()
    shifted = fresh.sample("history").replace(b"+02:00", b"+00:00").replace(b"+01:00", b"-01:00")
    said = fresh.upload("history", "history.csv", shifted)
    assert "contacts lie in hours when the centre is closed" in said
    assert "eq-setup-closed" in said


def test_people_with_a_mistake_are_named_by_row_and_nobody_is_written(fresh: Fresh) -> None:
    fresh.with_history()
    right = fresh.sample("people").decode()
    wrong = right.replace("1003,Chantal Vos,First", "1003,Chantal Vos,Third").replace("calls:2", "cals:2", 1)
    said = fresh.upload("people", "workers.csv", wrong.encode())
    table = said.split('aria-label="Rows refused"')[1].split("</table>")[0]
    assert "Unknown team: Third. Known are: First, Second." in table
    assert "Unknown skill: cals." in table
    assert "2 rows refused" in said
    draft = fresh.centre.people_imports.get()
    fresh.post(f"people/{draft.uuid}/apply", {"what": "apply"})
    assert not Rostered.objects.filter(centre=fresh.centre).exists()
    said = fresh.upload("people", "workers.csv", right.encode())
    assert "2 rows refused" not in said
    draft.refresh_from_db()
    assert draft.dropped_at is not None  # a mended file takes the place of its forerunner
    assert draft.content == []
    latest = fresh.centre.people_imports.get(dropped_at=None)
    fresh.post(f"people/{latest.uuid}/apply", {"what": "apply"})
    assert Contract.objects.filter(worker__centre=fresh.centre).count() == 12
    assert Skill.objects.filter(worker__centre=fresh.centre, queue__name="calls").count() == 12


def test_gates_are_passed_on_evidence_alone_and_every_step_is_recorded(fresh: Fresh) -> None:
    fresh.with_history()
    fresh.upload("people", "workers.csv", fresh.sample("people"))
    fresh.post(f"people/{fresh.centre.people_imports.get().uuid}/apply", {"what": "apply"})
    without = fresh.planner.post("/setup/rules", {**LAW, "informed": " "})
    assert without.status_code == 422
    assert not StepDone.objects.exists()
    fresh.post("rules", LAW)
    assert Activation.objects.count() == 2
    assert StepDone.objects.filter(done_by__name="Paula").count() == 4
    refused = fresh.planner.post("/setup/shifts", {**SHIFTS, "length_2": "40"})
    assert refused.status_code == 422
    assert not ShiftSystem.objects.filter(centre=fresh.centre).exists()
    fresh.post("shifts", SHIFTS)
    refused = fresh.planner.post("/setup/shifts/gate", {**GATE, "consulted": ""})
    assert refused.status_code == 422
    assert Activation.objects.count() == 2
    fresh.post("shifts/gate", GATE)
    consulted = StepDone.objects.get(step__code="consulted")
    assert consulted.evidence == "Meeting of 4 March"
    assert audited("shift_system.named")
    assert AuditEntry.objects.filter(action="version.activated").count() == 3


def test_names_that_are_taken_and_a_clock_with_history_are_refused(fresh: Fresh) -> None:
    Organisation.objects.create(name="Fresh Ltd")
    assert fresh.admin.post("/setup/place", PLACE).status_code == 422
    Organisation.objects.filter(name="Fresh Ltd").update(name="Other Ltd")
    fresh.with_history()
    assert audited("centre.named")
    moved = fresh.admin.post("/setup/place", {**PLACE, "timezone": "Europe/Lisbon"})
    assert "The time zone stays" in moved.content.decode()
    taken = fresh.admin.post("/setup/place/planner", {**PLANNER, "name": "Other"})
    assert "Another login has this address." in taken.content.decode()
    assert not Person.objects.filter(name="Other").exists()


def test_nobody_takes_a_step_that_is_not_his(fresh: Fresh) -> None:
    fresh.until_history()
    hr = fresh.signed_in(make_person(fresh.team, "harm", login=True), Role.HR)
    agent = fresh.signed_in(make_person(fresh.team, "aart", login=True), Role.AGENT)
    for step in ("opening", "queues", "history", "people", "rules", "shifts", "plan"):
        assert fresh.admin.get(f"/setup/{step}").status_code == 403
        assert agent.get(f"/setup/{step}").status_code == 403
    assert agent.get("/setup").status_code == 403
    assert hr.post("/setup/queues", {**CALLS, "name": "third"}).status_code == 403
    assert fresh.planner.post("/setup/place", PLACE).status_code == 403
    said = hr.get("/setup").content.decode()
    assert "is for somebody else" in said
    assert Queue.objects.filter(centre=fresh.centre).count() == 2


def test_a_stranger_reaches_no_queue_or_file_of_another_centre(fresh: Fresh) -> None:
    fresh.until_history()
    fresh.upload("history", "history.csv", fresh.sample("history"))
    other = Fresh.__new__(Fresh)
    other.organisation = Organisation.objects.create(name="Elsewhere")
    other.team = make_team(other.organisation, "There", "Team")
    other.centre = other.team.site.centre
    stranger = other.signed_in(make_person(other.team, "sara", login=True), Role.PLANNER)
    CentreSettings.objects.create(centre=other.centre, opening={"mon": ["09:00-17:00"]})
    Queue.objects.create(centre=other.centre, name="own")
    staged = HistoryImport.objects.get()
    assert stranger.post(f"/setup/history/{staged.uuid}/apply").status_code == 404
    assert stranger.get(f"/setup/queues/{Queue.objects.get(name='calls').uuid}").status_code == 404


def test_a_centre_with_a_roster_is_led_to_the_usual_pages(world: World) -> None:
    small = make_small_centre(world)
    client = Client()
    client.force_login(world.users["planner"])
    client.post("/account/centre", {"centre": str(small.centre.uuid)})
    said = client.get("/setup").content.decode()
    assert "The centre has a roster" in said
    assert 'href="/demand/history"' in said
    assert client.get("/setup/history")["Location"] == "/setup"
    assert client.post("/setup/queues", CALLS)["Location"] == "/setup"


def test_the_clock_suggests_a_country_and_the_country_its_law() -> None:
    assert [country_of(zone) for zone in ("Europe/Amsterdam", "Europe/London", "UTC")] == ["NL", "GB", ""]
    assert proposed_packs("NL") == ["eu", "nl"]
    assert proposed_packs("GB") == ["uk"]
    assert proposed_packs("JP") == []


def test_open_hours_that_no_shift_reaches_are_named() -> None:
    content = {
        "shift": [{"starts": "09:00-10:00/60", "lengths_h": [4.0]}, {"starts": "22:00", "lengths_h": [8.0]}]
    }
    opening = {"mon": ["08:00-15:00"], "tue": ["09:00-14:00"], "sun": ["00:00-08:00"]}
    assert uncovered(content, opening) == {"mon": ["08:00–09:00", "14:00–15:00"], "sun": ["06:00–08:00"]}


def test_no_step_has_words_of_its_own(fresh: Fresh, monkeypatch: pytest.MonkeyPatch) -> None:
    fresh.with_history()
    right = fresh.sample("people")
    fresh.upload("people", "workers.csv", right.replace(b"1003,Chantal Vos,First", b"1003,Chantal Vos,Third"))
    fresh.admin.get("/setup/place")  # shows the messages of before
    before, data = get_language(), texts_of_rows() | texts_of_packs()
    speak_in_brackets(monkeypatch)
    pages = [fresh.admin.get("/setup/place").content.decode(), fresh.planner.get("/setup").content.decode()]
    pages += [fresh.page(step) for step in ("opening", "queues", "history", "people")]
    fresh.upload("people", "workers.csv", right)
    fresh.post(f"people/{fresh.centre.people_imports.get(dropped_at=None).uuid}/apply", {"what": "apply"})
    pages.append(fresh.page("rules"))
    fresh.post("rules", LAW)
    pages += [fresh.page("rules"), fresh.page("shifts")]
    fresh.post("shifts", SHIFTS)
    pages.append(fresh.page("shifts"))
    fresh.post("shifts/gate", GATE)
    pages += [fresh.page("shifts"), fresh.page("plan")]
    monkeypatch.undo()
    activate(before or "en")
    assert {words for page in pages for words in untranslated(page, data)} == set()
