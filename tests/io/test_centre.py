"""``centre.toml`` becomes a centre, or a message that names line and key."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from equipoise.centre import BreakRule, Centre, Queue, ShiftPattern, Weights
from equipoise.io.centre import read_centre

REFUSALS = [
    ("share = 0.8", "share = 1.2", 18, "queue.share", "above 0 and at most 1"),
    ("share = 0.8", "share = 0", 18, "queue.share", "above 0"),
    ("share = 0.8", 'share = "80%"', 18, "queue.share", "not a number"),
    ("share = 0.8", "share = nan", 18, "queue.share", "not a number"),
    ("share = 0.8", "share = true", 18, "queue.share", "not a number"),
    ("share = 0.8", "shre = 0.8", 18, "queue.shre", "is 'share' meant?"),
    ("aht_s = 240", "aht_s = 0", 17, "queue.aht_s", "above 0"),
    ("aht_s = 400", "aht_s = -1", 26, "queue.aht_s", "above 0"),
    ("patience_s = 120", "patience_s = 0", 20, "queue.patience_s", "above 0"),
    ("patience_s = 120", "concurrency = 0", 20, "queue.concurrency", "at least 1"),
    ("patience_s = 120", "concurrency = 3", 20, "queue.concurrency", "only chat"),
    ("patience_s = 120", "concurrency = 1.5", 20, "queue.concurrency", "whole number"),
    ("patience_s = 120", "reserve = 2", 20, "queue.reserve", "only outbound"),
    ("patience_s = 120", "deadline_h = 4", 20, "queue.deadline_h", "no deadline"),
    ("patience_s = 120", "floor_share = 0.9", 20, "queue.floor_share", "at most 0.8"),
    ("patience_s = 120", "max_occupancy = 1.1", 20, "queue.max_occupancy", "at most 1"),
    ("patience_s = 120", 'definition = "mine"', 20, "queue.definition", "answered_over_offered"),
    ("deadline_h = 8\n", "", 22, "queue.deadline_h", "needs a deadline"),
    ('channel = "email"', 'channel = "fax"', 24, "queue.channel", "not one of voice, chat"),
    ('name = "mail"', 'name = "sales"', 23, "queue.name", "occurs twice"),
    ('name = "mail"', 'name = "a:b"', 23, "queue.name", "colon"),
    ('name = "mail"', 'name = " "', 23, "queue.name", "required"),
    ('timezone = "Europe/Amsterdam"', 'timezone = "Europe/Amsterdm"', 2, "timezone", "unknown time zone"),
    ('timezone = "Europe/Amsterdam"', 'time_zone = "UTC"', None, "timezone", "required"),
    ("interval_minutes = 15", "interval_minutes = 7", 3, "interval_minutes", "not one of 5, 6, 10"),
    ('packs = ["eu", "nl@2026-03-01"]', "packs = []", 4, "packs", "at least one"),
    ('packs = ["eu", "nl@2026-03-01"]\n', "", None, "packs", "required"),
    ('holidays = "NL"', 'holidays = "XX"', 5, "holidays", "no holiday calendar"),
    ('holidays = "NL"\n', "", 12, "opening.holiday", "needs the key 'holidays'"),
    ('closed = ["2026-12-24"]', 'closed = ["24-12-2026"]', 6, "closed", "not a date"),
    ('tue = ["08:00-21:00"]', 'tue = ["8-21"]', 10, "opening.tue", "not a range"),
    ('tue = ["08:00-21:00"]', 'tue = ["08:00-25:00"]', 10, "opening.tue", "not a time of day"),
    ('tue = ["08:00-21:00"]', 'tue = ["08:00-08:00"]', 10, "opening.tue", "00:00-24:00"),
    ('tue = ["08:00-21:00"]', 'tue = ["08:10-21:00"]', 10, "opening.tue", "15-minute intervals"),
    ('tue = ["08:00-21:00"]', 'tue = ["08:00-12:00", "11:00-13:00"]', 10, "opening.tue", "overlap"),
    ('tue = ["08:00-21:00"]', 'tues = ["08:00-21:00"]', 10, "opening.tues", "is 'tue' meant?"),
    ("unplanned = 0.1", "unplanned = 1.0", 29, "shrinkage.unplanned", "at most 0.95"),
    ('starts = "06:00-08:00/30"', 'starts = "06:00-08:00/50"', 32, "shift.starts", "the step"),
    ('starts = "06:00-08:00/30"', 'starts = "6 am"', 32, "shift.starts", "neither a start"),
    ('starts = "06:00-08:00/30"', 'starts = "24:00"', 32, "shift.starts", "00:00 of the next day"),
    ('starts = "06:00-08:00/30"', "starts = []", 32, "shift.starts", "at least one"),
    ("lengths_h = [8.5, 4]", "lengths_h = [25]", 33, "shift.lengths_h", "at most 24"),
    ("lengths_h = [8.5, 4]", "lengths_h = [8.001]", 33, "shift.lengths_h", "whole number of minutes"),
    ("latest_h = 5", "latest_h = 2", 44, "break.latest_h", "at least 3"),
    ("paid = false\n", "", 39, "break.paid", "required"),
    ("minutes = 30\npaid", "minutes = 0\npaid", 41, "break.minutes", "at least 1"),
    ('name = "coaching"', 'name = "meal"', 47, "activity.name", "own meaning"),
    ('window = "09:00-17:00"', 'window = "09:00-09:15"', 50, "activity.window", "shorter than 30"),
    ("over = 0.1", "over = -1", 53, "weights.over", "at least 0"),
    ("over = 0.1", "ovr = 1", 53, "weights.ovr", "is 'over' meant?"),
    ("[weights]", "[weight]", 52, "weight", "is 'weights' meant?"),
    ('name = "Small"', "name = 3", 1, "name", "not a text"),
]


def test_a_centre_holds_what_the_file_says(centre: Centre) -> None:
    assert (centre.name, centre.timezone, centre.interval_minutes) == ("Small", "Europe/Amsterdam", 15)
    assert centre.packs == ("eu", "nl@2026-03-01")
    assert centre.queues == (
        Queue("sales", aht_s=240, patience_s=120),
        Queue("mail", "email", aht_s=400, deadline_h=8),
    )
    assert centre.shifts == (
        ShiftPattern((360, 390, 420, 450, 480), (4.0, 8.5)),
        ShiftPattern((720, 1320), (8.0,)),
    )
    assert centre.breaks == (BreakRule(5.5, 30, False, 3.0, 5.0),)
    assert centre.activities[0].window == (540, 1020)
    assert centre.unplanned_shrinkage == 0.1
    assert centre.weights == Weights(over=0.1)


def test_opening_hours_know_nights_holidays_and_closed_dates(centre: Centre) -> None:
    ranges = centre.opening.ranges
    assert ranges(date(2026, 3, 2)) == ((480, 720), (780, 1260))
    assert ranges(date(2026, 3, 4)) == ()  # a weekday without a key
    assert ranges(date(2026, 3, 6)) == ((1320, 1800),)  # across midnight
    assert ranges(date(2026, 4, 27)) == ((600, 960),)  # the King's birthday, a Monday
    assert ranges(date(2026, 12, 24)) == ()


def test_a_centre_without_holiday_hours_is_open_on_holidays(write, tmp_path: Path, centre_text: str) -> None:
    write("centre.toml", centre_text.replace('holiday = ["10:00-16:00"]\n', ""))
    assert read_centre(tmp_path).opening.ranges(date(2026, 4, 27)) == ((480, 720), (780, 1260))


def test_a_centre_may_be_open_around_the_clock(write, tmp_path: Path, centre_text: str) -> None:
    write("centre.toml", centre_text.replace('mon = ["08:00-12:00", "13:00-21:00"]', 'mon = "00:00-24:00"'))
    assert read_centre(tmp_path).opening.weekly[0] == ((0, 1440),)


def test_closed_dates_may_stand_with_the_opening_hours(write, tmp_path: Path, centre_text: str) -> None:
    write("centre.toml", centre_text.replace("sun = []", "sun = []\nclosed = [2026-12-31]"))
    assert read_centre(tmp_path).opening.closed == {date(2026, 12, 24), date(2026, 12, 31)}


def test_optional_tables_take_documented_defaults(write, tmp_path: Path) -> None:
    text = 'name="A"\ntimezone="UTC"\npacks="eu"\n[opening]\nmon="09:00-17:00"\n[[queue]]\nname="a"\n'
    write(
        "centre.toml",
        text + '[[shift]]\nstarts="09:00"\nlengths_h=8\n[[break]]\nafter_h=4\nminutes=15\npaid=true\n',
    )
    centre = read_centre(tmp_path)
    assert centre.interval_minutes == 15
    assert centre.queues == (Queue("a"),)
    assert centre.breaks == (BreakRule(4.0, 15, True, 1.0, 4.0),)
    assert (centre.activities, centre.unplanned_shrinkage, centre.weights) == ((), 0.0, Weights())


@pytest.mark.parametrize(("old", "new", "line", "key", "reason"), REFUSALS)
def test_a_wrong_value_names_line_and_key(
    old: str,
    new: str,
    line: int | None,
    key: str,
    reason: str,
    write,
    refused,
    tmp_path: Path,
    centre_text: str,
) -> None:
    assert old in centre_text
    write("centre.toml", centre_text.replace(old, new))
    with refused("centre.toml", reason, row=line, field=key):
        read_centre(tmp_path)


@pytest.mark.parametrize(
    ("text", "reason", "line"),
    [
        ("name = \n", "Invalid value", 1),
        ('a = 1\nb = "x\n', "not valid TOML", 2),
        ("a = 1\na = 2\n", "overwrite", 2),
    ],
)
def test_broken_toml_names_file_and_line(
    text: str, reason: str, line: int, write, refused, tmp_path: Path
) -> None:
    write("centre.toml", text)
    with refused("centre.toml", reason, row=line):
        read_centre(tmp_path)


def test_a_folder_without_centre_toml_is_refused(refused, tmp_path: Path) -> None:
    with refused("centre.toml", "no such file"):
        read_centre(tmp_path)


def test_a_centre_in_utf_16_is_refused_by_name(refused, tmp_path: Path, centre_text: str) -> None:
    (tmp_path / "centre.toml").write_bytes(centre_text.encode("utf-16"))
    with refused("centre.toml", "UTF-16"):
        read_centre(tmp_path)


def test_a_centre_that_never_opens_is_refused(write, refused, tmp_path: Path) -> None:
    text = 'name="A"\ntimezone="UTC"\npacks="eu"\n[opening]\nmon=[]\n[[queue]]\nname="a"\n'
    write("centre.toml", text)
    with refused("centre.toml", "never open", row=5, field="opening.mon"):
        read_centre(tmp_path)
