"""One's own roster: the right shifts in the right words, nobody else's, and nothing unpublished."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from tests.web.small_centre import SmallCentre, at_local, make_roster, make_small_centre
from tests.web.world import World, give

from equipoise.balance import shifts_of
from equipoise.timegrid import Stretch as LibraryStretch
from equipoise.timegrid.stretch import ABSENCES, MEAL, OFF_DUTY, PAUSES
from equipoise_web.core.access import standing_of
from equipoise_web.core.models import Person
from equipoise_web.core.roles import Role
from equipoise_web.scheduling.actions.amendments import amend
from equipoise_web.scheduling.actions.publication import publish
from equipoise_web.scheduling.adapters import seconds
from equipoise_web.scheduling.calendar import shifts
from equipoise_web.scheduling.calendar.history import Row, history
from equipoise_web.scheduling.calendar.shifts import Part, Shift
from equipoise_web.scheduling.models import Absence, Amendment, AmendmentKind, Consent, Stretch
from equipoise_web.scheduling.queries.my_roster import my_roster

MONDAY = date(2027, 2, 1)
MORNING = datetime(2027, 2, 1, 9, 30, tzinfo=UTC)  # half past ten in Amsterdam
ZONE = ZoneInfo("Europe/Amsterdam")
QUERIES = 16


@pytest.fixture
def small(world: World, monkeypatch: pytest.MonkeyPatch) -> SmallCentre:
    monkeypatch.setattr("equipoise_web.scheduling.views.my_roster.timezone.now", lambda: MORNING)
    return make_small_centre(world, MONDAY)


@pytest.fixture
def published(small: SmallCentre) -> SmallCentre:
    publish(actor=small.planner, roster=small.roster)
    return small


def client_of(world: World, role: str) -> Client:
    client = Client()
    client.force_login(world.users[role])
    return client


def page(world: World, address: str = "/me/roster", role: str = "agent") -> str:
    response: HttpResponse = client_of(world, role).get(address)
    assert response.status_code == 200
    return response.content.decode()


def change(small: SmallCentre, *, start: int | None = 11, asked_by: Person | None = None) -> Amendment:
    """Replace the agent's Monday by four hours from ``start`` o'clock, or take it off."""
    worker = small.workers["agent"]
    monday = Stretch.objects.filter(
        worker=worker, starts_at__lt=at_local(small.monday, 1440), removed_by__isnull=True
    )
    begin = at_local(small.monday, (start or 0) * 60)
    row = LibraryStretch(worker.number, seconds(begin), seconds(begin) + 4 * 3600, "work", "sales")
    return amend(
        actor=small.planner, publication=small.roster.publication, worker=worker, kind=AmendmentKind.CHANGE,
        asked_by=asked_by or small.planner, consent=Consent.GIVEN, remove=list(monday),
        add=[row] if start else [], compensation_h=2.0,
    )  # fmt: skip


def test_before_publication_there_is_nothing_to_see(small: SmallCentre, world: World) -> None:
    assert "No roster is published for you yet." in page(world)
    assert "No roster is published for you yet." in page(world, "/me/roster/2027-02")


def test_somebody_who_is_not_rostered_is_told_so(published: SmallCentre, world: World) -> None:
    assert "No roster is published for you yet." in page(world, role="hr")


def test_today_says_hours_parts_and_that_it_is_as_published(published: SmallCentre, world: World) -> None:
    said = " ".join(page(world).split())
    assert ">09:00</time> – <time" in said
    assert ">17:00</time>" in said
    assert "as published" in said
    assert "Meal" in said
    assert "13:00," in said
    assert "until 13:00" in said
    assert "37:30" in said  # five days of seven and a half paid hours
    assert "of 40:00 in your contract" in said


def test_only_ones_own_shifts_are_on_the_page(published: SmallCentre, world: World) -> None:
    said = page(world)
    assert published.workers["mate"].person.name not in said
    found = my_roster(standing_of(world.users["agent"]), MORNING)
    assert found is not None
    own = set(published.workers["agent"].stretches.values_list("starts_at", flat=True))
    shown = [shift for day in (found.focus, *found.coming) for shift in day.shifts]
    assert len(shown) == 5
    assert {part.starts_at for shift in shown for part in shift.parts} == own


def test_a_draft_is_on_nobodys_own_page_not_even_a_planners(published: SmallCentre, world: World) -> None:
    worker, later = published.workers["agent"], MONDAY + timedelta(weeks=1)
    give(worker.person, Role.PLANNER, centre=published.centre)
    draft = make_roster(published.centre, published.roster.requirement, [worker], published.queues, later)
    standing = standing_of(world.users["agent"])
    assert Stretch.objects.visible_to(standing).filter(roster=draft).exists()
    found = my_roster(standing, MORNING, day=later)
    assert found is not None
    assert found.focus.kind == "unpublished"
    assert found.coming == ()


def test_a_day_without_shift_is_free_only_where_a_roster_is_published(
    published: SmallCentre, world: World
) -> None:
    assert "Day off" in page(world, "/me/roster?day=2027-02-06")
    later = page(world, "/me/roster?day=2027-02-08")
    assert "Not published yet" in later
    assert "After Sun 7 Feb no roster is published yet." in page(world)


def test_leave_shows_without_its_reason(published: SmallCentre, world: World) -> None:
    Absence.objects.create(
        worker=published.workers["agent"], starts_at=at_local(MONDAY + timedelta(days=5), 0),
        ends_at=at_local(MONDAY + timedelta(days=6), 0), kind="parental", counted_h=8,
    )  # fmt: skip
    said = page(world, "/me/roster?day=2027-02-06")
    assert "Leave" in said
    assert "parental" not in said
    assert "Leave in this week is not counted here." in said


def test_when_todays_shift_is_over_the_next_one_is_in_full(published: SmallCentre, world: World) -> None:
    standing = standing_of(world.users["agent"])
    evening = my_roster(standing, MORNING + timedelta(hours=9))
    assert evening is not None
    assert evening.focus.date == MONDAY + timedelta(days=1)
    assert evening.coming[0].date == MONDAY
    assert my_roster(standing, MORNING).focus.date == MONDAY  # type: ignore[union-attr]


def test_a_change_says_what_was_what_is_and_who_asked(published: SmallCentre, world: World) -> None:
    change(published)
    said = " ".join(page(world).split())
    assert "changed on" in said
    assert "09:00 – 17:00 became 11:00 – 15:00." in said
    assert 'asked by <span translate="no">planner</span>' in said
    assert "with your agreement" in said
    assert "2.0 h compensation" in said
    assert "as published" not in said
    other = page(world, "/me/roster?day=2027-02-02")
    assert "as published" in other


def test_a_shift_that_is_taken_off_leaves_a_day_off_that_says_so(
    published: SmallCentre, world: World
) -> None:
    change(published, start=None, asked_by=published.workers["agent"].person)
    said = " ".join(page(world, "/me/roster?day=2027-02-01").split())
    assert "Day off" in said
    assert "09:00 – 17:00 was taken off your roster." in said
    assert "you asked for it" in said


def test_a_month_is_a_table_of_whole_weeks(published: SmallCentre, world: World) -> None:
    said = page(world, "/me/roster/2027-02")
    assert said.count('<td class="eq-me-') == 28
    assert said.count("eq-me-work") == 5
    assert said.count("eq-me-off") == 2
    assert said.count("eq-me-unpublished") == 21
    march = page(world, "/me/roster/2027-03")
    assert march.count('<td class="eq-me-') == 35
    assert "eq-me-work" not in march


@pytest.mark.parametrize("address", ["/me/roster/2027-13", "/me/roster/now", "/me/roster/1999-01"])
def test_a_month_that_is_none_is_not_found(world: World, address: str) -> None:
    assert client_of(world, "agent").get(address).status_code == 404


@pytest.mark.parametrize("day", ["tomorrow", "2027-02-30", "0001-01-01", "9999-12-31"])
def test_a_day_that_is_none_is_not_found(published: SmallCentre, world: World, day: str) -> None:
    assert client_of(world, "agent").get(f"/me/roster?day={day}").status_code == 404


@pytest.mark.parametrize("address", ["/me/roster", "/me/roster/2027-02", "/me/calendar"])
def test_a_visitor_signs_in_first(world: World, address: str) -> None:
    response = Client().get(address)
    assert response.status_code == 302
    assert response["Location"].startswith("/account/sign-in")


def test_whoever_lives_in_another_zone_is_told_whose_times_these_are(
    published: SmallCentre, world: World
) -> None:
    assert "All times are those of" not in page(world)
    Person.objects.filter(pk=world.person("agent").pk).update(timezone="Europe/Lisbon")
    world.users["agent"].refresh_from_db()
    said = page(world)
    assert "All times are those of Home (Europe/Amsterdam). Your own time zone is Europe/Lisbon." in said
    assert ">09:00</time>" in said


def test_the_page_asks_the_same_few_questions_however_much_there_is(
    published: SmallCentre, world: World
) -> None:
    client = client_of(world, "agent")
    with CaptureQueriesContext(
        connection,
    ) as before:
        client.get("/me/roster")
    second = make_roster(
        published.centre, published.roster.requirement, list(published.workers.values()), published.queues,
        MONDAY + timedelta(weeks=1),
    )  # fmt: skip
    publish(actor=published.planner, roster=second)
    change(published)
    with CaptureQueriesContext(connection) as after:
        client.get("/me/roster")
    assert len(before) <= QUERIES
    assert len(after) <= len(before) + 1  # who asked for the change


def test_work_over_the_clock_change_counts_as_it_lasts() -> None:
    night = Part(datetime(2026, 10, 24, 20, tzinfo=UTC), datetime(2026, 10, 25, 5, tzinfo=UTC), "work")
    (shift,) = shifts.shifts([night])
    assert shift.paid == timedelta(hours=9)  # from ten in the evening to six in the morning
    assert shift.starts_on(ZONE) == date(2026, 10, 24)


def test_the_words_for_breaks_and_absences_are_the_librarys() -> None:
    assert (shifts.ABSENCES, shifts.PAUSES, shifts.MEAL) == (ABSENCES, PAUSES, MEAL)
    assert shifts.OFF_DUTY == OFF_DUTY


activities = st.sampled_from(["work", "break", "meal", "training", "leave", "off", "sickness", "on_call"])


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 6), activities), max_size=12))
def test_shifts_are_those_of_the_library(rows: list[tuple[int, int, str]]) -> None:
    """Gaps and lengths in half hours, laid one after the other."""
    cursor, parts, stretches = 1_800_000_000, [], []
    for gap, length, activity in rows:
        start, end = cursor + gap * 1800, cursor + (gap + length) * 1800
        parts.append(Part(datetime.fromtimestamp(start, UTC), datetime.fromtimestamp(end, UTC), activity))
        stretches.append(LibraryStretch("w", start, end, activity))
        cursor = end
    ours: tuple[Shift, ...] = shifts.shifts(parts)
    theirs = shifts_of(stretches)
    assert [(seconds(s.starts_at), seconds(s.ends_at), s.paid.total_seconds()) for s in ours] == [
        (shift.start_s, shift.end_s, shift.paid_s) for shift in theirs
    ]


def part(day: int, start: int, end: int) -> Part:
    return Part(datetime(2027, 2, day, start, tzinfo=UTC), datetime(2027, 2, day, end, tzinfo=UTC), "work")


def test_each_amendment_tells_what_it_made_of_a_day() -> None:
    rows = [
        Row(part(1, 8, 16), 7, 0, 2),
        Row(part(1, 10, 18), 7, 2, 5),
        Row(part(2, 8, 16), 7),
        Row(part(3, 8, 16), 7, 5),
    ]
    days = history(rows, ZONE)
    first, second, third = (days[date(2027, 2, n)] for n in (1, 2, 3))
    assert [change.number for change in first.changes] == [2, 5]
    assert first.shifts == ()
    assert first.sequence == 5
    assert [shift.starts_at.hour for shift in first.cancelled] == [10]
    assert second.changes == ()
    assert second.sequence == 0
    assert third.sequence == 5
    assert third.changes[0].before == ()
