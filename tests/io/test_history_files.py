"""Encodings, compression, sizes, damage, and Parquet."""

from __future__ import annotations

import gzip
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from equipoise.contacts import History
from equipoise.io.history import read_history, write_history
from equipoise.io.source import Limit
from equipoise.timegrid import Grid

TEXT = "queue,start,offered\nvérin,2026-03-02 09:00,5\nvérin,2026-03-02 09:15,6\n"


def read(path: Path, **options: object) -> History:
    defaults = {"timezone": "Europe/Amsterdam", "interval_minutes": 15, "queues": None, "opening": None}
    return read_history(path, **{**defaults, **options})  # type: ignore[arg-type]


def small_history() -> History:
    grid = Grid.over_days(date(2026, 3, 28), 2, 15, "Europe/Amsterdam")
    offered = np.arange(2.0 * grid.n).reshape(2, grid.n)
    return History(grid, ("a", "b"), offered, offered - (offered > 0), 1.0 * (offered > 0), offered + 30.25)


@pytest.mark.parametrize(
    ("encoding", "name", "row"),
    [("utf-16", "UTF-16 (little-endian)", None), ("utf-16-le", "UTF-16 (little-endian)", None),
     ("utf-16-be", "UTF-16 (big-endian)", None), ("utf-32", "UTF-32", None),
     ("latin-1", "Latin-1 (ISO 8859-1)", 2)],
)  # fmt: skip
def test_another_encoding_is_refused_by_name(
    encoding: str, name: str, row: int | None, refused, tmp_path: Path
) -> None:
    (tmp_path / "h.csv").write_bytes(TEXT.encode(encoding))
    with refused("h.csv", f"seems to be {name}", row=row):
        read(tmp_path / "h.csv")


def test_windows_1252_is_told_from_latin_1(refused, tmp_path: Path) -> None:
    (tmp_path / "h.csv").write_bytes(
        TEXT.replace("vérin,2026-03-02 09:15", "5€,2026-03-02 09:15").encode("cp1252")
    )
    with refused("h.csv", "Windows-1252 (cp1252)", row=2):
        read(tmp_path / "h.csv")


def test_a_character_across_two_chunks_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("equipoise.io.source.CHUNK", TEXT.encode().index(b"\xa9"))
    (tmp_path / "h.csv").write_text(TEXT, encoding="utf-8")
    assert read(tmp_path / "h.csv").queues == ("vérin",)


def test_a_byte_order_mark_of_utf_8_is_accepted(tmp_path: Path) -> None:
    (tmp_path / "h.csv").write_text(TEXT, encoding="utf-8-sig")
    assert read(tmp_path / "h.csv").queues == ("vérin",)


@pytest.mark.parametrize("ending", ["\r\n", "\n"])
@pytest.mark.parametrize("separator", [",", ";"])
def test_line_ends_and_separators_of_other_tools_are_read(
    ending: str, separator: str, tmp_path: Path
) -> None:
    text = TEXT.replace("\n", ending).replace(",", separator)
    (tmp_path / "h.csv").write_bytes(text.encode())
    assert np.nansum(read(tmp_path / "h.csv").offered) == 11


def test_quoted_names_may_hold_the_separator(write) -> None:
    assert read(write("h.csv", TEXT.replace("vérin", '"a, b"'))).queues == ("a, b",)


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf", b"  \r\n"])
def test_an_empty_file_is_refused(content: bytes, refused, tmp_path: Path) -> None:
    (tmp_path / "h.csv").write_bytes(content)
    with refused("h.csv", "the file is empty"):
        read(tmp_path / "h.csv")


@pytest.mark.parametrize(
    "text", ["queue,start,offered\n", "queue,start,offered", "queue,start,offered\n\n\n"]
)
def test_a_header_without_rows_is_refused(text: str, write, refused) -> None:
    with refused("h.csv", "a header but no rows"):
        read(write("h.csv", text))


def test_an_absent_file_is_refused(refused, tmp_path: Path) -> None:
    for name in ("h.csv", "h.parquet"):
        with refused(name, "no such file"):
            read(tmp_path / name)


def test_a_folder_is_refused(refused, tmp_path: Path) -> None:
    (tmp_path / "h.csv").mkdir()
    with refused("h.csv", "cannot be read"):
        read(tmp_path / "h.csv")


@pytest.mark.parametrize(
    ("content", "what"),
    [(b"PK\x03\x04rest", "Excel"), (b"PAR1rest", "name it .parquet"), (b"\x89PNG\x00\x01", "binary")],
)
def test_other_kinds_of_file_are_refused_by_name(content: bytes, what: str, refused, tmp_path: Path) -> None:
    (tmp_path / "h.csv").write_bytes(content)
    with refused("h.csv", what):
        read(tmp_path / "h.csv")


def test_a_row_with_too_many_fields_is_named(write, refused) -> None:
    with refused("h.csv", "4 fields, but the header has 3", row=3):
        read(write("h.csv", TEXT.replace("09:15,6", "09:15,6,7")))


def test_a_quotation_mark_left_open_is_refused(write, refused) -> None:
    with refused("h.csv", "not valid CSV", row=4):
        read(write("h.csv", TEXT + '"vérin,2026-03-02 09:30,6\n'))


def test_a_header_that_is_one_endless_line_is_refused(write, refused) -> None:
    with refused("h.csv", "not valid CSV: field larger than field limit", row=1):
        read(write("h.csv", "q" * 200_000))


def test_too_many_rows_are_refused_with_the_limit(write, refused) -> None:
    with refused("h.csv", "more than 1 rows: the limit"):
        read(write("h.csv", TEXT), limit=Limit(rows=1, size=1000))
    assert read(write("h.csv", TEXT), limit=Limit(rows=2, size=1000)).queues == ("vérin",)


def test_too_many_bytes_are_refused_with_the_limit(write, refused) -> None:
    with refused("h.csv", "more than 40 bytes once decompressed"):
        read(write("h.csv", TEXT), limit=Limit(rows=100, size=40))


def test_a_small_file_that_unpacks_to_a_large_one_is_not_unpacked(
    refused, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bomb = gzip.compress(TEXT.encode() + b"1" * 50_000_000)
    (tmp_path / "h.csv.gz").write_bytes(bomb)
    assert len(bomb) < 100_000
    monkeypatch.setattr("equipoise.io.source.CHUNK", 1000)
    taken = 0
    original = gzip.GzipFile.read

    def counted(self: gzip.GzipFile, size: int | None = -1) -> bytes:
        nonlocal taken
        data = original(self, size)
        taken += len(data)
        return data

    monkeypatch.setattr(gzip.GzipFile, "read", counted)
    with refused("h.csv.gz", "more than 5,000 bytes once decompressed"):
        read(tmp_path / "h.csv.gz", limit=Limit(rows=1000, size=5000))
    assert taken <= 6000


@pytest.mark.parametrize("cut", [12, 40])
def test_a_damaged_gzip_file_is_refused(cut: int, refused, tmp_path: Path) -> None:
    (tmp_path / "h.csv.gz").write_bytes(gzip.compress(TEXT.encode())[:cut])
    with refused("h.csv.gz", "damaged"):
        read(tmp_path / "h.csv.gz")


@pytest.mark.parametrize("name", ["h.csv", "h.csv.gz", "h.parquet"])
def test_a_history_comes_back_as_it_was_written(name: str, tmp_path: Path) -> None:
    history = small_history()
    write_history(tmp_path / name, history)
    again = read(tmp_path / name)
    assert (again.grid, again.queues, again.gaps) == (history.grid, history.queues, ())
    for measure in ("offered", "answered", "abandoned"):
        np.testing.assert_array_equal(getattr(again, measure), getattr(history, measure))
    np.testing.assert_array_equal(again.aht_s[history.answered > 0], history.aht_s[history.answered > 0])


@pytest.mark.parametrize("name", ["h.csv", "h.csv.gz", "h.parquet"])
def test_the_same_history_gives_the_same_bytes(name: str, tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        write_history(tmp_path / folder / name, small_history())
    assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def parquet(path: Path, start: pl.Series, offered: list[object] | None = None) -> Path:
    pl.DataFrame({"queue": ["a"] * 3, "start": start, "offered": offered or [1, 2, 3]}).write_parquet(path)
    return path


@pytest.mark.parametrize("unit", ["ms", "us", "ns"])
@pytest.mark.parametrize("zone", [None, "UTC", "Asia/Tokyo"])
def test_parquet_time_stamps_are_local_unless_they_have_a_zone(
    unit: str, zone: str | None, tmp_path: Path
) -> None:
    text = ["2026-07-01 09:00", "2026-07-01 09:15", "2026-07-01 09:30"]
    start = pl.Series(text).str.to_datetime("%Y-%m-%d %H:%M", time_unit=unit)  # type: ignore[arg-type]
    start = start if zone is None else start.dt.replace_time_zone(zone)
    history = read(parquet(tmp_path / "h.parquet", start))
    hours_ahead = {None: 0, "UTC": 2, "Asia/Tokyo": -7}[zone]
    assert np.flatnonzero(history.offered[0] == 1).tolist() == [4 * (9 + hours_ahead)]


def test_a_parquet_time_that_the_clock_skips_is_refused(refused, tmp_path: Path) -> None:
    start = pl.Series(["2026-03-29 01:30", "2026-03-29 01:45", "2026-03-29 02:15"]).str.to_datetime()
    with refused("h.parquet", "does not exist", row=3, field="start"):
        read(parquet(tmp_path / "h.parquet", start))


@pytest.mark.parametrize("bad", [-1, 1.5, float("nan"), None])
def test_bad_counts_in_parquet_name_the_row(bad: float | None, refused, tmp_path: Path) -> None:
    start = pl.Series(["2026-03-02 09:00", "2026-03-02 09:15", "2026-03-02 09:30"])
    path = parquet(tmp_path / "h.parquet", start, [1.0, bad, 3.0])
    with refused("h.parquet", "", row=2, field="offered"):
        read(path)


def test_a_parquet_file_beyond_the_limit_is_refused(refused, tmp_path: Path) -> None:
    write_history(tmp_path / "h.parquet", small_history())
    with refused("h.parquet", "more than 10 rows"):
        read(tmp_path / "h.parquet", limit=Limit(rows=10, size=1 << 20))
    with refused("h.parquet", "more than 10 bytes"):
        read(tmp_path / "h.parquet", limit=Limit(rows=1000, size=10))


def test_damaged_or_false_parquet_is_refused(refused, tmp_path: Path) -> None:
    (tmp_path / "h.parquet").write_bytes(b"PAR1" + b"x" * 100)
    with refused("h.parquet", "damaged"):
        read(tmp_path / "h.parquet")
    (tmp_path / "h.parquet").write_text(TEXT)
    with refused("h.parquet", "not Parquet"):
        read(tmp_path / "h.parquet")
