"""The calendar behind an address: right to the minute over clock changes, and closed to everybody else."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import vobject
from django.test import Client
from icalendar import Calendar
from tests.web.small_centre import (
    SmallCentre,
    at_local,
    check_it,
    end_rules,
    make_roster,
    make_small_centre,
)
from tests.web.world import World

from equipoise.timegrid import Stretch as LibraryStretch
from equipoise_web.core.models import AuditEntry, Person
from equipoise_web.people.models import Contract
from equipoise_web.scheduling.actions.amendments import amend
from equipoise_web.scheduling.actions.publication import publish
from equipoise_web.scheduling.adapters import seconds
from equipoise_web.scheduling.calendar.feed import calendar_of
from equipoise_web.scheduling.models import Amendment, AmendmentKind, CalendarFeed, Consent, Roster, Stretch

MONDAY = date(2027, 2, 1)
NOW = datetime(2027, 2, 1, 9, 30, tzinfo=UTC)
AUTUMN, SPRING = date(2026, 10, 25), date(2027, 3, 28)


@pytest.fixture
def small(world: World, monkeypatch: pytest.MonkeyPatch) -> SmallCentre:
    monkeypatch.setattr("equipoise_web.scheduling.views.feeds.timezone.now", lambda: NOW)
    small = make_small_centre(world, MONDAY)
    publish(actor=small.planner, roster=small.roster)
    return small


def client_of(world: World, role: str = "agent") -> Client:
    client = Client()
    client.force_login(world.users[role])
    return client


def make_address(world: World, role: str = "agent") -> str:
    """The path of a new address, as the page shows it once."""
    response = client_of(world, role).post("/me/calendar")
    assert response.status_code == 200
    found = re.search(r">http://testserver(/feeds/[\w-]+\.ics)<", response.content.decode())
    assert found is not None
    return found[1]


def events(content: bytes) -> list[Any]:
    return Calendar.from_ical(content).walk("VEVENT")


def change(small: SmallCentre, start: int | None, day: date = MONDAY) -> Amendment:
    """Let the agent work four hours from ``start`` o'clock on a day, or not at all."""
    worker = small.workers["agent"]
    standing = Stretch.objects.filter(worker=worker, removed_by__isnull=True)
    gone = standing.filter(starts_at__gte=at_local(day, 0), starts_at__lt=at_local(day, 1440))
    begin = seconds(at_local(day, (start or 0) * 60))
    row = LibraryStretch(worker.number, begin, begin + 4 * 3600, "work", "service")
    return amend(
        actor=small.planner, publication=small.roster.publication, worker=worker, kind=AmendmentKind.CHANGE,
        asked_by=worker.person, consent=Consent.GIVEN, remove=list(gone), add=[row] if start else [],
    )  # fmt: skip


def test_an_address_is_shown_once_and_kept_as_a_hash(small: SmallCentre, world: World) -> None:
    path = make_address(world)
    secret = path.removeprefix("/feeds/").removesuffix(".ics")
    page = client_of(world).get("/me/calendar").content.decode()
    assert secret not in page
    assert "not read yet" in page
    feed = CalendarFeed.objects.get()
    assert secret not in feed.secret_sha256
    assert not [entry for entry in AuditEntry.objects.all() if secret in entry.details]
    assert AuditEntry.objects.get(action="feed.opened").object_uuid == feed.uuid


def test_whoever_knows_the_address_gets_the_own_shifts_of_its_maker(small: SmallCentre, world: World) -> None:
    response = Client().get(make_address(world))
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert "private" in response["Cache-Control"]
    found = events(response.content)
    own = [at_local(MONDAY + timedelta(days=n), 540) for n in range(5)]
    assert [event.decoded("dtstart") for event in found] == own
    text = response.content.decode()
    assert small.workers["mate"].number not in text
    assert "09:00–13:00 On queue: sales" in str(found[0]["description"])
    assert "13:00–13:30 Meal" in str(found[0]["description"])


def test_a_calendar_speaks_its_owners_language(small: SmallCentre, world: World) -> None:
    person = small.workers["agent"].person
    assert "Meal" in calendar_of(person, NOW).decode()
    Person.objects.filter(pk=person.pk).update(locale="nl")
    dutch = calendar_of(Person.objects.get(pk=person.pk), NOW).decode()
    assert "Maaltijd" in dutch
    assert "Meal" not in dutch


@pytest.mark.parametrize("secret", ["x", "0" * 64, "a" * 5000])
def test_an_unknown_address_does_not_exist(small: SmallCentre, secret: str) -> None:
    assert Client().get(f"/feeds/{secret}.ics").status_code == 404


def test_a_closed_address_gives_nothing_and_only_its_maker_closes_it(
    small: SmallCentre, world: World
) -> None:
    path, feed = make_address(world), CalendarFeed.objects.get()
    address = f"/me/calendar/{feed.uuid}/revoke"
    for role in ("planner", "administrator", "team_leader"):
        assert client_of(world, role).post(address).status_code == 404
    assert Client().get(path).status_code == 200
    assert client_of(world).get(address).status_code == 405
    assert client_of(world).post(address).status_code == 302
    assert Client().get(path).status_code == 404
    assert AuditEntry.objects.filter(action="feed.revoked", object_uuid=feed.uuid).count() == 1


def test_the_address_of_somebody_who_left_gives_nothing(small: SmallCentre, world: World) -> None:
    path, user = make_address(world), world.users["agent"]
    user.is_active = False
    user.save()
    assert Client().get(path).status_code == 404
    user.is_active = True
    user.save()
    contracts = Contract.objects.filter(worker=small.workers["agent"])
    contracts.update(ends_on=MONDAY - timedelta(days=1))
    assert Client().get(path).status_code == 404
    contracts.update(ends_on=MONDAY)
    assert Client().get(path).status_code == 200


def test_the_day_of_the_last_reading_is_kept(small: SmallCentre, world: World) -> None:
    path = make_address(world)
    Client().get(path)
    assert CalendarFeed.objects.get().last_read_on == NOW.date()
    assert "last read on" in client_of(world).get("/me/calendar").content.decode()


def test_a_program_that_knows_the_state_gets_it_again_only_when_it_changed(
    small: SmallCentre, world: World
) -> None:
    path = make_address(world)
    etag = Client().get(path)["ETag"]
    again = Client().get(path, headers={"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")
    change(small, 11)
    assert Client().get(path, headers={"If-None-Match": etag}).status_code == 200


def test_a_changed_shift_keeps_its_identity_and_raises_its_number(small: SmallCentre) -> None:
    person = small.workers["agent"].person
    before = events(calendar_of(person, NOW))
    assert {event["sequence"] for event in before} == {0}
    first, second = change(small, 11), change(small, 12, MONDAY + timedelta(days=2))
    after = events(calendar_of(person, NOW))
    assert [str(event["uid"]) for event in after] == [str(event["uid"]) for event in before]
    assert [event["sequence"] for event in after] == [first.number, 0, second.number, 0, 0]
    assert after[0].decoded("dtstart") == at_local(MONDAY, 660)
    assert after[0].decoded("last-modified") == first.made_at.replace(microsecond=0)
    assert after[1].decoded("dtstamp") == small.roster.publication.published_at.replace(microsecond=0)


def test_a_shift_that_was_taken_off_is_cancelled_and_may_come_back(small: SmallCentre) -> None:
    person = small.workers["agent"].person
    uid = str(events(calendar_of(person, NOW))[0]["uid"])
    change(small, None)
    gone = events(calendar_of(person, NOW))[0]
    assert (str(gone["uid"]), str(gone["status"]), gone["sequence"]) == (uid, "CANCELLED", 1)
    assert gone.decoded("dtstart") == at_local(MONDAY, 540)
    change(small, 14)
    back = events(calendar_of(person, NOW))[0]
    assert (str(back["uid"]), back.get("status"), back["sequence"]) == (uid, None, 2)


def test_drafts_and_what_is_older_than_four_weeks_are_left_out(small: SmallCentre) -> None:
    person = small.workers["agent"].person
    make_roster(
        small.centre, small.roster.requirement, [small.workers["agent"]], small.queues,
        MONDAY + timedelta(weeks=1),
    )  # fmt: skip
    assert len(events(calendar_of(person, NOW))) == 5
    assert len(events(calendar_of(person, NOW + timedelta(weeks=4)))) == 5
    assert len(events(calendar_of(person, NOW + timedelta(weeks=4, days=1)))) == 4
    assert events(calendar_of(person, NOW + timedelta(weeks=6))) == []


def nights(small: SmallCentre, sunday: date) -> list[tuple[datetime, datetime]]:
    """Publish shifts of the agent on the day before, over, and on the day after a change of the clock."""
    roster = Roster.objects.create(
        centre=small.centre, number=9, starts_on=sunday - timedelta(days=6),
        ends_on=sunday + timedelta(days=7), requirement=small.roster.requirement, objective=1, bound=1,
    )  # fmt: skip
    worker = small.workers["agent"]
    spans = [
        (at_local(sunday - timedelta(days=2), 540), at_local(sunday - timedelta(days=2), 1020)),
        (at_local(sunday - timedelta(days=1), 22 * 60), at_local(sunday, 6 * 60)),
        (at_local(sunday + timedelta(days=1), 540), at_local(sunday + timedelta(days=1), 1020)),
    ]
    for start, end in spans:
        Stretch.objects.create(
            roster=roster, worker=worker, starts_at=start, ends_at=end, activity="work", queue=small.queues[0]
        )
    end_rules(small.centre)  # no rule is the matter here
    check_it(roster, [worker])
    publish(actor=small.planner, roster=roster)
    return spans


def by_icalendar(content: bytes) -> list[tuple[datetime, datetime]]:
    found = ((event.decoded("dtstart"), event.decoded("dtend")) for event in events(content))
    return sorted((start.astimezone(UTC), end.astimezone(UTC)) for start, end in found)


def by_vobject(content: bytes) -> list[tuple[datetime, datetime]]:
    found = vobject.readOne(content.decode()).vevent_list
    return sorted((e.dtstart.value.astimezone(UTC), e.dtend.value.astimezone(UTC)) for e in found)


@pytest.mark.parametrize(("sunday", "hours"), [(AUTUMN, 9), (SPRING, 7)])
@pytest.mark.parametrize("named", [True, False])
def test_two_readers_find_the_instants_of_the_rows_over_a_clock_change(
    small: SmallCentre, sunday: date, hours: int, named: bool
) -> None:
    """Under a name that no computer knows a reader has the file's own clock changes and nothing else."""
    spans = nights(small, sunday)
    assert spans[1][1] - spans[1][0] == timedelta(hours=hours)
    now = at_local(sunday, 720)
    content = calendar_of(small.workers["agent"].person, now)
    content = content if named else content.replace(b"Europe/Amsterdam", b"Nowhere/Known%d" % sunday.year)
    for read in (by_icalendar, by_vobject):
        found = [span for span in read(content) if abs(span[0] - spans[1][0]) < timedelta(days=4)]
        assert found == spans, read.__name__
