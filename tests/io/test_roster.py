"""Rosters are read strictly and written the same way every time."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import pytest

from equipoise.io.roster import read_roster, write_roster
from equipoise.timegrid import Stretch, zone

HEAD = "worker,start,end,activity,queue\n"
CLOCK = zone("Europe/Amsterdam")


def at(day: date, minute: int) -> int:
    return CLOCK.instant_s(day, minute)


AUTUMN = date(2026, 10, 25)
STRETCHES = (
    Stretch("ann", at(AUTUMN, 60), at(AUTUMN, 60) + 7200, "work", "sales"),
    Stretch("ann", at(AUTUMN, 60) + 7200, at(AUTUMN, 60) + 9000, "meal"),
    Stretch("bob", at(date(2026, 3, 28), 1320), at(date(2026, 3, 29), 360), "work", "mail"),
)


def test_a_roster_comes_back_as_it_was_written(tmp_path: Path) -> None:
    write_roster(tmp_path / "roster.csv", STRETCHES, "Europe/Amsterdam")
    roster = read_roster(tmp_path / "roster.csv")
    assert roster.stretches == STRETCHES


def test_a_roster_is_written_in_local_time_with_offset_and_sorted(tmp_path: Path) -> None:
    write_roster(tmp_path / "roster.csv", reversed(STRETCHES), "Europe/Amsterdam")
    assert (tmp_path / "roster.csv").read_bytes().decode() == (
        HEAD
        + "ann,2026-10-25T01:00:00+02:00,2026-10-25T02:00:00+01:00,work,sales\n"
        + "ann,2026-10-25T02:00:00+01:00,2026-10-25T02:30:00+01:00,meal,\n"
        + "bob,2026-03-28T22:00:00+01:00,2026-03-29T06:00:00+02:00,work,mail\n"
    )


def test_the_order_given_makes_no_difference_to_the_bytes(tmp_path: Path) -> None:
    stretches = [
        Stretch(w, s, s + 900, a, layer=layer) for w in "ab" for s in (0, 900) for a in ("work", "break")
        for layer in ("planned", "worked")
    ]  # fmt: skip
    write_roster(tmp_path / "a.csv", stretches, "UTC")
    random.Random(1).shuffle(stretches)
    write_roster(tmp_path / "b.csv", stretches, "UTC")
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()


def test_layers_publication_and_consent_are_kept(tmp_path: Path) -> None:
    stretches = (
        Stretch("ann", 0, 900, "work", "", "planned", 100, None, "works council 7"),
        Stretch("ann", 0, 900, "leave", "", "changed", 100, 200, ""),
    )
    write_roster(tmp_path / "roster.csv", stretches, "UTC")
    header = (tmp_path / "roster.csv").read_text().splitlines()[0]
    assert header == HEAD.strip() + ",layer,published_at,changed_at,consent"
    assert set(read_roster(tmp_path / "roster.csv").stretches) == set(stretches)


def test_the_clock_is_known_from_the_written_offsets(write) -> None:
    text = HEAD + "ann,2026-03-28T22:00+01:00,2026-03-29T06:00+02:00,work,\n"
    text += "ann,2026-03-30T09:00+02:00,2026-03-30T12:00+02:00,work,\n"
    clock = read_roster(write("roster.csv", text)).clock
    before, after = at(date(2026, 3, 28), 1320), at(date(2026, 3, 29), 360)
    assert clock.offset_s([before, after - 1, after, after + 10**6]).tolist() == [3600, 3600, 7200, 7200]
    assert len(clock.instants_s) == 2


BAD = [
    ("ann,2026-03-02 09:00,2026-03-02T12:00+01:00,work,", "start", "has no offset from UTC"),
    ("ann,2026-03-02T09:00+01:00,2026-03-02 12:00,work,", "end", "has no offset from UTC"),
    ("ann,2026-03-02T09:00+01:00,2026-03-02T08:00+01:00,work,", "end", "not after the start"),
    ("ann,2026-03-02T09:00+01:00,2026-03-02T09:00+01:00,work,", "end", "not after the start"),
    ("ann,nine,2026-03-02T09:00+01:00,work,", "start", "not an ISO 8601 time"),
    ("ann,,2026-03-02T09:00+01:00,work,", "start", "required"),
    (",2026-03-02T09:00+01:00,2026-03-02T12:00+01:00,work,", "worker", "required"),
    ("ann,2026-03-02T09:00+01:00,2026-03-02T12:00+01:00,,", "activity", "required"),
    ("ann,2026-03-02T07:00+01:00,2026-03-02T09:00+01:00,work,", "start", "overlaps row 2"),
    ("ann,2026-03-02T08:30+01:00,2026-03-02T08:45+01:00,break,", "start", "overlaps row 2"),
    ("bob,2026-03-02T07:00+00:00,2026-03-02T09:00+01:00,work,", "start", "another offset from UTC in row 2"),
]


@pytest.mark.parametrize(("row", "field", "reason"), BAD)
def test_a_bad_row_is_named(row: str, field: str, reason: str, write, refused) -> None:
    good = "ann,2026-03-02T08:00+01:00,2026-03-02T08:50+01:00,work,sales\n"
    with refused("roster.csv", reason, row=3, field=field):
        read_roster(write("roster.csv", HEAD + good + row + "\n"))


@pytest.mark.parametrize(
    ("layer", "field", "value"),
    [("guessed", "layer", "guessed"), ("planned", "published_at", "yesterday")],
)
def test_bad_optional_values_are_named(layer: str, field: str, value: str, write, refused) -> None:
    head = "worker,start,end,activity,layer,published_at\n"
    published = value if field == "published_at" else ""
    row = f"ann,2026-03-02T08:00Z,2026-03-02T08:50Z,work,{layer},{published}\n"
    with refused("roster.csv", repr(value), row=2, field=field):
        read_roster(write("roster.csv", head + row))


def test_stretches_that_touch_or_lie_in_other_layers_do_not_overlap(write) -> None:
    text = "worker,start,end,activity,layer\n"
    text += "ann,2026-03-02T08:00Z,2026-03-02T09:00Z,work,\n"
    text += "ann,2026-03-02T09:00Z,2026-03-02T09:15Z,break,planned\n"
    text += (
        "ann,2026-03-02T08:10Z,2026-03-02T09:05Z,work,worked\nbob,2026-03-02T08:10Z,2026-03-02T09:05Z,work,\n"
    )
    assert len(read_roster(write("roster.csv", text)).stretches) == 4


def test_a_roster_without_rows_is_refused(write, refused) -> None:
    with refused("roster.csv", "a header but no rows"):
        read_roster(write("roster.csv", HEAD))


def test_a_missing_column_lists_what_was_found(write, refused) -> None:
    with refused("roster.csv", "no column 'activity'; found: worker, start, end", row=1, field="activity"):
        read_roster(write("roster.csv", "worker,start,end\n"))
