"""What the database and the actions let happen to a roster."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from tests.web.small_centre import (
    SmallCentre,
    add_day,
    at_local,
    check_it,
    make_small_centre,
)
from tests.web.world import World

from equipoise.timegrid import Stretch as LibraryStretch
from equipoise_web.compliance.models import Check
from equipoise_web.core.models import AuditEntry, Notification
from equipoise_web.people.models import Worker
from equipoise_web.scheduling.actions.amendments import amend
from equipoise_web.scheduling.actions.publication import publish
from equipoise_web.scheduling.adapters import seconds
from equipoise_web.scheduling.errors import BreaksRule, DaysTaken, MustBeFixed, NotItsRow
from equipoise_web.scheduling.models import (
    Amendment,
    AmendmentKind,
    Consent,
    ExpectedInterval,
    ExpectedService,
    Publication,
    Roster,
    Stretch,
)


@pytest.fixture
def small(world: World) -> SmallCentre:
    return make_small_centre(world)


def refused(change: Any) -> str:
    """The database's own words when it refuses."""
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        change()
    return str(caught.value)


def another(small: SmallCentre) -> Roster:
    """A further roster of the same days, without rows and unchecked."""
    first = small.roster
    return Roster.objects.create(
        centre=small.centre, number=small.centre.rosters.count() + 1, starts_on=first.starts_on,
        ends_on=first.ends_on, requirement=first.requirement, objective=1.0, bound=1.0,
    )  # fmt: skip


def sickness(small: SmallCentre, publication: Publication, **changed: Any) -> Amendment:
    worker = small.workers["agent"]
    monday = Stretch.objects.filter(worker=worker, starts_at__lt=at_local(small.monday, 1440))
    values = {
        "actor": small.planner, "publication": publication, "worker": worker, "kind": AmendmentKind.SICKNESS,
        "asked_by": worker.person, "consent": Consent.NOT_NEEDED, "remove": list(monday), "add": [],
    }  # fmt: skip
    return amend(**values | changed)


def test_a_worker_is_not_in_two_places_at_once(small: SmallCentre) -> None:
    roster = another(small)
    worker, queue = small.workers["agent"], small.queues[0]
    add_day(roster, worker, queue, small.monday)
    assert "one thing at a time" in refused(lambda: add_day(roster, worker, queue, small.monday, start=12))


def test_a_checked_roster_gets_no_further_rows(small: SmallCentre) -> None:
    worker, queue = small.workers["agent"], small.queues[0]
    said = refused(lambda: add_day(small.roster, worker, queue, small.monday.replace(year=2031)))
    assert "gets no further rows" in said


def test_rows_of_a_roster_never_change(small: SmallCentre) -> None:
    rows = small.roster.stretches
    said = refused(lambda: rows.update(activity="meeting"))
    assert "never change" in said


def test_a_checked_roster_loses_no_rows(small: SmallCentre) -> None:
    said = refused(lambda: small.roster.stretches.all()._raw_delete("default"))
    assert "rows of a checked roster stay" in said


@pytest.mark.parametrize("column", ["balance", "summary"])
def test_the_figures_of_a_roster_never_change(small: SmallCentre, column: str) -> None:
    said = refused(lambda: Roster.objects.filter(pk=small.roster.pk).update(**{column: {"better": 1}}))
    assert "never change" in said


@pytest.mark.parametrize("model", [ExpectedService, ExpectedInterval])
def test_what_was_expected_of_a_roster_stays(small: SmallCentre, model: Any) -> None:
    rows, column = model.objects.filter(roster=small.roster), "mean" if model is ExpectedService else "share"
    assert "never change" in refused(lambda: rows.update(**{column: 0.99}))
    publish(actor=small.planner, roster=small.roster)
    assert "rows of a published roster stay" in refused(lambda: rows._raw_delete("default"))


def test_a_roster_does_not_pass_to_another_person(small: SmallCentre, world: World) -> None:
    workers = Worker.objects.filter(pk=small.workers["south"].pk)
    assert "never change" in refused(lambda: workers.update(person=world.elsewhere))


def test_nothing_is_published_unchecked(small: SmallCentre) -> None:
    roster = another(small)
    said = refused(
        lambda: Publication.objects.create(
            roster=roster, published_at=timezone.now(), published_by=small.planner
        )
    )
    assert "independent checker" in said


def test_nothing_is_published_while_something_must_be_fixed(small: SmallCentre) -> None:
    roster, worker = another(small), small.workers["agent"]
    add_day(roster, worker, small.queues[0], small.monday, start=12)
    # Two hours of rest between two shifts.
    add_day(roster, worker, small.queues[0], small.monday, start=22)
    check_it(roster, [worker])
    assert Check.objects.get(roster=roster).blocking > 0
    with pytest.raises(MustBeFixed):
        publish(actor=small.planner, roster=roster)
    assert "independent checker" in refused(
        lambda: Publication.objects.bulk_create(
            [Publication(roster=roster, published_at=timezone.now(), published_by=small.planner)]
        )
    )


def test_publishing_tells_the_people_and_leaves_a_trace(small: SmallCentre) -> None:
    publication = publish(actor=small.planner, roster=small.roster)
    assert Notification.objects.filter(kind="roster.published").count() == len(small.workers)
    entry = AuditEntry.objects.get(action="roster.published")
    assert entry.object_uuid == small.roster.uuid
    assert publish(actor=small.planner, roster=small.roster) == publication
    assert AuditEntry.objects.filter(action="roster.published").count() == 1


def test_an_agent_publishes_nothing(small: SmallCentre, world: World) -> None:
    with pytest.raises(PermissionDenied):
        publish(actor=world.person("agent"), roster=small.roster)


def test_one_published_roster_covers_a_day(small: SmallCentre) -> None:
    publish(actor=small.planner, roster=small.roster)
    roster = another(small)
    add_day(roster, small.workers["agent"], small.queues[0], small.monday)
    check_it(roster, [small.workers["agent"]])
    with pytest.raises(DaysTaken):
        publish(actor=small.planner, roster=roster)
    assert "covers a day" in refused(
        lambda: Publication.objects.create(
            roster=roster, published_at=timezone.now(), published_by=small.planner
        )
    )


def test_a_published_roster_changes_by_amendments_alone(small: SmallCentre) -> None:
    publication = publish(actor=small.planner, roster=small.roster)
    worker, queue = small.workers["agent"], small.queues[0]
    said = refused(lambda: add_day(small.roster, worker, queue, small.monday, start=20))
    assert "by an amendment" in said or "no further rows" in said
    assert "stay" in refused(lambda: small.roster.stretches.all().delete())
    amendment = sickness(small, publication)
    assert amendment.number == 1
    assert worker.stretches.filter(removed_by=amendment).count() == 3
    assert worker.stretches.filter(removed_by__isnull=True).count() == 12
    assert Check.objects.get(amendment=amendment).blocking == 0
    assert AuditEntry.objects.filter(action="roster.amended").count() == 1


def test_what_was_removed_stays_removed_and_readable(small: SmallCentre) -> None:
    publication = publish(actor=small.planner, roster=small.roster)
    amendment = sickness(small, publication)
    gone = Stretch.objects.filter(removed_by=amendment)
    assert "removed once" in refused(lambda: gone.update(removed_by=None))
    assert "append-only" in refused(lambda: Amendment.objects.update(number=7))
    assert gone.count() == 3


def test_a_row_that_is_gone_or_of_another_cannot_be_removed(small: SmallCentre) -> None:
    publication = publish(actor=small.planner, roster=small.roster)
    other = list(Stretch.objects.filter(worker=small.workers["mate"]))[:1]
    with pytest.raises(NotItsRow):
        sickness(small, publication, remove=other)


def test_an_amendment_that_breaks_a_rule_is_refused_whole(small: SmallCentre) -> None:
    publication = publish(actor=small.planner, roster=small.roster)
    name, queue = small.workers["agent"].number, small.queues[0].name
    night = LibraryStretch(
        name,
        seconds(at_local(small.monday, 19 * 60)),
        seconds(at_local(small.monday, 30 * 60)),
        "work",
        queue,
    )
    with pytest.raises(BreaksRule) as caught:
        sickness(small, publication, remove=[], add=[night])
    assert any("rest" in rule for rule in caught.value.rules)
    assert not Amendment.objects.exists()


def test_amendments_are_numbered_without_a_gap(small: SmallCentre) -> None:
    publication = publish(actor=small.planner, roster=small.roster)
    values = {
        "publication": publication, "worker": small.workers["agent"], "kind": "change",
        "asked_by": small.planner, "consent": "given", "made_at": timezone.now(), "made_by": small.planner,
    }  # fmt: skip
    assert "without a gap" in refused(lambda: Amendment.objects.create(number=2, **values))


def test_who_sees_a_roster_and_whose_rows(small: SmallCentre, world: World) -> None:
    def seen(role: str) -> tuple[int, int]:
        user = world.users[role]
        return Roster.objects.visible_to(user).count(), Stretch.objects.visible_to(user).count()

    assert seen("agent") == seen("representative") == seen("team_leader") == (0, 0)
    assert seen("planner") == (1, 45)
    publish(actor=small.planner, roster=small.roster)
    assert seen("agent") == (1, 15)
    assert seen("team_leader") == seen("representative") == (1, 30)  # team North
    assert seen("administrator") == (1, 0)  # that it exists, and nobody's rows
