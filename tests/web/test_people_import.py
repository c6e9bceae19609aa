"""Files of people: compared row by row, applied as shown or not at all, and the same out as in."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from tests.web.small_centre import SmallCentre, make_small_centre
from tests.web.world import World, give, make_team

from equipoise_web.core.access import standing_of
from equipoise_web.core.models import AuditEntry, Membership, Person
from equipoise_web.core.roles import Role
from equipoise_web.people.actions import imports as actions
from equipoise_web.people.errors import ImportEnded, ImportOutdated, ImportRefused
from equipoise_web.people.files import reading
from equipoise_web.people.files.reading import read_files
from equipoise_web.people.files.reasons import Refusal, sentence
from equipoise_web.people.files.writing import csv_text, inert, workbook
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
from equipoise_web.people.queries.export import exported

WORKERS = (
    "worker,name,team,birth_date,contract_type,contract_h_per_week,min_h,max_h,skills,night_ok,from,to\n"
    "n1,Nina,North,1991-02-03,permanent,32,24,40,sales:4@2026-01-01..;service:2,no,2026-01-01,2026-06-30\n"
    "n1,,,,permanent,36,28,44,,no,2026-07-01,\n"
    "n2,Noud,South,,on_call,0,0,24,service,yes,,\n"
)
FACTS = "worker,fact,from,to,value\nn1,first_aider,2026-01-01,,\n" + (
    "n1,pregnant,2026-02-01,2026-09-01,\nn2,notice_agreed,,,14\n"
)
BANDS = "worker,band,from,to\nn1,Scale 7,2026-01-01,\nn2,=cmd|' /C calc'!A0,,\n".replace("n2,=", "n2,'=")
LEAVE = "worker,year,kind,entitled_h,taken_h,lapses,reminded\nn1,2026,statutory,144,16,2027-07-01,\n"
HOURS = "worker,hours,day,note\nn1,-12.5,2026-01-01,taken over\n"
LIMITS = "worker,restriction,at,weekday,from,to\nn1,earliest_start,09:00,,2026-01-01,\n" + (
    "n2,free_weekday,,wednesday,,\n"
)
ALL = {
    "workers": WORKERS, "facts": FACTS, "pay_bands": BANDS, "leave": LEAVE, "hours": HOURS, "limits": LIMITS,
}  # fmt: skip


@pytest.fixture
def small(world: World) -> SmallCentre:
    small = make_small_centre(world)
    give(world.person("hr"), Role.HR, centre=world.centre)
    return small


def files(**texts: str) -> list[tuple[str, bytes]]:
    return [(f"{name}.csv", text.encode()) for name, text in texts.items()]


def compared(world: World, **texts: str) -> ImportDraft:
    return actions.keep(actor=world.person("hr"), centre=world.centre, files=files(**texts))


def rows(draft: ImportDraft, action: str) -> list[dict[str, Any]]:
    return [row for row in draft.difference if row["action"] == action]


def refused(world: World, text: str, table: str = "workers") -> tuple[int, str, str]:
    """Row, column and code of the only refused row."""
    (row,) = rows(compared(world, **{table: text}), "refused")
    return row["row"], row["refusal"]["field"], row["refusal"]["code"]


def unreadable(*given: tuple[str, bytes]) -> Refusal:
    with pytest.raises(Refusal) as caught:
        read_files(given)
    return caught.value


def everything() -> dict[str, list[Any]]:
    models: tuple[Any, ...] = (
        Worker, Contract, Skill, Restriction, Fact, HealthFact, PayBand, LeaveAccount, HoursEntry, Person,
        Membership,
    )  # fmt: skip
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in models}


def test_a_comparison_writes_nothing_and_tells_each_field(small: SmallCentre, world: World) -> None:
    before = everything()
    draft = compared(world, **ALL)
    assert everything() == before
    assert draft.counts == {"refused": 0, "new": 12, "changed": 0, "unchanged": 0}
    first = draft.difference[0]
    assert (first["table"], first["row"], first["worker"], first["action"]) == ("workers", 2, "n1", "new")
    assert ["name", "", "Nina"] in first["fields"]
    assert ["skills", "", "sales:4@2026-01-01.."] in first["fields"]
    entry = AuditEntry.objects.get(action="people.import_compared")
    assert entry.object_uuid == draft.uuid


def test_applying_writes_what_was_shown_and_a_second_time_changes_nothing(
    small: SmallCentre, world: World
) -> None:
    draft = actions.apply(actor=world.person("hr"), draft=compared(world, **ALL))
    nina = Worker.objects.get(number="n1")
    assert nina.person.name == "Nina"
    assert list(nina.contracts.order_by("starts_on").values_list("hours_per_week", "ends_on")) == [
        (32.0, date(2026, 6, 30)),
        (36.0, None),
    ]
    assert set(nina.skills.values_list("queue__name", "level", "starts_on")) == {
        ("sales", 4, date(2026, 1, 1)),
        ("service", 2, None),
    }
    assert nina.health_facts.get().name == "pregnant"
    assert set(PayBand.objects.values_list("band", flat=True)) == {"Scale 7", "=cmd|' /C calc'!A0"}
    assert [float(row.hours) for row in HoursEntry.objects.all()] == [-12.5]
    assert nina.person.memberships.get().team == world.north
    assert (draft.content, draft.difference) == ([], [])
    assert draft.applied_at is not None
    assert AuditEntry.objects.filter(action="people.import_applied", object_uuid=draft.uuid).count() == 1
    after = everything()
    again = compared(world, **ALL)
    assert again.counts == {"refused": 0, "new": 0, "changed": 0, "unchanged": 12}
    actions.apply(actor=world.person("hr"), draft=again)
    assert everything() == after


def test_what_changed_is_told_from_old_to_new_and_only_that_is_written(
    small: SmallCentre, world: World
) -> None:
    actions.apply(actor=world.person("hr"), draft=compared(world, **ALL))
    changed = WORKERS.replace("n1,Nina", "n1,Nina B.").replace("36,28,44", "38,30,44")
    draft = compared(world, workers=changed)
    assert [(row["row"], row["fields"]) for row in rows(draft, "changed")] == [
        (2, [["name", "Nina", "Nina B."]]),
        (3, [["contract_h_per_week", "36", "38"], ["min_h", "28", "30"]]),
    ]
    actions.apply(actor=world.person("hr"), draft=draft)
    assert Worker.objects.get(number="n1").contracts.get(starts_on=date(2026, 7, 1)).hours_per_week == 38


def test_a_contract_is_ended_and_followed_by_another_in_one_file(small: SmallCentre, world: World) -> None:
    text = "worker,contract_h_per_week,from,to\nmate,40,,2026-12-31\nmate,24,2027-01-01,\n"
    draft = compared(world, workers=text)
    assert draft.counts["refused"] == 0, draft.difference
    actions.apply(actor=world.person("hr"), draft=draft)
    held = small.workers["mate"].contracts.order_by("pk").values_list("hours_per_week", "min_h", "ends_on")
    assert list(held) == [(40.0, 32.0, date(2026, 12, 31)), (24.0, 16.0, None)]


def test_somebody_moves_to_another_team(small: SmallCentre, world: World) -> None:
    draft = compared(world, workers="worker,team,contract_h_per_week\nmate,South,40\n")
    assert rows(draft, "changed")[0]["fields"] == [["team", "North", "South"]]
    actions.apply(actor=world.person("hr"), draft=draft)
    now = Membership.objects.filter(person=world.mate, ends_at__isnull=True)
    assert [row.team.name for row in now] == ["South"]


def test_rows_that_changed_meanwhile_are_shown_before_they_are_written(
    small: SmallCentre, world: World
) -> None:
    draft = compared(world, workers="worker,contract_h_per_week\nmate,32\n")
    small.workers["mate"].contracts.update(hours_per_week=36)
    with pytest.raises(ImportOutdated):
        actions.apply(actor=world.person("hr"), draft=draft)
    assert small.workers["mate"].contracts.get().hours_per_week == 36
    draft.refresh_from_db()
    assert draft.difference[0]["fields"] == [["contract_h_per_week", "36", "32"]]
    actions.apply(actor=world.person("hr"), draft=draft)
    assert small.workers["mate"].contracts.get().hours_per_week == 32


def test_while_one_row_is_refused_nothing_is_written(small: SmallCentre, world: World) -> None:
    before = everything()
    draft = compared(world, workers=WORKERS.replace("North", "Nord"))
    with pytest.raises(ImportRefused):
        actions.apply(actor=world.person("hr"), draft=draft)
    assert everything() == before
    assert len(rows(draft, "new")) == 1


def test_a_fault_while_writing_undoes_all_of_it(
    small: SmallCentre, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = compared(world, **ALL)
    before = everything()

    def fail(*_: Any, **__: Any) -> None:
        raise RuntimeError("the last row cannot be written")

    monkeypatch.setattr(HoursEntry, "save", fail)
    with pytest.raises(RuntimeError):
        actions.apply(actor=world.person("hr"), draft=draft)
    assert everything() == before


def test_an_ended_import_is_not_applied(small: SmallCentre, world: World) -> None:
    draft = actions.drop(actor=world.person("hr"), draft=compared(world, **ALL))
    assert (draft.content, draft.difference) == ([], [])
    with pytest.raises(ImportEnded):
        actions.apply(actor=world.person("hr"), draft=draft)


def test_only_hr_of_the_whole_centre_brings_files_in(small: SmallCentre, world: World) -> None:
    for role in Role:
        if role is not Role.HR:
            with pytest.raises(PermissionDenied):
                actions.keep(actor=world.person(role), centre=world.centre, files=files(workers=WORKERS))
    assert not ImportDraft.objects.exists()


HEAD = "worker,team,contract_h_per_week,skills,from,to,birth_date,min_h,max_h\n"


@pytest.mark.parametrize(
    ("line", "field", "code"),
    [
        ("n1,North,32,tv:3,,,,,\n", "skills", "unknown_skill"),
        ("n1,North,32,sales:9,,,,,\n", "skills", "out_of_range"),
        ("n1,North,32,sales:3@2026-02-30..,,,,,\n", "skills", "skill_form"),
        ("n1,Nowhere,32,sales,,,,,\n", "team", "unknown_team"),
        ("n1,,32,sales,,,,,\n", "team", "team_needed"),
        (",North,32,sales,,,,,\n", "worker", "required"),
        ("n1,North,32,sales,2026-02-01,2026-01-01,,,\n", "to", "end_before_start"),
        ("n1,North,\"32,5\",sales,,,,,\n", "contract_h_per_week", "not_a_number"),
        ("n1,North,200,sales,,,,,\n", "contract_h_per_week", "out_of_range"),
        ("n1,North,32,sales,1-2-2026,,,,\n", "from", "not_a_day"),
        ("n1,North,32,sales,2026-01-01,,2026-05-01,,\n", "birth_date", "born_later"),
        ("n1,North,32,sales,,,,40,30\n", "min_h", "min_above_max"),
        ("n1,North,32,sales,,,,36,40\n", "contract_h_per_week", "contract_outside"),
        ("n1,North,=16*2,sales,,,,,\n", "contract_h_per_week", "formula"),
        ("mate,North,32,sales,2027-01-01,,,,\n", "from", "overlaps"),
        ("mate,North,40,sales:4@2026-01-01..,,,,,\n", "from", "overlaps"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_used_names_row_column_and_reason(
    small: SmallCentre, world: World, line: str, field: str, code: str
) -> None:
    make_team(world.organisation, "Home", "East")
    assert refused(world, HEAD + line) == (2, field, code)


def test_two_rows_of_a_file_that_hold_at_once_are_refused(small: SmallCentre, world: World) -> None:
    text = HEAD + "n1,North,32,,2026-01-01,2026-06-30,,,\nn1,North,36,,2026-06-30,,,,\n"
    assert refused(world, text) == (3, "from", "overlaps")


def test_a_worker_with_the_same_first_day_twice_is_refused(small: SmallCentre, world: World) -> None:
    assert refused(world, HEAD + "n1,North,32,,,,,,\nn1,North,36,,,,,,\n") == (3, "from", "row_twice")
    assert refused(world, HEAD + "n1,North,32,,,,,,\nn1,South,32,,2026-02-01,,,,\n")[1:] == (
        "team",
        "differs",
    )


@pytest.mark.parametrize(
    ("table", "text", "field", "code"),
    [
        ("facts", "worker,fact,value\nnobody,opt_out,\n", "worker", "unknown_worker"),
        ("facts", "worker,fact,value\nmate,tall,\n", "fact", "not_one_of"),
        ("facts", "worker,fact,value\nmate,notice_agreed,\n", "value", "value_needed"),
        ("facts", "worker,fact,value\nmate,pregnant,2\n", "value", "value_unwanted"),
        ("restrictions", "worker,restriction,at\nmate,latest_end,\n", "at", "required"),
        ("restrictions", "worker,restriction,at\nmate,latest_end,25:00\n", "at", "not_a_time"),
        ("pay_bands", "worker,band\nmate,\n", "band", "required"),
        ("leave", "worker,year,kind,entitled_h,taken_h\nmate,2026,x,-1,0\n", "entitled_h", "out_of_range"),
        ("hours", "worker,hours,day\nmate,3,\n", "day", "required"),
    ],
)
def test_rows_of_the_other_tables_are_refused_too(
    small: SmallCentre, world: World, table: str, text: str, field: str, code: str
) -> None:
    assert refused(world, text, table) == (2, field, code)


def test_an_account_is_opened_once(small: SmallCentre, world: World) -> None:
    actions.apply(actor=world.person("hr"), draft=compared(world, workers=WORKERS, hours=HOURS))
    assert refused(world, HOURS.replace("-12.5", "-13"), "hours") == (2, "hours", "opened")


def test_files_that_cannot_be_read_say_why(monkeypatch: pytest.MonkeyPatch) -> None:
    good = ("workers.csv", WORKERS.encode())
    assert unreadable().code == "empty_upload"
    assert unreadable(("people.pdf", b"%PDF")).code == "suffix"
    assert unreadable(("workers.csv", "worker;größe".encode("latin-1"))).code == "encoding"
    assert unreadable(("workers.csv", b"")).code == "no_header"
    assert unreadable(("people.xlsx", b"not a workbook")).code == "damaged"
    assert unreadable(good, ("workers_2.csv", WORKERS.encode())).code == "table_twice"
    missing = unreadable(("workers.csv", b"worker,team\nn1,North\n"))
    assert (missing.code, missing.row, missing.field) == ("columns_missing", 1, "contract_h_per_week")
    assert "contract_h_per_week" in sentence(missing)
    unknown = unreadable(("workers.csv", b"worker,contract_h_per_week,salary\n"))
    assert (unknown.code, unknown.field) == ("column_unknown", "salary")
    assert unreadable(("x.csv", b"a,b\n1,2\n")).code == "no_table"
    assert unreadable(("facts.csv", b"worker,fact\nn1,opt_out,3\n")).code == "fields"
    monkeypatch.setattr(reading, "MOST_ROWS", 2)
    assert unreadable(good).code == "too_many_rows"
    monkeypatch.setattr(reading, "LARGEST_BYTES", 100)
    assert unreadable(good).code == "too_large"


def book(*cells: tuple[str, Any]) -> bytes:
    out = io.BytesIO()
    found = openpyxl.Workbook()
    sheet = found.active
    assert sheet is not None
    sheet.title = "workers"
    sheet.append([name for name, _ in cells])
    sheet.append([value for _, value in cells])
    found.save(out)
    return out.getvalue()


def test_a_workbook_of_another_program_is_read_with_days_numbers_and_truth() -> None:
    data = book(
        ("worker", 1001), ("contract_h_per_week", 32.5), ("from", date(2026, 2, 1)), ("night_ok", False),
        ("name", "  José "),
    )  # fmt: skip
    (sheet,) = read_files([("p.xlsx", data)])
    assert sheet.lines[0].cells == {
        "worker": "1001", "contract_h_per_week": "32.5", "from": "2026-02-01", "night_ok": "no",
        "name": "José",
    }  # fmt: skip


def test_a_formula_of_a_workbook_is_refused(small: SmallCentre, world: World) -> None:
    data = book(("worker", "mate"), ("contract_h_per_week", "=16*2"))
    draft = actions.keep(actor=world.person("hr"), centre=world.centre, files=[("p.xlsx", data)])
    (row,) = rows(draft, "refused")
    assert (row["row"], row["refusal"]["field"], row["refusal"]["code"]) == (
        2,
        "contract_h_per_week",
        "formula",
    )


def test_a_workbook_with_entities_or_far_cells_is_refused() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as far:
        far.add_worksheet("workers").write(900_000, 0, "x")
    assert unreadable(("p.xlsx", out.getvalue())).code == "damaged"


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_is_exported_is_brought_in_again_without_a_difference(
    small: SmallCentre, world: World, form: str
) -> None:
    actions.apply(actor=world.person("hr"), draft=compared(world, **ALL))
    Worker.objects.filter(number="south").update(number="+31 6")
    small.workers["mate"].contracts.all().delete()
    tables = exported(standing_of(world.users["hr"]), world.centre)
    assert [table.name for table in tables] == [
        "workers", "restrictions", "facts", "pay_bands", "leave", "hours",
    ]  # fmt: skip
    if form == "csv":
        given = [(f"{each.name}.csv", csv_text(each.columns, each.rows).encode()) for each in tables]
    else:
        given = [("people.xlsx", workbook((each.name, each.columns, each.rows) for each in tables))]
    draft = actions.keep(actor=world.person("hr"), centre=world.centre, files=given)
    assert {row["action"] for row in draft.difference} == {"unchanged"}, draft.difference
    assert len(draft.difference) == 15


def test_no_cell_of_an_export_is_a_formula() -> None:
    for text in ("=1+1", "+31", "-x", "@sum", "\tx", "'=1", "''=1"):
        (line,) = read_files(
            [("workers.csv", csv_text(("worker", "contract_h_per_week"), [(text, 1.0)]).encode())]
        )[0].lines
        assert line.cells["worker"] == text
        assert inert(text)[0] == "'"
    data = workbook([("workers", ("worker", "contract_h_per_week"), [("=1+1", -3.0)])])
    sheet = openpyxl.load_workbook(io.BytesIO(data))["workers"]
    assert sheet["A2"].data_type == "s"
    assert (sheet["A2"].value, sheet["B2"].value) == ("=1+1", -3)


def test_a_new_worker_without_a_first_day_belongs_to_the_team_from_now(
    small: SmallCentre, world: World
) -> None:
    actions.apply(actor=world.person("hr"), draft=compared(world, workers=WORKERS))
    membership = Membership.objects.get(person__worker__number="n2")
    assert membership.starts_at <= timezone.now()
