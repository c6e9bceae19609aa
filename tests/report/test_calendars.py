"""Each worker's calendar: the right hours, across clock changes, and nobody else's."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from equipoise.report.calendars import write_calendars
from equipoise.report.vtimezone import vtimezone
from equipoise.timegrid import Stretch, Zone

from .factory import make_plan, with_names, with_stretches

ZONE = Zone("Europe/Amsterdam")
H = 3600


def calendar_of(folder, plan, stretches, language="en"):
    write_calendars(folder, with_stretches(plan, tuple(stretches)), language)
    name = plan.workforce.workers[0].name.lower().replace(" ", "-")
    return Calendar.from_ical((folder / f"{name}.ics").read_bytes())


def span(event):
    """Start and end as Unix seconds: elapsed time, whatever the clock did."""
    return event.decoded("dtstart").timestamp(), event.decoded("dtend").timestamp()


def test_there_is_a_file_for_everybody_and_an_event_for_every_shift(tmp_path, plan):
    write_calendars(tmp_path, plan)
    files = sorted(tmp_path.glob("*.ics"))
    assert len(files) == len(plan.workforce.workers)
    events = [event for file in files for event in Calendar.from_ical(file.read_bytes()).walk("VEVENT")]
    starts = {(row.worker, row.start_s) for row in plan.result.stretches}
    assert len(events) == 95
    assert {span(event)[0] for event in events} <= {start for _, start in starts}
    assert len({str(event["uid"]) for event in events}) == len(events)


@pytest.mark.parametrize(
    ("day", "begin", "end", "elapsed_h"),
    [
        (date(2026, 3, 28), 22 * 60, 30 * 60, 7.0),  # the clock skips an hour
        (date(2026, 10, 24), 22 * 60, 30 * 60, 9.0),  # the clock repeats an hour
        (date(2026, 3, 27), 22 * 60, 30 * 60, 8.0),
    ],
)
def test_a_night_shift_lasts_its_elapsed_hours(tmp_path, plan, day, begin, end, elapsed_h):
    worker = plan.workforce.workers[0].name
    autumn = plan if day.month == 3 else replace(plan, start=date(2026, 10, 19))
    row = Stretch(worker, ZONE.instant_s(day, begin), ZONE.instant_s(day, end), queue="Service")
    (event,) = calendar_of(tmp_path, autumn, [row]).walk("VEVENT")
    assert span(event) == (row.start_s, row.end_s)
    assert row.seconds == elapsed_h * H
    assert event["dtstart"].params["TZID"] == "Europe/Amsterdam"
    assert str(event["summary"]) == "Work 22:00–06:00; Service"


@pytest.mark.parametrize("start_minute", [120, 150])
def test_a_shift_from_the_second_of_two_equal_times_keeps_its_instant(tmp_path, plan, start_minute):
    worker = plan.workforce.workers[0].name
    second = ZONE.instant_s(date(2026, 10, 25), start_minute) + H
    row = Stretch(worker, second, second + 4 * H, queue="Service")
    (event,) = calendar_of(tmp_path, replace(plan, start=date(2026, 10, 19)), [row]).walk("VEVENT")
    assert span(event) == (row.start_s, row.end_s)
    assert event.decoded("dtstart").utcoffset() == timedelta(0)


def test_a_shift_that_ends_in_the_repeated_hour_keeps_its_length(tmp_path, plan):
    worker = plan.workforce.workers[0].name
    start, end = ZONE.instant_s(date(2026, 10, 24), 22 * 60), ZONE.instant_s(date(2026, 10, 25), 150) + H
    autumn = replace(plan, start=date(2026, 10, 19))
    (event,) = calendar_of(tmp_path, autumn, [Stretch(worker, start, end)]).walk("VEVENT")
    assert span(event) == (start, end)
    assert end - start == 5.5 * H


@pytest.mark.parametrize(
    "name", ["Europe/Amsterdam", "America/New_York", "Australia/Lord_Howe", "UTC", "Asia/Kolkata"]
)
def test_the_time_zone_in_the_file_is_the_zone_itself(name):
    component = vtimezone(name, date(2026, 3, 23), date(2026, 4, 6))
    onsets = sorted(
        (
            part.decoded("dtstart").replace(tzinfo=UTC) - part.decoded("tzoffsetfrom"),
            part.decoded("tzoffsetto"),
        )
        for part in component.subcomponents
    )
    zone = ZoneInfo(name)
    for hour in range(0, 365 * 24, 3):
        moment = datetime(2026, 1, 1, 0, 45, tzinfo=UTC) + timedelta(hours=hour)
        in_force = [offset for onset, offset in onsets if onset <= moment][-1]
        assert in_force == moment.astimezone(zone).utcoffset(), moment


def test_onsets_are_written_in_the_time_before_the_change():
    component = vtimezone("Europe/Amsterdam", date(2026, 3, 23), date(2026, 4, 6))
    spring = component.walk("DAYLIGHT")[0]
    assert spring["dtstart"].to_ical() == b"20260329T020000"
    assert spring["tzoffsetfrom"].to_ical() == "+0100"


def test_breaks_are_described_in_the_plans_language(tmp_path, plan):
    own = [row for row in plan.result.stretches if row.worker == plan.workforce.workers[0].name]
    event = calendar_of(tmp_path, plan, own, "nl").walk("VEVENT")[0]
    assert str(event["description"]) == "10:00–10:15 pauze\n12:00–12:30 lunchpauze\n14:00–14:15 pauze"
    assert str(event["summary"]).startswith("Werk 08:00–16:30; ")


def test_a_calendar_holds_no_colleagues_data(tmp_path, plan):
    write_calendars(tmp_path, plan)
    texts = {file.stem: file.read_text(encoding="utf-8") for file in tmp_path.glob("*.ics")}
    for worker in plan.workforce.workers:
        first = worker.name.split()[0]
        assert sum(first in text for text in texts.values()) == 0
    assert not any("representation" in text or "sickness" in text for text in texts.values())


def test_the_same_plan_gives_the_same_bytes_and_stable_ids(tmp_path, plan):
    write_calendars(tmp_path / "a", plan)
    write_calendars(tmp_path / "b", plan)
    for file in (tmp_path / "a").glob("*.ics"):
        assert file.read_bytes() == (tmp_path / "b" / file.name).read_bytes()
    row = next(row for row in plan.result.stretches if row.worker == plan.workforce.workers[0].name)
    longer = [replace(row, end_s=row.end_s + H)]
    (before,) = calendar_of(tmp_path / "c", plan, [row]).walk("VEVENT")
    (after,) = calendar_of(tmp_path / "d", plan, longer).walk("VEVENT")
    assert before["uid"] == after["uid"]
    assert before["sequence"] == 0
    assert before.decoded("dtstamp") == datetime(2026, 3, 23, tzinfo=UTC)


def test_names_never_leave_the_folder_or_overwrite_each_other(tmp_path):
    plan = make_plan()
    odd = [
        "../../etc/passwd",
        "..",
        "Ada/Ada",
        "ada ada",
        "ADA  ADA",
        "ada-ada-2",
        "CON",
        "李娜",
        "名前",
        "",
        "a" * 300,
    ]
    write_calendars(tmp_path / "calendars", with_names(plan, [*odd, "Ünal\r\nBEGIN:VEVENT"]))
    assert [path.name for path in tmp_path.iterdir()] == ["calendars"]
    names = sorted(path.name for path in (tmp_path / "calendars").iterdir())
    assert len(names) == 12
    assert {"ada-ada.ics", "ada-ada-2.ics", "etc-passwd.ics", "worker-con.ics"} <= set(names)
    assert all(len(name) < 80 for name in names)
