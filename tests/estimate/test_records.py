"""Reading contact records: formats, clocks, and rows that contradict themselves."""

from __future__ import annotations

import gzip
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from equipoise.contacts.call_file import read_contacts
from equipoise.errors import InvalidInput

HEADER = "queue,arrival,answered,ended,abandoned\n"
GOOD = "help,2026-03-02T09:00:00+01:00,2026-03-02T09:00:30+01:00,2026-03-02T09:04:30+01:00,\n"
GONE = "sales,2026-03-02T09:01:00+01:00,,,2026-03-02T09:01:45+01:00\n"
BANK = "vru_line,call_id,type,date,vru_entry,vru_exit,q_time,outcome,ser_start,ser_exit,ser_time\n"


def read(folder: Path, text: str, name: str = "contacts.csv"):
    path = folder / name
    data = text.encode()
    path.write_bytes(gzip.compress(data) if name.endswith("gz") else data)
    return read_contacts(path)[1]


@pytest.mark.parametrize("name", ["contacts.csv", "contacts.csv.gz"])
def test_an_answered_and_an_abandoned_contact(tmp_path: Path, name: str) -> None:
    records = read(tmp_path, HEADER + GOOD + GONE, name)
    assert records.queues == ("help", "sales")
    assert records.wait_s.tolist() == [30, 45]
    assert records.answered.tolist() == [True, False]
    assert records.handle_s[0] == 240
    assert np.isnan(records.handle_s[1])
    assert records.arrival_s[0] % 86400 == 9 * 3600  # the wall clock's nine o'clock
    assert records.rejected == ()


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (GOOD.replace("09:00:30", "08:59:30"), "answered before arrival"),
        (GOOD.replace("09:04:30", "09:00:10"), "ended before answered"),
        (GONE.replace("09:01:45", "08:01:45"), "abandoned before arrival"),
        (GOOD.replace("+01:00,\n", "+01:00,2026-03-02T09:00:10+01:00\n"), "both answered and abandoned"),
        ("help,2026-03-02T09:00:00+01:00,,,\n", "neither answered nor abandoned"),
        (GOOD.replace("2026-03-02T09:00:00+01:00", ""), "no time of arrival"),
        (GOOD.replace("2026-03-02T09:00:00+01:00", "nine"), "a time cannot be read"),
        (GOOD.replace("help", ""), "no queue"),
    ],
)
def test_a_row_that_contradicts_itself_is_kept_out_and_named(tmp_path: Path, row: str, reason: str) -> None:
    records = read(tmp_path, HEADER + GOOD + row + GONE)
    assert [(one.row, one.reason) for one in records.rejected] == [(3, reason)]
    assert records.reasons == {reason: 1}
    assert (records.rows, records.arrival_s.size) == (3, 2)


def test_offsets_make_a_wait_across_the_clock_change_right(tmp_path: Path) -> None:
    row = "help,2026-03-29T01:59:50+01:00,2026-03-29T03:00:10+02:00,2026-03-29T03:02:10+02:00,\n"
    records = read(tmp_path, HEADER + row)
    assert (records.wait_s[0], records.handle_s[0]) == (20, 120)


def test_a_contact_without_an_end_counts_but_has_no_handle_time(tmp_path: Path) -> None:
    text = HEADER + GOOD.replace("2026-03-02T09:04:30+01:00", "") + GOOD.replace("09:04:30", "09:00:30")
    records = read(tmp_path, text)
    assert records.wait_s.tolist() == [30, 30]
    assert np.all(np.isnan(records.handle_s))


@pytest.mark.parametrize("kind", ["datetime", "seconds", "text"])
def test_parquet_with_datetimes_seconds_or_text(tmp_path: Path, kind: str) -> None:
    start = datetime(2026, 3, 2, 9)
    times = {"arrival": 0, "answered": 30, "ended": 90}
    columns = {name: [start + timedelta(seconds=s)] for name, s in times.items()}
    if kind == "seconds":
        columns = {name: [1_772_442_000 + s] for name, s in times.items()}
    if kind == "text":
        columns = {name: [values[0].isoformat()] for name, values in columns.items()}
    frame = pl.DataFrame({"queue": ["help"], **columns}).with_columns(abandoned=pl.lit(None, pl.String))
    path = tmp_path / "contacts.parquet"
    frame.write_parquet(path)
    name, records = read_contacts(path)
    assert name == "contacts"
    assert (records.wait_s[0], records.handle_s[0]) == (30, 60)


def bank(*rows: str) -> str:
    return BANK + "".join(f"AA0101,1,{row}\n" for row in rows)


def test_the_bank_s_format(tmp_path: Path) -> None:
    text = bank(
        "PS,990104,13:00:00,13:00:10,40,AGENT,13:00:49,13:03:49,180",
        "NW,990104,13:00:00,13:00:10,25,HANG,0:00:00,0:00:00,0",
        "PS,990104,23:59:40,23:59:50,10,AGENT,0:00:00,0:02:00,120",  # past midnight
        "PS,990105,13:00:00,13:00:10,5,AGENT,0:00:00,0:00:00,0",  # service not recorded
        "PS,990105,13:00:00,13:00:10,5,PHANTOM,0:00:00,0:00:00,0",
        "PS,990105,13:00:00,13:00:10,5,AGENT,12:00:00,12:03:00,180",
        "PS,990105,13:00:00,13:00:10,5,AGENT,0:30:00,0:33:00,180",
        "PS,990105,13:00:00,13:00:10,5,AGENT,13:00:15,13:03:15,18",
        "PS,990105,13:00:00,13:00:10,5,AGENT,25.00,13:03:15,18",
        "PS,991305,13:00:00,13:00:10,5,HANG,0:00:00,0:00:00,0",
    )
    records = read(tmp_path, text)
    assert records.queues == ("NW", "PS")
    assert records.wait_s.tolist() == [40, 25, 10, 5]
    assert records.handle_s[[0, 2]].tolist() == [180, 120]
    assert np.isnan(records.handle_s[3])
    assert {one.row: one.reason for one in records.rejected} == {
        6: "outcome PHANTOM: not a contact",
        7: "answered before arrival",
        8: "answered before arrival",
        9: "service times and duration disagree",
        10: "a date, time or duration cannot be read",
        11: "a date, time or duration cannot be read",
    }


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("queue,arrival,answered,ended\n", "'abandoned'"),
        (HEADER, "no rows"),
        (HEADER + GOOD.replace("09:00:30", "08:59:30"), "no row can be used: answered before arrival"),
        (HEADER + GOOD.strip() + ",more,fields\n", "fields"),
        (HEADER.strip() + ",queue\n" + GOOD, "twice"),
        ("", "empty"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(InvalidInput, match=reason):
        read(tmp_path, text)


def test_a_file_that_is_not_parquet(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="not Parquet"):
        read(tmp_path, HEADER, "contacts.parquet")
