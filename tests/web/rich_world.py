"""The world with an object of every kind: one's own, a teammate's, and somebody else's far away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from tests.web.breaches import grounds, make_broken, must_be_fixed
from tests.web.people_objects import file_objects
from tests.web.small_centre import (
    SmallCentre,
    describe,
    make_history,
    make_requirement,
    make_roster,
    make_small_centre,
    make_worker,
    next_monday,
    put_rules_in_force,
    put_shift_system_in_force,
)
from tests.web.world import World, make_person, make_team, make_world

from equipoise_web.compliance.actions.confirmations import confirm
from equipoise_web.compliance.actions.dispensations import grant
from equipoise_web.compliance.actions.rule_versions import propose_pack
from equipoise_web.compliance.models import Confirmation
from equipoise_web.compliance.queries.in_force import rules_in_force
from equipoise_web.compliance.queries.memory import remembered
from equipoise_web.core.actions import gates, tokens
from equipoise_web.core.jobs.queue import enqueue
from equipoise_web.core.models import Organisation, Person, Procedure, Run, Version
from equipoise_web.core.roles import Role
from equipoise_web.monitoring.actions import register_system
from equipoise_web.monitoring.description import Description
from equipoise_web.monitoring.models import Channel, Notice, System
from equipoise_web.people.models import Worker
from equipoise_web.scheduling.actions.drafts import begin_draft
from equipoise_web.scheduling.actions.feeds import open_feed
from equipoise_web.scheduling.actions.publication import publish
from equipoise_web.scheduling.models import Alternative, AlternativeDay, Draft, ShiftSystem
from equipoise_web.service.models import HistoryImport

TEXTS = {"en": "A text.", "nl": "Een tekst."}
RELATIONS = ("own", "team", "other")
PERSONAL = ("run", "feed", "secret", "token", "notice")


@dataclass(frozen=True)
class Strange:
    """Another organisation's centre, with the same kinds of rows."""

    small: SmallCentre
    system: System


@dataclass(frozen=True)
class RichWorld(World):
    """``small`` is the centre of the personas; its roster is published, ``draft`` is not."""

    small: SmallCentre
    draft: Any
    strange: Strange
    values: dict[str, dict[str, dict[str, str]]]

    def object(self, parameter: str, persona: str, relation: str) -> str | None:
        """The value of a route's parameter, or None where no such thing is known."""
        known = self.values.get(parameter)
        return known[persona if persona in known else ""][relation] if known else None


def make_rich_world(world: World | None = None) -> RichWorld:
    """Fill the world's own centre and a stranger's."""
    world = world or make_world()
    small = make_small_centre(world)
    publish(actor=small.planner, roster=small.roster)
    later = small.monday + timedelta(days=14)
    draft = make_roster(small.centre, small.roster.requirement, small.workers.values(), small.queues, later)
    begun = begin_draft(actor=small.planner, roster=draft)
    alternative = _alternative(begun, small.workers["mate"], later)
    strange = _strange(world)
    values = _shared(small, draft, strange) | _personal(world, small, strange)
    values["alternative"] = {"": _three(alternative, alternative, alternative)}
    return RichWorld(**vars(world), small=small, draft=draft, strange=strange, values=values)


def _alternative(draft: Draft, worker: Worker, day: date) -> Alternative:
    """A search that proposes a day off."""
    indices = {
        "customers": {"required_h": 10.0, "covered_h": 9.0, "lowest": 0.8, "highest": 1.0},
        "people": {"people": 0},
        "money": {"paid_h": 9.0, "contract_h": 10.0, "over_h": 0.0, "under_h": 1.0},
    }
    made = Alternative.objects.create(
        draft=draft, number=1, made_by=draft.begun_by, made_at=timezone.now(), seen=0, asked={},
        objective=9.0, bound=8.0,
        figures={"before": indices, "after": indices, "findings": {"before": {}, "after": {"warn": 1}},
                 "held": []},
    )  # fmt: skip
    AlternativeDay.objects.create(alternative=made, worker=worker, day=day)
    return made


def _strange(world: World) -> Strange:
    organisation = Organisation.objects.get(name="Stranger")
    team = make_team(organisation, "There", "Planning")
    planner = make_person(team, "strange planner")
    centre = team.site.centre
    put_shift_system_in_force(planner, centre)
    put_rules_in_force(planner, centre)
    queues = describe(centre)
    workers = {world.stranger.name: make_worker(centre, world.stranger, queues)}
    monday = next_monday()
    make_history(planner, centre, queues, monday)
    requirement = make_requirement(centre, queues, monday)
    roster = make_roster(centre, requirement, workers.values(), queues, monday)
    publish(actor=planner, roster=roster)
    system = _system(planner, organisation, "strange_recorder")
    return Strange(SmallCentre(centre, planner, queues, workers, roster, monday), system)


def _system(actor: Person, organisation: Organisation, code: str) -> System:
    procedure = Procedure.objects.get(kind__code="monitoring_system", organisation=None, name="Standard")
    description = Description(TEXTS, TEXTS, TEXTS, TEXTS, TEXTS, TEXTS, 30)
    register_system(
        actor=actor, organisation=organisation, code=code, procedure=procedure, description=description
    )
    return System.objects.get(code=code)


def _shared(small: SmallCentre, draft: Any, strange: Strange) -> dict[str, dict[str, dict[str, str]]]:
    """Things that belong to a centre, the same for every persona."""
    own_system = _system(small.planner, small.centre.organisation, "call_recorder")
    other = strange.small
    return {
        "roster": {"": _three(small.roster, draft, other.roster)},
        "queue": {"": _three(small.queues[0], small.queues[1], other.queues[0])},
        "staged": {"": _three(*(_staged(each) for each in (small, small, other)))},
        "version": {"": _three(_in_force(small), _draft_version(small), _in_force(other))},
        "rules": {"": _three(_rules(small), _proposed_rules(small), _rules(other))},
        "confirmation": {"": _three(*(_confirmation(each) for each in (small, small, other)))},
        "system": {"": _three(System.objects.get(code="equipoise"), own_system, strange.system)},
        "forecast": {"": _three(*(each.roster.requirement.forecast for each in (small, small, other)))},
        "requirement": {"": _three(*(each.roster.requirement for each in (small, small, other)))},
        "day": {"": dict.fromkeys(RELATIONS, small.monday.isoformat())},
        "month": {"": dict.fromkeys(RELATIONS, small.monday.isoformat()[:7])},
        "year": {"": dict.fromkeys(RELATIONS, str(timezone.now().year))},
        "category": {"": dict.fromkeys(RELATIONS, "safety")},
        **_breaches(small, strange),
        "pack": {"": dict.fromkeys(RELATIONS, "nl")},
        "rule": {"": dict.fromkeys(RELATIONS, "nl.atw.5_5.weekly_rest_additive")},
    }


def _breaches(small: SmallCentre, strange: Strange) -> dict[str, dict[str, dict[str, str]]]:
    """Of the agent, the teammate and a stranger: a finding that must be fixed, and one that stands."""
    own, mate, away = small.workers["agent"], small.workers["mate"], _only(strange)
    here, there = make_broken(small, [own, mate]), make_broken(strange.small, [away])
    rows = [must_be_fixed(here, own), must_be_fixed(here, mate), must_be_fixed(there, away)]
    planners = (small.planner, small.planner, strange.small.planner)
    stands = [
        grant(actor=by, finding=each[0], grounds=grounds()) for by, each in zip(planners, rows, strict=True)
    ]
    return {"finding": {"": _three(*(each[-1] for each in rows))}, "dispensation": {"": _three(*stands)}}


def _rules(small: SmallCentre) -> Version:
    return Version.objects.get(matter__rule_source__centre=small.centre, matter__rule_source__name="nl")


def _proposed_rules(small: SmallCentre) -> Version:
    return propose_pack(actor=small.planner, centre=small.centre, reference="be")


def _confirmation(small: SmallCentre) -> Confirmation:
    """That somebody read the source of a value from memory in the centre of the personas."""
    day = timezone.now().date()
    value = remembered(rules_in_force(small.centre, day), day)[0].rule
    return confirm(
        actor=small.planner,
        centre=small.centre,
        pack=value.pack,
        rule=value.id,
        read_on=day,
        source="The text",
    )


def _personal(world: World, small: SmallCentre, strange: Strange) -> dict[str, dict[str, dict[str, str]]]:
    """Things that belong to a person: the persona's, a teammate's, a stranger's."""
    mate, stranger = world.mate, world.stranger
    people = {"": world.south} | {role.value: world.person(role.value) for role in Role}
    workers = {name: _worker(small, person) for name, person in people.items()}
    theirs = {person.pk: _own(person) for person in {*people.values(), mate, stranger}}
    found: dict[str, dict[str, dict[str, str]]] = {kind: {} for kind in ("worker", *PERSONAL)}
    found |= file_objects(workers, small.workers["mate"], _only(strange), small.planner)
    for name, person in people.items():
        found["worker"][name] = _three(workers[name], small.workers["mate"], _only(strange))
        for kind in PERSONAL:
            found[kind][name] = {
                "own": theirs[person.pk][kind],
                "team": theirs[mate.pk][kind],
                "other": theirs[stranger.pk][kind],
            }
    return found


def _own(person: Person) -> dict[str, str]:
    feed, secret = open_feed(actor=person)
    run: Run = enqueue(
        "audit.checkpoint", {}, key=f"own:{person.pk}", organisation=person.organisation, requested_by=person
    )
    token, _ = tokens.create(
        actor=person, purpose="To read.", scopes=["me:read"], expires_at=timezone.now() + timedelta(days=30)
    )
    system = System.objects.get(code="equipoise")
    notice = Notice.objects.create(
        system=system, version=system.matter.versions.get(number=1), worker=person,
        channel=Channel.APPLICATION, delivered_at=timezone.now(),
    )  # fmt: skip
    rows = {"run": run, "feed": feed, "token": token, "notice": notice}
    return {name: str(row.uuid) for name, row in rows.items()} | {"secret": secret}


def _worker(small: SmallCentre, person: Person) -> Worker:
    found = Worker.objects.filter(person=person).first()
    return found or make_worker(small.centre, person, small.queues)


def _only(strange: Strange) -> Worker:
    return next(iter(strange.small.workers.values()))


def _staged(small: SmallCentre) -> HistoryImport:
    return HistoryImport.objects.filter(centre=small.centre).latest("pk")


def _in_force(small: SmallCentre) -> Version:
    return ShiftSystem.objects.get(centre=small.centre).matter.versions.get(number=1)


def _draft_version(small: SmallCentre) -> Version:
    first = _in_force(small)
    return gates.propose(
        actor=small.planner, matter=first.matter, procedure=first.procedure, content=first.data
    )


def _three(own: Any, team: Any, other: Any) -> dict[str, str]:
    return dict(zip(RELATIONS, (str(own.uuid), str(team.uuid), str(other.uuid)), strict=True))
