"""What the database refuses about the files of people, and who reads them: pay and health above all."""

from __future__ import annotations

import io
import logging
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from tests.web.breaches import make_broken
from tests.web.matrix import PERSONAS, cases
from tests.web.people_objects import PLANTED, put_on_file
from tests.web.rich_world import RichWorld, make_rich_world
from tests.web.small_centre import SmallCentre, at_local, make_small_centre
from tests.web.world import World, give

from equipoise.rules.confidential import is_confidential
from equipoise.rules.model import Finding as LibraryFinding
from equipoise.rules.model import Findings
from equipoise_web.compliance.actions.checks import record_check
from equipoise_web.compliance.models import Check, Finding
from equipoise_web.compliance.queries.private import told as shown
from equipoise_web.compliance.queries.rules import rules_by_id
from equipoise_web.core.access import standing_of_person
from equipoise_web.core.models import AuditEntry
from equipoise_web.core.roles import Role
from equipoise_web.people.actions import imports
from equipoise_web.people.files.tables import TABLES
from equipoise_web.people.models import (
    Contract,
    Fact,
    HealthFact,
    HoursEntry,
    LeaveAccount,
    PayBand,
    Restriction,
    Skill,
    Worker,
)
from equipoise_web.scheduling.actions.publication import publish
from equipoise_web.scheduling.adapters import planning_workforce
from equipoise_web.scheduling.adapters.periods import level_throughout
from equipoise_web.scheduling.models import Roster

DAY = timedelta(days=1)
TERMS = {"contract_type": "fixed", "hours_per_week": 20, "min_h": 16, "max_h": 24}


@pytest.fixture
def small(world: World) -> SmallCentre:
    return make_small_centre(world)


@pytest.fixture
def mate(small: SmallCentre) -> Worker:
    return small.workers["mate"]


def refuses(write: Any) -> bool:
    try:
        with transaction.atomic():
            write()
    except IntegrityError:
        return True
    return False


def test_contracts_of_one_worker_never_overlap(mate: Worker) -> None:
    Contract.objects.filter(worker=mate).update(ends_on=date(2027, 1, 31))

    def another(first: date) -> Contract:
        return Contract.objects.create(worker=mate, starts_on=first, **TERMS)

    assert refuses(lambda: another(date(2027, 1, 31)))
    later = another(date(2027, 2, 1))
    assert refuses(lambda: Contract.objects.filter(pk=later.pk).update(starts_on=date(2027, 1, 30)))
    assert refuses(lambda: Contract.objects.filter(worker=mate).exclude(pk=later.pk).update(ends_on=None))
    assert mate.contracts.count() == 2


def test_a_skill_pay_band_or_fact_holds_once_a_day(small: SmallCentre, mate: Worker) -> None:
    first, last = date(2026, 1, 1), date(2026, 6, 30)
    sales = small.queues[0]
    Skill.objects.filter(worker=mate, queue=sales).update(starts_on=first, ends_on=last)
    PayBand.objects.create(worker=mate, band="A", starts_on=first, ends_on=last)
    Fact.objects.create(worker=mate, name="opt_out", starts_on=first, ends_on=last)
    HealthFact.objects.create(worker=mate, name="nursing", starts_on=first, ends_on=last)
    for make in (
        lambda day: Skill.objects.create(worker=mate, queue=sales, level=5, starts_on=day),
        lambda day: PayBand.objects.create(worker=mate, band="B", starts_on=day),
        lambda day: Fact.objects.create(worker=mate, name="opt_out", starts_on=day),
        lambda day: HealthFact.objects.create(worker=mate, name="nursing", starts_on=day),
    ):
        assert refuses(lambda make=make: make(last))
        assert not refuses(lambda make=make: make(last + DAY))


def test_the_hours_account_is_append_only_and_opened_once(world: World, mate: Worker) -> None:
    def entry(kind: str, hours: str) -> HoursEntry:
        return HoursEntry.objects.create(
            worker=mate, kind=kind, hours=hours, day=date(2026, 1, 1), by=world.person("hr")
        )

    row = entry("opening", "4.25")
    assert refuses(lambda: entry("opening", "1"))
    assert not refuses(lambda: entry("correction", "-1"))
    assert refuses(lambda: HoursEntry.objects.filter(pk=row.pk).update(hours=9))
    assert refuses(lambda: HoursEntry.objects.filter(pk=row.pk).delete())


def test_health_never_stands_among_other_facts(mate: Worker) -> None:
    assert refuses(lambda: Fact.objects.create(worker=mate, name="pregnant"))
    assert refuses(lambda: HealthFact.objects.create(worker=mate, name="first_aider"))
    assert refuses(lambda: Fact.objects.create(worker=mate, name="notice_agreed"))
    assert refuses(lambda: Restriction.objects.create(worker=mate, kind="latest_end"))
    assert refuses(lambda: Restriction.objects.create(worker=mate, kind="free_weekday"))


READERS = {
    PayBand: {"hr", "agent"},
    HealthFact: {"hr", "agent"},
    Fact: {"planner", "hr", "auditor", "agent"},
    Restriction: {"planner", "team_leader", "hr", "agent"},
    HoursEntry: {"planner", "hr", "auditor", "agent"},
    LeaveAccount: {"planner", "hr", "auditor", "agent"},
}


def test_each_role_reads_of_the_file_what_it_may(small: SmallCentre, world: World) -> None:
    put_on_file(small.workers["agent"], world.person("hr"))
    for model, readers in READERS.items():
        rows = model.objects
        seen = {name for name, user in world.users.items() if rows.visible_to(user).exists()}
        assert seen == readers, model


def test_hours_with_another_employer_are_for_hr(small: SmallCentre, world: World) -> None:
    Fact.objects.create(worker=small.workers["mate"], name="hours_elsewhere", value=12)
    seen = {name for name, user in world.users.items() if Fact.objects.visible_to(user).exists()}
    assert seen == {"hr"}


@pytest.fixture
def rich(database: str) -> RichWorld:
    return make_rich_world()


def addresses(world: RichWorld, persona: str) -> Iterator[str]:
    """Every address about nobody or about the teammate, the exports, and searches for the teammate."""
    for case, address in cases(world, [persona]).items():
        if case.method == "GET" and case.relation in {"-", "team"}:
            yield address
    for table in TABLES:
        yield f"/people/export.csv?table={table.name}"
    for name in ("q", "contract", "team", "queue", "text"):
        yield f"/people?{name}=mate"


def test_a_pay_band_is_found_by_no_way_but_by_hr(rich: RichWorld) -> None:
    mate = Worker.objects.get(person=rich.mate)
    give(rich.person("hr"), Role.HR, centre=mate.centre)
    PayBand.objects.filter(worker=mate).update(band=PLANTED)
    text = f"worker,band,from\n{mate.number},{PLANTED}-2,2090-01-01\n"
    imports.keep(actor=rich.person("hr"), centre=mate.centre, files=[("pay_bands.csv", text.encode())])
    logging.disable(logging.CRITICAL)  # thousands of refusals are not worth a line
    try:
        found = {persona for persona in PERSONAS if says(rich, persona, PLANTED)}
    finally:
        logging.disable(logging.NOTSET)
    assert found == {"hr"}


def test_nobody_is_found_by_a_pay_band(small: SmallCentre, world: World) -> None:
    mate = small.workers["mate"]
    PayBand.objects.create(worker=mate, band=PLANTED)
    for persona in ("planner", "team_leader", "representative", "auditor", "hr"):
        client = Client()
        client.force_login(world.users[persona])
        assert str(mate.uuid) not in client.get(f"/people?q={PLANTED}").content.decode(), persona


def says(world: RichWorld, persona: str, planted: str) -> bool:
    """Whether any address that can be read answers with the planted text."""
    client = Client(raise_request_exception=False)
    if persona != "anonymous":
        client.force_login(world.users[persona])
    for address in addresses(world, persona):
        with transaction.atomic():
            answer = client.get(address)
            body = b"" if "event-stream" in answer["Content-Type"] else read(answer)
            transaction.set_rollback(True)
        if planted.encode() in body or planted.encode() in unpacked(body):
            return True
    return False


def unpacked(body: bytes) -> bytes:
    """All parts of a workbook; nothing of anything else."""
    if not body.startswith(b"PK"):
        return b""
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return b"".join(archive.read(name) for name in archive.namelist())


def read(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_facts_and_leave_reach_the_check(small: SmallCentre, mate: Worker, world: World) -> None:
    first, last = small.monday, small.monday + 6 * DAY
    bare = planning_workforce(small.centre, first, last)
    assert {each.facts.facts for each in bare.workers} == {None}
    assert bare.leave is None
    put_on_file(mate, world.person("hr"))
    workforce = planning_workforce(small.centre, first, last)
    by_name = {each.name: each for each in workforce.workers}
    assert [fact.name for fact in by_name["mate"].facts.facts or ()] == ["first_aider", "pregnant"]
    assert by_name["south"].facts.facts == ()
    assert [(account.worker, account.entitled_h) for account in workforce.leave or ()] == [("mate", 100.0)]


def test_a_restriction_keeps_its_times_free_and_says_no_more(small: SmallCentre, mate: Worker) -> None:
    monday = small.monday
    Restriction.objects.create(worker=mate, kind="latest_end", at="16:30", starts_on=monday, ends_on=monday)
    Restriction.objects.create(worker=mate, kind="free_weekday", weekday=2, starts_on=monday)
    rows = planning_workforce(small.centre, monday, monday + 6 * DAY).availability
    spans = [(row.worker, row.kind, (row.end_s - row.start_s) / 3600) for row in rows]
    assert spans == [("mate", "unavailable", 7.5), ("mate", "unavailable", 24.0)]


def test_a_skill_counts_on_all_days_that_are_planned(small: SmallCentre, mate: Worker) -> None:
    monday, sales = small.monday, small.queues[0]

    def levels() -> dict[str, int]:
        workers = planning_workforce(small.centre, monday, monday + 6 * DAY).workers
        return next(each.skills for each in workers if each.name == "mate")

    Skill.objects.filter(worker=mate, queue=sales).update(ends_on=monday + 2 * DAY)
    assert levels() == {"service": 3}
    Skill.objects.create(worker=mate, queue=sales, level=2, starts_on=monday + 3 * DAY)
    assert levels() == {"sales": 2, "service": 3}
    assert level_throughout([], monday, monday) is None


@pytest.fixture
def told(small: SmallCentre, world: World, monkeypatch: pytest.MonkeyPatch) -> Roster:
    """A published roster with one finding of a private rule about ``mate``."""

    publish(actor=small.planner, roster=small.roster)
    check = Check.objects.get(roster=small.roster)
    rule = next(rule for rule in rules_by_id(check.packs).values() if is_confidential(rule))
    start_s = int(at_local(small.monday + 70 * DAY, 600).timestamp())
    finding = LibraryFinding(
        rule.id, rule.article, rule.jurisdiction, "warn", "fail", "mate", start_s, start_s + 3600, 1.0, 0.0,
        "hour", {"en": "This shift is too long for this worker.", "nl": "Te lang."},
    )  # fmt: skip
    found = Findings((finding,), tuple((pack["id"], pack["version"]) for pack in check.packs), 0)
    roster = Roster.objects.create(
        centre=small.centre, number=90, starts_on=small.monday + 70 * DAY, ends_on=small.monday + 76 * DAY,
        requirement=small.roster.requirement, objective=0, bound=0,
    )  # fmt: skip
    record_check(roster, found, small.workers)
    publish(actor=small.planner, roster=roster)
    return roster


def test_a_private_finding_names_its_rule_to_hr_and_not_to_planning(told: Roster, world: World) -> None:
    row = Finding.objects.get(check_made__roster=told)
    assert row.private
    pages = (
        f"/roster/{told.uuid}/findings",
        f"/api/v1/rosters/{told.uuid}/findings",
        "/rules",
    )
    for persona in ("planner", "team_leader", "representative", "auditor", "hr"):
        client = Client()
        client.force_login(world.users[persona])
        for address in pages:
            answer = client.get(address)
            assert answer.status_code == 200, address
            said = answer.content.decode()
            assert (row.rule in said or row.article in said) == (persona == "hr"), (persona, address)
    mate = Worker.objects.get(person=world.mate)
    board = f"/roster/{told.uuid}/day/{told.starts_on}?person={mate.uuid}"
    for persona in ("planner", "hr"):
        client = Client()
        client.force_login(world.users[persona])
        said = client.get(board).content.decode()
        assert "too long for this worker" in said, persona
        assert (row.article in said) == (persona == "hr"), persona
    by_rule = Client()
    by_rule.force_login(world.users["planner"])
    said = by_rule.get(f"/roster/{told.uuid}/findings?rule={row.rule}").content.decode()
    assert "too long for this worker" not in said


def test_the_worker_reads_the_own_finding_in_full(told: Roster, world: World) -> None:

    standing = standing_of_person(world.mate, timezone.now())
    (row,) = shown(standing, Finding.objects.visible_to(standing).filter(check_made__roster=told))
    assert (row.masked, row.shown_rule) == (False, row.rule)


def test_that_hr_read_it_is_in_the_audit_log(told: Roster, world: World) -> None:
    mate = Worker.objects.get(person=world.mate)
    for persona, entries in (("planner", 0), ("hr", 1)):
        client = Client()
        client.force_login(world.users[persona])
        client.get(f"/roster/{told.uuid}/findings")
        found = AuditEntry.objects.filter(action="finding.private_read")
        assert found.count() == entries, persona
    assert str(mate.uuid) in str(found.get().details)


def test_an_ordinary_finding_is_not_private(small: SmallCentre) -> None:
    make_broken(small, [small.workers["mate"]])
    assert not Finding.objects.filter(private=True).exists()
