"""Workers and their time become a workforce, or a message that names row and column."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from equipoise.centre import Centre
from equipoise.io.workforce import read_facts, read_workforce
from equipoise.io.workforce.capacity import weekly_capacity_h
from equipoise.rules.model import WorkerFacts

HEAD = "worker,team,birth_date,contract_type,contract_h_per_week,min_h,max_h,skills,night_ok,from,to\n"
ANN = "ann,red,1990-05-01,permanent,20,16,24,sales:4;mail,no,2020-01-01,2027-01-31\n"
BOB = "bob,,,,12,,,sales,,,\n"


def local(*when: int) -> int:
    return round(datetime(*when, tzinfo=ZoneInfo("Europe/Amsterdam")).timestamp())  # type: ignore[arg-type]


@pytest.fixture
def folder(write, tmp_path: Path) -> Path:
    write("workers.csv", HEAD + ANN + BOB)
    return tmp_path


def test_workers_hold_what_the_file_says(folder: Path, centre: Centre) -> None:
    ann, _ = read_workforce(folder, centre).workers
    assert ann.facts == WorkerFacts("ann", date(1990, 5, 1), 20.0, "permanent")
    assert (ann.team, ann.min_h, ann.max_h, ann.night_ok) == ("red", 16, 24, False)
    assert ann.skills == {"sales": 4, "mail": 3}
    assert (ann.from_date, ann.to_date) == (date(2020, 1, 1), date(2027, 1, 31))


def test_blank_values_take_documented_defaults(folder: Path, centre: Centre) -> None:
    bob = read_workforce(folder, centre).workers[1]
    assert bob.facts == WorkerFacts("bob", None, 12.0, "permanent")
    assert (bob.min_h, bob.max_h, bob.night_ok, bob.team) == (4, 20, True, "")


def test_hours_never_start_below_zero(write, folder: Path, centre: Centre) -> None:
    write("workers.csv", HEAD + BOB.replace(",12,", ",6,"))
    assert read_workforce(folder, centre).workers[0].min_h == 0


@pytest.mark.parametrize(
    ("text", "value"), [("yes", True), ("TRUE", True), ("1", True), ("No", False), ("0", False)]
)
def test_night_work_is_a_yes_or_no_in_several_spellings(
    text: str, value: bool, write, folder: Path, centre: Centre
) -> None:
    write("workers.csv", HEAD + ANN.replace(",no,", f",{text},"))
    assert read_workforce(folder, centre).workers[0].night_ok is value


def test_only_workers_and_hours_and_skills_are_required(write, folder: Path, centre: Centre) -> None:
    write("workers.csv", "worker;contract_h_per_week;skills\nann;20;sales:5\n")
    assert read_workforce(folder, centre).workers[0].skills == {"sales": 5}


BAD_WORKERS = [
    (ANN, ANN.replace("sales:4", "slaes:4"), "skills", "unknown queue 'slaes'; known: sales, mail"),
    (ANN, ANN.replace("sales:4", "sales:6"), "skills", "whole number from 1 to 5"),
    (ANN, ANN.replace("sales:4", "sales:0"), "skills", "whole number from 1 to 5"),
    (ANN, ANN.replace("sales:4", "sales:2.5"), "skills", "whole number from 1 to 5"),
    (ANN, ANN.replace("sales:4", "sales:"), "skills", "whole number from 1 to 5"),
    (ANN, ANN.replace("mail", "sales"), "skills", "occurs twice"),
    (ANN, ANN.replace("sales:4;mail", ""), "skills", "no usable skill"),
    (ANN, ANN.replace("sales:4;mail", " ; "), "skills", "no usable skill"),
    (ANN, ANN.replace(",20,16,24,", ",20,24,16,"), "min_h", "24 is more than max_h, 16"),
    (ANN, ANN.replace(",20,16,24,", ",many,16,24,"), "contract_h_per_week", "not a number"),
    (ANN, ANN.replace(",20,16,24,", ",-20,16,24,"), "contract_h_per_week", "below 0"),
    (ANN, ANN.replace(",20,16,24,", ",nan,16,24,"), "contract_h_per_week", "finite"),
    (ANN, ANN.replace(",20,16,24,", ",,16,24,"), "contract_h_per_week", "required"),
    (ANN, ANN.replace(",20,16,24,", ",40,16,48,"), "contract_h_per_week", "40 hours a week cannot be worked"),
    (ANN, ANN.replace(",20,16,24,", ",20,30,48,"), "min_h", "30 hours a week cannot be worked"),
    (ANN, ANN.replace("permanent", "zzp"), "contract_type", "not one of permanent, fixed, agency, on_call"),
    (ANN, ANN.replace("1990-05-01", "01/05/1990"), "birth_date", "not a date"),
    (ANN, ANN.replace("1990-05-01", "2020-01-01"), "birth_date", "not before the first day"),
    (ANN, ANN.replace("2020-01-01", "2028-01-01"), "to", "before the first"),
    (ANN, ANN.replace(",no,", ",maybe,"), "night_ok", "not one of yes"),
    (ANN, ANN.replace("ann", ""), "worker", "required"),
    (BOB, BOB.replace("bob", "ann"), "worker", "worker 'ann' stands in row 2 already"),
]


@pytest.mark.parametrize(("good", "bad", "field", "reason"), BAD_WORKERS)
def test_a_bad_worker_names_row_and_column(
    good: str, bad: str, field: str, reason: str, write, refused, folder: Path, centre: Centre
) -> None:
    text = HEAD + ANN + BOB
    write("workers.csv", text.replace(good, bad))
    with refused("workers.csv", reason, row=2 if good == ANN else 3, field=field):
        read_workforce(folder, centre)


@pytest.mark.parametrize(
    ("text", "reason", "field"),
    [("worker,skills\nann,sales\n", "no column 'contract_h_per_week'; found: worker, skills",
      "contract_h_per_week"),
     (HEAD.replace("night_ok", "nights_ok") + ANN, "is 'night_ok' meant?", "nights_ok"),
     (HEAD.replace("team", "skills") + ANN, "occurs twice", "skills")],
)  # fmt: skip
def test_a_bad_header_of_workers_is_refused(
    text: str, reason: str, field: str, write, refused, folder: Path, centre: Centre
) -> None:
    write("workers.csv", text)
    with refused("workers.csv", reason, row=1, field=field):
        read_workforce(folder, centre)


@pytest.mark.parametrize(
    ("text", "row"), [('"worker\n', 1), (HEAD + ANN + '"bob,,\n', 3), (HEAD + '"a"b,\n', 2)]
)
def test_broken_quotation_marks_name_the_row(
    text: str, row: int, write, refused, folder: Path, centre: Centre
) -> None:
    write("workers.csv", text)
    with refused("workers.csv", "not valid CSV", row=row):
        read_workforce(folder, centre)


def test_a_row_with_too_many_fields_is_named(write, refused, folder: Path, centre: Centre) -> None:
    write("workers.csv", HEAD + ANN + BOB.replace("\n", ",x\n"))
    with refused("workers.csv", "12 fields, but the header has 11", row=3):
        read_workforce(folder, centre)


def test_no_workers_is_refused(write, refused, folder: Path, centre: Centre) -> None:
    write("workers.csv", HEAD)
    with refused("workers.csv", "a header but no rows"):
        read_workforce(folder, centre)


def test_an_unknown_column_is_ignored(write, folder: Path, centre: Centre) -> None:
    write("workers.csv", HEAD.replace("\n", ",shoe_size\n") + ANN.replace("\n", ",42\n"))
    assert len(read_workforce(folder, centre).workers) == 1


def test_workers_in_latin_1_are_refused_with_the_row(refused, folder: Path, centre: Centre) -> None:
    (folder / "workers.csv").write_bytes((HEAD + ANN + BOB.replace("bob", "Zoë")).encode("latin-1"))
    with refused("workers.csv", "Latin-1", row=3):
        read_workforce(folder, centre)


def test_capacity_is_the_longest_paid_shift_on_the_six_longest_days(centre: Centre) -> None:
    # Monday 12 h, Tuesday 13 h, Friday night 8 h; the longest shift is 8.5 h less half an hour unpaid
    assert weekly_capacity_h(centre) == 8 + 8 + 8
    every_day = replace(centre, opening=replace(centre.opening, weekly=(((0, 1440),),) * 7))
    assert weekly_capacity_h(every_day) == 6 * 8
    short = replace(centre, opening=replace(centre.opening, weekly=(((540, 720),),) * 7))
    assert weekly_capacity_h(short) == 6 * 3


def test_facts_need_four_columns_only(write) -> None:
    path = write(
        "w.csv", "worker,birth_date,contract_h_per_week,contract_type\nann,1990-05-01,36,agency\nbob,,,\n"
    )
    assert read_facts(path) == (
        WorkerFacts("ann", date(1990, 5, 1), 36.0, "agency"),
        WorkerFacts("bob", None, None, "permanent"),
    )


def test_facts_miss_a_column(write, refused) -> None:
    with refused("w.csv", "no column 'birth_date'", row=1, field="birth_date"):
        read_facts(write("w.csv", "worker,contract_h_per_week,contract_type\n"))


def test_availability_is_local_time_and_a_bare_end_date_is_included(
    write, folder: Path, centre: Centre
) -> None:
    text = "worker,start,end,kind\nann,2026-03-28,2026-03-29,unavailable\n"
    text += "bob,2026-03-30 09:00,2026-03-30T12:00:00+00:00,available\n"
    write("availability.csv", text)
    days, morning = read_workforce(folder, centre).availability
    assert (days.worker, days.kind) == ("ann", "unavailable")
    assert (days.start_s, days.end_s) == (local(2026, 3, 28), local(2026, 3, 30))
    assert days.end_s - days.start_s == 47 * 3600  # the clock skips an hour
    assert (morning.start_s, morning.end_s) == (local(2026, 3, 30, 9), local(2026, 3, 30, 14))


def test_a_blank_absence_counts_a_fifth_of_the_contract_a_weekday(
    write, folder: Path, centre: Centre
) -> None:
    text = "worker,start,end,kind,counted_h\n"
    text += "ann,2026-03-02,2026-03-08,Leave,\n"  # Monday to Sunday
    text += "ann,2026-03-09 10:00,2026-03-09 12:00,doctor,\n"
    text += "bob,2026-03-02,2026-03-03,sickness,7.5\n"
    write("absences.csv", text)
    absences = read_workforce(folder, centre).absences
    assert [(a.worker, a.kind, a.counted_h) for a in absences] == [
        ("ann", "leave", 20.0),
        ("ann", "doctor", 2.0),
        ("bob", "sickness", 7.5),
    ]


def test_overlapping_absences_name_both_rows(write, refused, folder: Path, centre: Centre) -> None:
    text = "worker,start,end,kind\nann,2026-03-05,2026-03-08,leave\nbob,2026-03-02,2026-03-09,leave\n"
    write("absences.csv", text + "ann,2026-03-02,2026-03-05,sickness\n")
    with refused("absences.csv", "overlaps the absence of the same worker in row 2", row=4, field="start"):
        read_workforce(folder, centre)


def test_preferences_may_name_a_shift(write, folder: Path, centre: Centre) -> None:
    text = "worker,start,end,kind,shift,weight\nann,2026-03-02,2026-03-08,prefer,7:30,2\n"
    write("preferences.csv", text + "ann,2026-03-09,2026-03-09,avoid,,\n")
    first, second = read_workforce(folder, centre).preferences
    assert (first.kind, first.shift, first.weight) == ("prefer", "07:30", 2)
    assert (second.kind, second.shift, second.weight) == ("avoid", "", 1)


PERIOD_ROW = "ann,2026-03-02,2026-03-03"
BAD_PERIODS = [
    ("availability", f"eve{PERIOD_ROW[3:]},available", "worker", "unknown worker 'eve'"),
    ("absences", f"eve{PERIOD_ROW[3:]},leave", "worker", "unknown worker 'eve'"),
    ("preferences", f"eve{PERIOD_ROW[3:]},avoid", "worker", "unknown worker 'eve'"),
    ("availability", f"{PERIOD_ROW},holiday", "kind", "not one of available, unavailable"),
    ("absences", f"{PERIOD_ROW},", "kind", "required"),
    ("preferences", f"{PERIOD_ROW},like", "kind", "not one of prefer, avoid"),
    ("absences", "ann,2026-03-03,2026-03-02,leave", "end", "not after the start"),
    ("absences", "ann,2026-03-03 09:00,2026-03-03 09:00,leave", "end", "not after the start"),
    ("absences", "ann,soon,2026-03-02,leave", "start", "not an ISO 8601 time"),
    ("absences", "ann,2026-03-02,later,leave", "end", "not an ISO 8601 time"),
    ("absences", "ann,2026-03-02,9999-12-31,leave", "end", "not between 1970 and 2199"),
    ("absences", "ann,0001-01-01,2026-03-02,leave", "start", "not between 1970 and 2199"),
    ("absences", "ann,2026-03-29 02:30,2026-03-30,leave", "start", "does not exist"),
    ("absences", "ann,2026-10-24,2026-10-25 02:30,leave", "end", "occurs twice"),
    ("absences", f"{PERIOD_ROW},leave,-1", "counted_h", "below 0"),
    ("preferences", f"{PERIOD_ROW},avoid,late", "shift", "not a start time"),
    ("preferences", f"{PERIOD_ROW},avoid,07:10", "shift", "no shift of the centre starts at 07:10"),
    ("preferences", f"{PERIOD_ROW},avoid,,0", "weight", "no preference"),
]
HEADS = {"availability": "", "absences": ",counted_h", "preferences": ",shift,weight"}


@pytest.mark.parametrize(("name", "row", "field", "reason"), BAD_PERIODS)
def test_a_bad_period_names_row_and_column(
    name: str, row: str, field: str, reason: str, write, refused, folder: Path, centre: Centre
) -> None:
    write(f"{name}.csv", f"worker,start,end,kind{HEADS[name]}\n\n{row}\n")
    with refused(f"{name}.csv", reason, row=3, field=field):
        read_workforce(folder, centre)


def test_the_previous_roster_belongs_to_known_workers(write, refused, folder: Path, centre: Centre) -> None:
    row = "2026-02-27T09:00+01:00,2026-02-27T12:00+01:00,work,sales\n"
    write("previous.csv", "worker,start,end,activity,queue\nann," + row)
    (stretch,) = read_workforce(folder, centre).previous
    assert (stretch.worker, stretch.start_s, stretch.queue) == ("ann", local(2026, 2, 27, 9), "sales")
    write("previous.csv", "worker,start,end,activity,queue\nann," + row + "eve," + row)
    with refused("previous.csv", "unknown worker 'eve'", row=3, field="worker"):
        read_workforce(folder, centre)
