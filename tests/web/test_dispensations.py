"""A breach stands only by a dispensation of exactly it: in actions and database, for everybody to see."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone
from tests.web.breaches import grounds, in_days, let_all_stand, make_broken, must_be_fixed
from tests.web.programs import Program, secret_of
from tests.web.small_centre import SmallCentre, at_local, make_small_centre
from tests.web.world import World, give, make_person

from equipoise.errors import InvalidInput
from equipoise.timegrid import Stretch as LibraryStretch
from equipoise_web.compliance.actions.dispensations import grant, settle
from equipoise_web.compliance.models import NO_CLAUSE, Dispensation, Finding, Settlement
from equipoise_web.compliance.queries.dispensations import in_the_way
from equipoise_web.compliance.standing_errors import (
    AlreadySettled,
    AlreadyStands,
    NothingOwed,
    NothingToStand,
)
from equipoise_web.core.models import AuditEntry, Notification
from equipoise_web.core.roles import Role
from equipoise_web.scheduling.actions.amendments import amend
from equipoise_web.scheduling.actions.publication import publish
from equipoise_web.scheduling.adapters import seconds
from equipoise_web.scheduling.errors import BreaksRule, MustBeFixed
from equipoise_web.scheduling.models import (
    Amendment,
    AmendmentKind,
    Consent,
    Publication,
    Roster,
    Stretch,
)


@pytest.fixture
def small(world: World) -> SmallCentre:
    return make_small_centre(world)


@pytest.fixture
def broken(small: SmallCentre) -> Roster:
    return make_broken(small, [small.workers["agent"]])


def refused(change: Any) -> str:
    """The database's own words when it refuses."""
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        change()
    return str(caught.value)


def sql(text: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(text, values)


def published_by_hand(small: SmallCentre, roster: Roster) -> None:
    """The row of a publication, past the action."""
    sql(
        "INSERT INTO scheduling_publication (uuid, created_at, roster_id, published_at, published_by_id) "
        "SELECT uuid, created_at, id, created_at, %s FROM scheduling_roster WHERE id = %s",
        small.planner.pk,
        roster.pk,
    )


def test_a_roster_is_published_when_each_finding_has_its_dispensation(
    small: SmallCentre, broken: Roster
) -> None:
    rows = must_be_fixed(broken)
    assert len(rows) > 1
    for left, finding in zip(range(len(rows), 0, -1), rows, strict=True):
        with pytest.raises(MustBeFixed) as caught:
            publish(actor=small.planner, roster=broken)
        assert caught.value.blocking == left
        assert "independent checker" in refused(lambda: published_by_hand(small, broken))
        grant(actor=small.planner, finding=finding, grounds=grounds())
    publish(actor=small.planner, roster=broken)
    check = broken.checks.get()
    assert check.blocking == len(must_be_fixed(broken)) == len(rows)  # the findings stay findings
    details = AuditEntry.objects.get(action="roster.published").details
    assert f'"dispensations":{len(rows)}' in details


def test_by_hand_a_roster_is_published_with_all_dispensations_too(small: SmallCentre, broken: Roster) -> None:
    let_all_stand(small, broken)
    published_by_hand(small, broken)
    assert Publication.objects.get().roster == broken


def test_a_dispensation_of_another_roster_lets_nothing_stand(small: SmallCentre, broken: Roster) -> None:
    let_all_stand(small, broken)
    again = make_broken(small, [small.workers["agent"]])
    assert [(row.rule, row.starts_at) for row in must_be_fixed(again)] == [
        (row.rule, row.starts_at) for row in must_be_fixed(broken)
    ]
    with pytest.raises(MustBeFixed):
        publish(actor=small.planner, roster=again)
    assert "independent checker" in refused(lambda: published_by_hand(small, again))


def test_a_dispensation_of_another_worker_lets_nothing_stand(small: SmallCentre) -> None:
    roster = make_broken(small, [small.workers["agent"], small.workers["mate"]])
    for finding in must_be_fixed(roster, small.workers["agent"]):
        grant(actor=small.planner, finding=finding, grounds=grounds())
    assert {row.worker for row in in_the_way(roster.checks.get())} == {small.workers["mate"]}
    assert "independent checker" in refused(lambda: published_by_hand(small, roster))


def test_findings_taken_away_open_no_way_to_publication(small: SmallCentre, broken: Roster) -> None:
    Finding.objects.filter(check_made__roster=broken)._raw_delete("default")
    assert "independent checker" in refused(lambda: published_by_hand(small, broken))


def test_a_dispensation_and_its_settlement_never_change(small: SmallCentre, broken: Roster) -> None:
    row = grant(actor=small.planner, finding=must_be_fixed(broken)[0], grounds=grounds())
    settle(actor=small.planner, dispensation=row, settled_on=in_days(0), how="A day off")
    for table, column in (("compliance_dispensation", "reason"), ("compliance_settlement", "how")):
        assert "append-only" in refused(lambda t=table, c=column: sql(f"UPDATE {t} SET {c} = 'other'"))
        assert "append-only" in refused(lambda t=table: sql(f"DELETE FROM {t}"))
    assert "append-only" in refused(lambda: Dispensation.objects.update(due_on=in_days(99)))
    assert Dispensation.objects.get().reason == "The second site burnt down."


@pytest.mark.parametrize(
    "changed",
    [
        {"rule": "nl.another"}, {"measured": 10.9}, {"limit": 1.0}, {"severity": "warn"},
        {"starts_at": timezone.now()}, {"article": "1"}, {"unit": "d"},
    ],
    ids=lambda changed: next(iter(changed)),
)  # fmt: skip
def test_a_dispensation_says_what_its_finding_says(
    small: SmallCentre, broken: Roster, changed: dict[str, Any]
) -> None:
    said = refused(lambda: Dispensation.objects.create(**copied(small, must_be_fixed(broken)[0]) | changed))
    assert "says what that finding says" in said


def copied(small: SmallCentre, finding: Finding) -> dict[str, Any]:
    """The row of a dispensation."""
    names = (
        "worker", "rule", "article", "severity", "starts_at", "ends_at", "measured", "limit", "unit",
    )  # fmt: skip
    return {name: getattr(finding, name) for name in names} | {
        "finding": finding, "roster": finding.check_made.roster, "granted_by": small.planner,
        "role": "planner", "granted_at": timezone.now(), **vars(grounds()),
    }  # fmt: skip


def test_a_finding_that_does_not_block_needs_none(small: SmallCentre) -> None:
    finding = Finding.objects.filter(check_made__roster=small.roster).exclude(result="fail")[0]
    with pytest.raises(NothingToStand):
        grant(actor=small.planner, finding=finding, grounds=grounds())
    assert "must be fixed" in refused(lambda: Dispensation.objects.create(**copied(small, finding)))


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"reason": " "}, "reason"),
        ({"clause": ""}, "clause"),
        ({"cause": "whim"}, "cause"),
        ({"clause": NO_CLAUSE, "compensation": "", "due_on": None}, "compensation"),
        ({"due_on": None}, "due_on"),
        ({"compensation": ""}, "due_on"),
        ({"due_on": in_days(-2)}, "due_on"),
    ],
)
def test_grounds_are_whole(small: SmallCentre, broken: Roster, changed: dict[str, Any], field: str) -> None:
    finding = must_be_fixed(broken)[0]
    with pytest.raises(InvalidInput) as caught:
        grant(actor=small.planner, finding=finding, grounds=grounds(**changed))
    assert caught.value.field == field
    if changed.get("due_on") != in_days(-2):  # that a day has passed is for the action to know
        refused(lambda: Dispensation.objects.create(**copied(small, finding) | changed))
    assert not Dispensation.objects.exists()


def test_where_the_article_says_so_nothing_is_owed(small: SmallCentre, broken: Roster) -> None:
    none = grounds(compensation="", due_on=None)
    row = grant(actor=small.planner, finding=must_be_fixed(broken)[0], grounds=none)
    with pytest.raises(NothingOwed):
        settle(actor=small.planner, dispensation=row, settled_on=in_days(0), how="A day off")
    by_hand = {"dispensation": row, "settled_on": in_days(0), "how": "A day", "settled_by": small.planner}
    assert "was owed" in refused(lambda: Settlement.objects.create(**by_hand))


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.PLANNER])
def test_nobody_but_a_planner_of_the_centre_gives_one(
    small: SmallCentre, world: World, broken: Roster, role: Role
) -> None:
    person, finding = world.person(role.value), must_be_fixed(broken)[0]
    give(person, role, centre=world.centre)
    with pytest.raises(PermissionDenied):
        grant(actor=person, finding=finding, grounds=grounds())
    for said in ("planner", role.value):
        row = copied(small, finding) | {"granted_by": person, "role": said}
        assert "planner of the whole centre" in refused(lambda row=row: Dispensation.objects.create(**row))


def test_a_planner_of_a_team_or_elsewhere_gives_none(small: SmallCentre, world: World) -> None:
    finding = must_be_fixed(make_broken(small, [small.workers["agent"]]))[0]
    near, far = (make_person(world.north, name) for name in ("near", "far"))
    give(near, Role.PLANNER, team=world.north)
    give(far, Role.PLANNER, centre=world.elsewhere.memberships.get().team.site.centre)
    for person in (near, far):
        with pytest.raises(PermissionDenied):
            grant(actor=person, finding=finding, grounds=grounds())
        row = copied(small, finding) | {"granted_by": person}
        assert "planner of the whole centre" in refused(lambda row=row: Dispensation.objects.create(**row))


def test_the_representatives_and_the_worker_are_told_at_once(
    small: SmallCentre, world: World, broken: Roster
) -> None:
    away = make_person(world.elsewhere.memberships.get().team, "delegate", login=True)
    give(away, Role.REPRESENTATIVE, centre=world.elsewhere.memberships.get().team.site.centre)
    row = grant(actor=small.planner, finding=must_be_fixed(broken)[0], grounds=grounds())
    told = Notification.objects.filter(kind="dispensation.given")
    assert [each.person for each in told] == [world.person("representative")]
    own = Notification.objects.get(kind="dispensation.own")
    assert own.person == small.workers["agent"].person
    entry = AuditEntry.objects.get(action="dispensation.given")
    assert (entry.actor, entry.object_uuid) == (small.planner.uuid, row.uuid)
    assert "burnt" not in entry.details
    for person in (world.person("representative"), world.person("agent"), small.planner):
        assert Dispensation.objects.visible_to(person.user).get() == row
    assert not Roster.objects.visible_to(world.users["representative"]).filter(pk=broken.pk).exists()
    for nobody in (
        away.user,
        world.users["evaluator"],
        world.users["administrator"],
        world.users["team_leader"],
    ):
        assert not Dispensation.objects.visible_to(nobody).exists()


def test_a_finding_stands_once_and_is_settled_once(small: SmallCentre, world: World, broken: Roster) -> None:
    finding = must_be_fixed(broken)[0]
    row = grant(actor=small.planner, finding=finding, grounds=grounds())
    with pytest.raises(AlreadyStands):
        grant(actor=small.planner, finding=finding, grounds=grounds())
    hr = world.person("hr")
    with pytest.raises(PermissionDenied):
        settle(actor=hr, dispensation=row, settled_on=in_days(0), how="A day off")  # of a team alone
    give(hr, Role.HR, centre=world.centre)
    for field, values in {"settled_on": (in_days(2), "A day"), "how": (in_days(0), " ")}.items():
        with pytest.raises(InvalidInput) as caught:
            settle(actor=hr, dispensation=row, settled_on=values[0], how=values[1])
        assert caught.value.field == field
    settle(actor=hr, dispensation=row, settled_on=in_days(0), how="A day off")
    with pytest.raises(AlreadySettled):
        settle(actor=hr, dispensation=row, settled_on=in_days(0), how="Another day off")
    assert AuditEntry.objects.filter(action="dispensation.settled").count() == 1
    assert Notification.objects.filter(kind="dispensation.settled").count() == 2


# Changes after publication.


def late(small: SmallCentre, hour: int = 19) -> LibraryStretch:
    """From an hour of Monday until six o'clock on Tuesday, three hours before the next shift."""
    first, last = at_local(small.monday, hour * 60), at_local(small.monday, 30 * 60)
    name, queue = small.workers["agent"].number, small.queues[0].name
    return LibraryStretch(name, seconds(first), seconds(last), "work", queue)


def changed(small: SmallCentre, publication: Publication, **more: Any) -> Amendment:
    worker = small.workers["agent"]
    values = {
        "actor": small.planner, "publication": publication, "worker": worker, "kind": AmendmentKind.CHANGE,
        "asked_by": small.planner, "consent": Consent.GIVEN, "remove": [], "add": [late(small)],
    }  # fmt: skip
    return amend(**values | more)


def test_a_change_that_breaks_rules_takes_a_dispensation_for_each(small: SmallCentre) -> None:
    publication = publish(actor=small.planner, roster=small.roster)
    with pytest.raises(BreaksRule) as caught:
        changed(small, publication)
    breaches = caught.value.breaches
    assert len(breaches) > 1
    assert not Amendment.objects.exists()
    with pytest.raises(BreaksRule):
        changed(small, publication, dispensations={breaches[0]: grounds()})
    assert not Dispensation.objects.exists()
    with pytest.raises(NothingToStand):
        changed(small, publication, dispensations={("nl.another", breaches[0][1]): grounds()})
    amendment = changed(small, publication, dispensations=dict.fromkeys(breaches, grounds()))
    assert Stretch.objects.filter(added_by=amendment).count() == 1
    check = amendment.check_made
    assert check.blocking == Dispensation.objects.count() == len(breaches)
    assert not in_the_way(check).exists()


def test_what_stands_need_not_be_let_stand_again_but_what_is_graver_does(small: SmallCentre) -> None:
    publication = publish(actor=small.planner, roster=small.roster)
    with pytest.raises(BreaksRule) as caught:
        changed(small, publication)
    changed(small, publication, dispensations=dict.fromkeys(caught.value.breaches, grounds()))
    friday = small.monday + timedelta(days=4)
    rows = Stretch.objects.filter(worker=small.workers["agent"], starts_at__gte=at_local(friday, 0))
    again = changed(small, publication, kind=AmendmentKind.SICKNESS, remove=list(rows), add=[])
    # The breaches of Monday are in this check too: found, counted, and covered by what was given for them.
    assert again.check_made.blocking > 0
    name, queue = small.workers["agent"].number, small.queues[0].name
    more = LibraryStretch(
        name,
        seconds(at_local(small.monday, 30 * 60)),
        seconds(at_local(small.monday, 32 * 60)),
        "work",
        queue,
    )
    with pytest.raises(BreaksRule):
        changed(small, publication, add=[more])


def test_rows_of_an_amendment_come_and_go_after_its_check_alone(small: SmallCentre) -> None:
    publication = publish(actor=small.planner, roster=small.roster)
    worker = small.workers["agent"]
    amendment = Amendment.objects.create(
        publication=publication, number=1, worker=worker, kind="change", asked_by=small.planner,
        consent="given", made_at=timezone.now(), made_by=small.planner,
    )  # fmt: skip
    first = Stretch.objects.filter(worker=worker).order_by("starts_at")[0]
    assert "when the checker judged it" in refused(
        lambda: Stretch.objects.filter(pk=first.pk).update(removed_by=amendment)
    )
    night = {"starts_at": at_local(small.monday, 1200), "ends_at": at_local(small.monday, 1260)}
    assert "when the checker judged it" in refused(
        lambda: Stretch.objects.create(
            roster=small.roster, worker=worker, activity="work", added_by=amendment, **night
        )
    )


# Programs.


def test_programs_give_read_and_settle_dispensations(
    small: SmallCentre, world: World, broken: Roster
) -> None:
    caller = Program(secret_of(small.planner))
    found = caller.get(f"rosters/{broken.uuid}/findings", severity="block", result="fail").json()["items"]
    assert {each["dispensation"] for each in found} == {None}
    address = f"findings/{found[0]['id']}/dispensation"
    body = {"cause": "danger", "reason": "Smoke.", "clause": NO_CLAUSE}
    answer = caller.post(address, body)
    assert (answer.status_code, answer.json()["code"]) == (400, "input.invalid")
    body |= {"compensation": "Two days off", "due_on": in_days(3).isoformat()}
    given = caller.post(address, body).json()
    assert (given["finding"], given["state"], given["role"]) == (found[0]["id"], "open", "planner")
    assert caller.post(address, body).json()["code"] == "dispensation.given"
    again = caller.get(f"rosters/{broken.uuid}/findings", severity="block", result="fail").json()["items"]
    assert given["id"] in {each["dispensation"] for each in again}
    settled = caller.post(
        f"dispensations/{given['id']}/settlement",
        {"settled_on": in_days(0).isoformat(), "how": "Two days off"},
    )
    assert settled.json()["state"] == "settled"
    assert [each["id"] for each in caller.get("dispensations").json()["items"]] == [given["id"]]
    assert Program(secret_of(world.person("evaluator"))).get("dispensations").json()["items"] == []


def test_a_page_of_another_centre_is_not_there(small: SmallCentre, world: World, broken: Roster) -> None:
    row = grant(actor=small.planner, finding=must_be_fixed(broken)[0], grounds=grounds())
    client = Client()
    client.force_login(world.users["evaluator"])
    assert client.get(f"/rules/dispensations/{row.uuid}").status_code == 404
