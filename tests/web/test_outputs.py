"""A roster on paper and as a file, and hours for payroll: right, readable, and of nobody else."""

from __future__ import annotations

import csv
import io
import json
import re
import zlib
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import jsonschema
import openpyxl
import pytest
from django.test import Client
from django.utils import timezone
from tests.web.people_objects import PLANTED, put_on_file
from tests.web.programs import program
from tests.web.small_centre import SmallCentre, make_small_centre
from tests.web.world import World
from tools.payroll_profile import PAGE, SCHEMA, page_and_schema

from equipoise.balance.unsocial import NIGHT_TO_S
from equipoise.timegrid import HolidayCalendar, Stretch
from equipoise_web.api.answers.payroll import PayrollRow
from equipoise_web.core.access import standing_of
from equipoise_web.core.models import AuditEntry, Reading, Schedule
from equipoise_web.people.files import reading
from equipoise_web.people.files.reasons import Refusal
from equipoise_web.people.jobs import KEEP_DAYS, prune_imports
from equipoise_web.people.models import ImportDraft
from equipoise_web.scheduling.actions.amendments import amend
from equipoise_web.scheduling.actions.publication import publish
from equipoise_web.scheduling.adapters import seconds
from equipoise_web.scheduling.models import Absence, AmendmentKind, Consent
from equipoise_web.scheduling.outputs.typesetter import typeset
from equipoise_web.scheduling.payroll.hours import (
    NIGHT_UNTIL,
    Hours,
    add,
    over_contract,
    parts_by_day,
    public_holidays,
)
from equipoise_web.scheduling.payroll.profile import CSV_COLUMNS, NAMES
from equipoise_web.scheduling.payroll.rows import payroll_rows

MONDAY = date(2027, 3, 22)  # the clock changes on Sunday the 28th
ZONE = "Europe/Amsterdam"
HOUR = timedelta(hours=1)


@pytest.fixture
def small(world: World) -> SmallCentre:
    return make_small_centre(world, MONDAY)


@pytest.fixture
def published(small: SmallCentre) -> SmallCentre:
    publish(actor=small.planner, roster=small.roster)
    return small


def client_of(world: World, role: str) -> Client:
    client = Client()
    client.force_login(world.users[role])
    return client


def taken(world: World, role: str, address: str, status: int = 200) -> Any:
    answer = client_of(world, role).get(address)
    assert answer.status_code == status, answer.content[:300]
    return answer


def wall(small: SmallCentre, form: str) -> str:
    return f"/roster/{small.roster.uuid}/wall.{form}"


def objects(pdf: bytes) -> bytes:
    """The file with its streams unpacked."""
    found = [pdf]
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            found.append(zlib.decompress(stream))
        except zlib.error:
            found.append(b"")
    return b"\n".join(found)


def at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(ZONE)) + hour * HOUR


# The wall


def test_the_workbook_shows_weeks_activities_and_coverage_and_no_formula(
    world: World, small: SmallCentre
) -> None:
    mate = small.workers["mate"].person
    mate.name = "=2+5"
    mate.save()
    answer = taken(world, "planner", wall(small, "xlsx"))
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == ["Week 12", "Timeline", "Activities", "Coverage"]
    week = book["Week 12"]
    assert "DRAFT" in str(week["A1"].value)
    names = {str(row[0].value): row for row in week.iter_rows(min_row=4)}
    assert names["=2+5"][0].data_type == "s"
    assert names["=2+5"][1].value in {"09:00-17:00 SA", "09:00-17:00 SE"}
    assert names["=2+5"][6].value in (None, "")  # Saturday
    assert (week.freeze_panes, week.page_setup.orientation) == ("B4", "landscape")
    assert week.page_setup.paperSize == 8
    assert book["Timeline"].max_row == 3 + 5 * 3
    day, start = book["Coverage"]["A4"].value, book["Coverage"]["B4"].value
    assert (day.date(), start.strftime("%H:%M")) == (MONDAY, "08:00")
    assert Reading.objects.filter(centre=small.centre, purpose="planning").exists()


def test_a_pdf_for_the_wall_is_tagged_and_takes_a_name_for_a_name(
    world: World, published: SmallCentre
) -> None:
    mate = published.workers["mate"].person
    mate.name = '#panic("x") *b* 日'
    mate.save()
    pdf = taken(world, "planner", f"{wall(published, 'pdf')}?week={MONDAY}&paper=a4").content
    found = objects(pdf)
    assert pdf.startswith(b"%PDF-1.7")
    marks = (
        b"/StructTreeRoot",
        b"/Marked true",
        b"/DisplayDocTitle true",
        b"pdfuaid",
        b"/S/H1",
        b"/Lang(en)",
    )
    close = found.replace(b"/S /", b"/S/").replace(b"/Lang (", b"/Lang(")
    assert [mark for mark in marks if mark not in close] == []
    assert len(re.findall(rb"/S ?/TH\b", found)) == 8  # a person and seven days
    assert b"Roster 1" in found
    again = taken(world, "planner", f"{wall(published, 'pdf')}?paper=a4").content
    assert b"/StructTreeRoot" in again
    for query in ("?paper=a9", "?week=2020-01-01", "?week=never"):
        taken(world, "planner", wall(published, "pdf") + query, 404)


def test_a_letter_without_a_picture_does_not_stop_the_print() -> None:
    row = ["日", "\u202e", "\x07", "#x"]
    said = {
        "title": "T", "language": "en", "paper": "a4", "wide": False, "notes": ["\U000e0000 日 😀"],
        "nobody": "", "sections": [{"title": "S", "head": ["A", "B", "C", "D"], "rows": [row]}],
    }  # fmt: skip
    assert typeset(json.dumps(said)).startswith(b"%PDF")


def test_the_wall_is_for_those_who_see_the_roster(world: World, small: SmallCentre) -> None:
    for role in ("agent", "administrator", "hr", "representative"):
        for form in ("pdf", "xlsx"):
            expected = 403 if role in {"agent", "administrator"} else 404  # a draft is not there
            taken(world, role, wall(small, form), expected)
    publish(actor=small.planner, roster=small.roster)
    book = openpyxl.load_workbook(io.BytesIO(taken(world, "team_leader", wall(small, "xlsx")).content))
    seen = {row[0].value for row in book["Week 12"].iter_rows(min_row=4)}
    assert world.south.name not in seen  # another team


def test_ones_own_month_is_printed_and_nobody_elses(world: World, published: SmallCentre) -> None:
    answer = taken(world, "agent", "/me/roster.pdf?month=2027-03")
    assert answer["Content-Type"] == "application/pdf"
    assert b"/Marked true" in objects(answer.content)
    taken(world, "administrator", "/me/roster.pdf?month=2027-03", 404)
    taken(world, "agent", "/me/roster.pdf?month=2027-13", 404)
    said = program(world, "agent").get("me/roster.pdf", month="2027-03")
    assert said.content.startswith(b"%PDF")


# Payroll


def test_hours_are_cut_at_midnight_and_know_night_sunday_and_the_clock() -> None:
    sunday = date(2027, 3, 28)
    days: dict[date, Hours] = {}
    begin = at(sunday - timedelta(days=1), 22).astimezone(UTC)
    for day, since, until in parts_by_day(begin, begin + 8 * HOUR, ZONE):  # until 07:00 on the wall
        add(days.setdefault(day, Hours()), "work_h", day, since, until, ZONE, holiday=day == sunday)
    assert days[sunday - timedelta(days=1)].paid == 2 * HOUR
    spent = days[sunday].by_kind
    assert days[sunday].paid == 6 * HOUR
    assert spent["night_h"] == 5 * HOUR
    assert spent["sunday_h"] == spent["holiday_h"] == days[sunday].paid
    assert NIGHT_UNTIL.hour * 3600 == NIGHT_TO_S
    first, last = date(2027, 1, 1), date(2027, 12, 31)
    for code in ("", "NL", "DE-BY"):
        assert public_holidays(code, first, last) == HolidayCalendar(code).between(first, last).keys()


def test_hours_above_the_contract_fall_on_the_days_that_exceed_it() -> None:
    days = [(MONDAY + timedelta(days=n), 10 * HOUR) for n in range(5)]
    above = over_contract(days, lambda _monday: timedelta(hours=38))
    assert [above[day] for day, _ in days] == [timedelta(0)] * 3 + [2 * HOUR, 10 * HOUR]
    assert over_contract(days, lambda _monday: None)[MONDAY] is None


def test_payroll_hours_fit_their_schema_and_say_what_an_amendment_changed(
    world: World, published: SmallCentre
) -> None:
    put_on_file(published.workers["mate"], published.planner)
    address = f"/people/payroll.json?first={MONDAY}&last={MONDAY + timedelta(days=6)}"
    before = taken(world, "hr", address).content
    document = json.loads(before)
    schema = json.loads(SCHEMA.read_text())
    jsonschema.validate(document, schema, format_checker=jsonschema.FormatChecker())
    assert {row["state"] for row in document["rows"]} == {"planned"}
    row = next(each for each in document["rows"] if each["worker"] == "mate")
    assert (row["day"], row["paid_h"], row["work_h"], row["break_unpaid_h"]) == (str(MONDAY), 7.5, 7.5, 0.5)
    worker = published.workers["mate"]
    rows = list(worker.stretches.filter(starts_at__lt=at(MONDAY, 24)))
    kept = [Stretch("mate", seconds(at(MONDAY, 9)), seconds(at(MONDAY, 12)), "work", "sales")]
    amend(
        actor=published.planner, publication=published.roster.publication, worker=worker,
        kind=AmendmentKind.REQUEST, asked_by=worker.person, consent=Consent.GIVEN, remove=rows, add=kept,
    )  # fmt: skip
    after = json.loads(taken(world, "hr", address).content)
    jsonschema.validate(after, schema, format_checker=jsonschema.FormatChecker())
    changed = [each for each in after["rows"] if each["state"] == "amended"]
    assert [(each["worker"], each["day"], each["paid_h"]) for each in changed] == [("mate", str(MONDAY), 3)]
    assert (changed[0]["published_paid_h"], changed[0]["amendments"]) == (row["paid_h"], 1)
    assert PLANTED.encode() not in before
    assert AuditEntry.objects.filter(action="payroll.exported").count() == 2
    assert Reading.objects.filter(centre=published.centre, purpose="payroll").count() == 2


def test_leave_counts_and_a_draft_never_does(world: World, small: SmallCentre) -> None:
    hr = standing_of(world.users["hr"])
    sunday = MONDAY + timedelta(days=6)
    assert payroll_rows(hr, small.centre, MONDAY, sunday) == []
    publish(actor=small.planner, roster=small.roster)
    worker, saturday = small.workers["mate"], MONDAY + timedelta(days=5)
    Absence.objects.create(
        worker=worker, starts_at=at(saturday, 0), ends_at=at(saturday, 24), kind="sickness", counted_h=6
    )
    rows = payroll_rows(hr, small.centre, saturday, saturday)
    assert [(row["leave_h"], row["paid_h"], row["state"]) for row in rows] == [(6, 0, "amended")]
    assert "sick" not in json.dumps(rows)
    whole = [row for row in payroll_rows(hr, small.centre, MONDAY, sunday) if row["worker"] == "mate"]
    total = sum(row["paid_h"] + row["leave_h"] for row in whole)
    assert sum(row["over_contract_h"] for row in whole) == pytest.approx(max(total - 40, 0))


def test_payroll_is_hrs_also_by_a_key_and_in_one_profile(world: World, published: SmallCentre) -> None:
    period = {"first": str(MONDAY), "last": str(MONDAY + timedelta(days=6))}
    query = "?first={first}&last={last}".format(**period)
    for role in ("agent", "planner", "administrator", "team_leader", "auditor", "representative"):
        for address in ("/people/payroll", f"/people/payroll.csv{query}", f"/people/payroll.json{query}"):
            taken(world, role, address, 403)
    assert program(world, "hr", "rosters:read").get("payroll-hours", **period).status_code == 403
    key = program(world, "hr", "payroll:read")
    told = key.get("payroll-hours", **period).json()
    lines = list(csv.DictReader(io.StringIO(key.get("payroll-hours.csv", **period).content.decode())))
    assert list(lines[0]) == list(CSV_COLUMNS)
    assert lines[0]["profile"] == told["profile"] == "payroll_hours/1"
    assert [float(line["paid_h"]) for line in lines] == [row["paid_h"] for row in told["rows"]]
    refused = key.get("payroll-hours", first="2027-01-01", last="2028-01-01")
    assert (refused.status_code, refused.json()["fields"]) == (400, {"field": "last"})
    taken(world, "hr", "/people/payroll.csv?first=2027-02-01&last=2027-01-01", 422)
    assert b"formaction" in taken(world, "hr", "/people/payroll").content
    assert tuple(PayrollRow.model_fields) == NAMES


def test_page_and_schema_of_the_profile_are_current() -> None:
    assert (PAGE.read_text(), SCHEMA.read_text()) == page_and_schema()


# What comes in


def test_an_archive_that_says_it_is_too_large_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    book = io.BytesIO()
    openpyxl.Workbook().save(book)
    monkeypatch.setattr("equipoise_web.people.files.workbook.LARGEST_TOTAL", 1000)
    monkeypatch.setattr("equipoise_web.people.files.workbook.run_apart", lambda *_: pytest.fail("unpacked"))
    with pytest.raises(Refusal) as refused:
        reading.read_files([("people.xlsx", book.getvalue())])
    assert refused.value.code == "damaged"


def test_an_import_that_nobody_ended_is_deleted_after_its_days(world: World, small: SmallCentre) -> None:
    hr, old = world.person("hr"), timezone.now() - timedelta(days=KEEP_DAYS, hours=1)
    waits, late, ended = (
        ImportDraft.objects.create(centre=small.centre, made_by=hr, sha256=str(n) * 64, content=["pay"])
        for n in range(3)
    )
    ImportDraft.objects.filter(pk__in=[late.pk, ended.pk]).update(created_at=old)
    ImportDraft.objects.filter(pk=ended.pk).update(applied_at=timezone.now())
    pulse: Any = None
    assert prune_imports({}, pulse) == 1
    assert set(ImportDraft.objects.all()) == {waits, ended}
    entry = AuditEntry.objects.get(action="people.import_pruned")
    assert entry.object_uuid == late.uuid
    assert Schedule.objects.filter(kind="people.prune_imports", enabled=True).exists()
