"""Every bad value of a history is refused with file, row, column and reason."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from equipoise.contacts import History
from equipoise.io.history import read_history

HEAD = "queue,start,offered,answered,abandoned,aht_s\n"
GOOD = (
    HEAD
    + "sales,2026-03-02 09:00,5,4,1,200\n"
    + "sales,2026-03-02 09:15,6,6,0,210\n"
    + "sales,2026-03-02 09:30,0,0,0,\n"
)


def read(path: Path, **options: object) -> History:
    defaults = {"timezone": "Europe/Amsterdam", "interval_minutes": 15, "queues": ["sales"], "opening": None}
    return read_history(path, **{**defaults, **options})  # type: ignore[arg-type]


def test_values_land_on_the_grid_of_whole_days(write) -> None:
    history = read(write("history.csv", GOOD))
    assert (history.grid.n, history.queues) == (96, ("sales",))
    assert history.offered[0, 36:39].tolist() == [5, 6, 0]
    assert history.answered[0, 36:39].tolist() == [4, 6, 0]
    assert history.abandoned[0, 36:39].tolist() == [1, 0, 0]
    np.testing.assert_array_equal(history.aht_s[0, 36:39], [200, 210, np.nan])
    assert np.isnan(history.offered[0, :36]).all()


BAD = [
    ("sales,2026-03-02 09:00,-1,,,", "offered", "-1 is negative"),
    ("sales,2026-03-02 09:00,1.5,,,", "offered", "1.5 is not a whole number"),
    ("sales,2026-03-02 09:00,NaN,,,", "offered", "'NaN' is not a number"),
    ("sales,2026-03-02 09:00,inf,,,", "offered", "'inf' is not a number"),
    ("sales,2026-03-02 09:00,many,,,", "offered", "'many' is not a number"),
    ("sales,2026-03-02 09:00,,,,", "offered", "a value is required"),
    ("sales,2026-03-02 09:00", "offered", "a value is required"),
    ("sales,2026-03-02 09:00,5,-1,,", "answered", "-1 is negative"),
    ("sales,2026-03-02 09:00,5,,0.5,", "abandoned", "0.5 is not a whole number"),
    ("sales,2026-03-02 09:00,5,4,2,", "answered", "together (6) exceed offered (5)"),
    ("sales,2026-03-02 09:00,5,,6,", "abandoned", "exceed offered (5)"),
    ("sales,2026-03-02 09:00,5,5,0,0", "aht_s", "0 is not above 0"),
    ("sales,2026-03-02 09:00,5,5,0,-3", "aht_s", "-3 is not above 0"),
    ("sales,2026-03-02 09:00,5,5,0,nan", "aht_s", "is not a number"),
    ("slaes,2026-03-02 09:00,5,5,0,100", "queue", "unknown queue 'slaes'; known: sales"),
    (",2026-03-02 09:00,5,5,0,100", "queue", "a value is required"),
    ("sales,,5,5,0,100", "start", "a value is required"),
    ("sales,02/03/2026 09:00,5,5,0,100", "start", "is not a time"),
    ("sales,2026-02-30 09:00,5,5,0,100", "start", "is not a time"),
    ("sales,1026-03-02 09:00,5,5,0,100", "start", "not between 1970 and 2199"),
    ("sales,9999-12-31 23:45,5,5,0,100", "start", "not between 1970 and 2199"),
    ("sales,2026-03-02 09:37,5,5,0,100", "start", "is not on a grid"),
    ("sales,2026-03-02 09:15:30,5,5,0,100", "start", "is not on a grid"),
    ("sales,2026-03-02T08:15:00Z,5,5,0,100", "start", "has this interval in row 3 already"),
]


@pytest.mark.parametrize(("row", "field", "reason"), BAD)
def test_a_bad_value_names_row_and_column(row: str, field: str, reason: str, write, refused) -> None:
    path = write("history.csv", GOOD.replace("09:00,", "10:00,") + "\n" + row + "\n")
    with refused("history.csv", reason, row=6, field=field):  # the blank line counts as a row
        read(path)


def test_the_field_is_named_as_in_the_file(write, refused) -> None:
    path = write("history.csv", "start_local,calls\n2026-03-02 09:00,3\n2026-03-02 09:15,x\n")
    with refused("history.csv", "'x'", row=3, field="calls"):
        read(path, columns={"start": "start_local", "offered": "calls"})


def test_a_doubled_interval_names_both_rows(write, refused) -> None:
    path = write("history.csv", GOOD + "sales,2026-03-02 09:15,9,,,\n")
    with refused("history.csv", "'sales' has this interval in row 3", row=5, field="start"):
        read(path)


def test_the_same_interval_written_with_another_offset_is_doubled(write, refused) -> None:
    path = write("history.csv", GOOD + "sales,2026-03-02T08:15:00+00:00,9,,,\n")
    with refused("history.csv", "in row 3 already", row=5, field="start"):
        read(path)


def test_a_missing_column_lists_what_was_found(write, refused) -> None:
    with refused("history.csv", "no column 'offered'; found: queue, start, calls", row=1, field="offered"):
        read(write("history.csv", "queue,start,calls\nsales,2026-03-02 09:00,1\n"))


def test_a_mapped_column_that_is_absent_is_refused(write, refused) -> None:
    with refused("history.csv", "no column 'calls'", row=1, field="calls"):
        read(write("history.csv", GOOD), columns={"offered": "calls"})


def test_a_column_that_occurs_twice_is_refused(write, refused) -> None:
    with refused("history.csv", "occurs twice", row=1, field="offered"):
        read(write("history.csv", "queue,start,offered,offered\nsales,2026-03-02 09:00,1,2\n"))


def test_without_queue_column_the_one_expected_queue_is_meant(write) -> None:
    path = write("history.csv", "start,offered,note\n2026-03-02 09:00,3,a\n2026-03-02 09:15,4,b\n")
    assert read(path).queues == ("sales",)
    assert read(path, queues=None).queues == ("all",)


def test_without_queue_column_several_queues_are_refused(write, refused) -> None:
    path = write("history.csv", "start,offered\n2026-03-02 09:00,3\n")
    with refused("history.csv", "no column 'queue'", row=1, field="queue"):
        read(path, queues=["sales", "mail"])


def test_a_queue_without_history_is_refused(write, refused) -> None:
    with refused("history.csv", "no row for queue 'mail'", field="queue"):
        read(write("history.csv", GOOD), queues=["sales", "mail"])


def test_queues_come_in_the_order_asked_for(write) -> None:
    text = GOOD + GOOD.removeprefix(HEAD).replace("sales", "mail")
    assert read(write("history.csv", text), queues=["sales", "mail"]).queues == ("sales", "mail")
    assert read(write("history.csv", text), queues=None).queues == ("mail", "sales")


def test_rows_may_come_in_any_order(write) -> None:
    lines = GOOD.splitlines(keepends=True)
    shuffled = read(write("b.csv", lines[0] + "".join(reversed(lines[1:]))))
    np.testing.assert_array_equal(shuffled.offered, read(write("a.csv", GOOD)).offered)


def test_no_handle_time_without_a_handled_contact_may_be_written_as_zero(write) -> None:
    text = GOOD.replace("09:30,0,0,0,", "09:30,0,0,0,0")
    assert np.isnan(read(write("history.csv", text)).aht_s[0, 38])


def test_a_decimal_comma_is_refused_with_a_hint(write, refused) -> None:
    path = write("history.csv", "queue;start;offered;aht_s\nsales;2026-03-02 09:00;1;100,5\n")
    with refused("history.csv", "decimal point", row=2, field="aht_s"):
        read(path)


@pytest.mark.parametrize(
    "start",
    ["2026-03-02 09:00", "2026-03-02 09:00:00", "2026-03-02T09:00", "2026-03-02T09:00:00.000",
     "2026-03-02T08:00Z", "2026-03-02T09:00:00+01:00", "2026-03-02T09:00+01", "2026-03-02 03:00:00-0500",
     "2026-03-02T13:30:00+05:30", " 2026-03-02 09:00 "],
)  # fmt: skip
def test_the_same_start_can_be_written_in_many_ways(start: str, write) -> None:
    text = f"queue,start,offered\nsales,{start},7\nsales,2026-03-02 09:15,1\nsales,2026-03-02 09:30,1\n"
    assert read(write("history.csv", text)).offered[0, 36] == 7
