"""The small world as a working centre: queues, workers, a requirement and a checked roster of one week."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db.models import F
from django.utils import timezone
from tests.web.world import World, give

from equipoise.rules.checker import check
from equipoise.rules.model import WorkerFacts
from equipoise.rules.timelines import build_timelines
from equipoise.timegrid import Stretch as LibraryStretch
from equipoise.timegrid import zone
from equipoise_web.compliance.actions.checks import record_check
from equipoise_web.compliance.actions.rule_versions import propose_pack
from equipoise_web.compliance.queries.in_force import packs_for
from equipoise_web.core.actions import gates
from equipoise_web.core.models import Activation, Centre, GatedKind, Matter, Person, Procedure, Version
from equipoise_web.core.roles import Role
from equipoise_web.people.models import Contract, ContractType, Skill, Worker
from equipoise_web.scheduling.adapters import as_stretches, seconds
from equipoise_web.scheduling.models import (
    ExpectedInterval,
    ExpectedService,
    Roster,
    ShiftSystem,
    Stretch,
)
from equipoise_web.service.models import (
    CentreSettings,
    Forecast,
    ForecastInterval,
    HistoryImport,
    HistoryInterval,
    Queue,
    Requirement,
    RequirementInterval,
)

ZONE = "Europe/Amsterdam"
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri")
SHIFTS = {
    "shift": [{"starts": ["09:00"], "lengths_h": [8.0]}],
    "break": [{"after_h": 4.0, "minutes": 30, "paid": False, "earliest_h": 3.0, "latest_h": 4.5}],
}


@dataclass(frozen=True)
class SmallCentre:
    """What the tests look at; ``planner`` holds the role over the whole centre."""

    centre: Centre
    planner: Person
    queues: tuple[Queue, Queue]
    workers: dict[str, Worker]
    roster: Roster
    monday: date


def next_monday(after: date | None = None) -> date:
    """The Monday after a day, by default after today."""
    day = after or timezone.now().date()
    return day + timedelta(days=7 - day.weekday())


def make_small_centre(world: World, monday: date | None = None) -> SmallCentre:
    """Describe ``world.centre``, let its people work Monday to Friday from 9 to 5, and check that."""
    monday = monday or next_monday()
    centre, planner = world.centre, world.person("planner")
    give(planner, Role.PLANNER, centre=centre)
    queues = describe(centre)
    put_shift_system_in_force(planner, centre)
    put_rules_in_force(planner, centre)
    people = [world.person("agent"), world.mate, world.south]
    workers = {person.name: make_worker(centre, person, queues) for person in people}
    make_history(planner, centre, queues, monday)
    requirement = make_requirement(centre, queues, monday)
    roster = make_roster(centre, requirement, workers.values(), queues, monday)
    return SmallCentre(centre, planner, queues, workers, roster, monday)


def describe(centre: Centre) -> tuple[Queue, Queue]:
    """Opening hours and two queues."""
    opening = {day: ["08:00-20:00"] for day in WEEKDAYS}
    CentreSettings.objects.create(centre=centre, interval_minutes=30, opening=opening)
    sales = Queue.objects.create(centre=centre, name="sales", position=0)
    service = Queue.objects.create(centre=centre, name="service", position=1, answered_within_s=30.0)
    return sales, service


def put_shift_system_in_force(actor: Person, centre: Centre) -> Version:
    """Take a shift system through its whole gate."""
    give(actor, Role.PLANNER, organisation=centre.organisation)
    kind = GatedKind.objects.get(code="shift_system")
    matter = Matter.objects.create(kind=kind, organisation=centre.organisation, name=centre.name)
    ShiftSystem.objects.create(centre=centre, matter=matter)
    procedure = Procedure.objects.get(kind=kind, organisation=None, name="Standard")
    version = gates.propose(actor=actor, matter=matter, procedure=procedure, content=SHIFTS)
    return put_in_force(actor, version)


def put_rules_in_force(actor: Person, centre: Centre, packs: Iterable[str] = ("eu", "nl")) -> list[Version]:
    """The law of the Netherlands, by the gate of law."""
    found = [propose_pack(actor=actor, centre=centre, reference=pack) for pack in packs]
    return [put_in_force(actor, version) for version in found]


def end_rules(centre: Centre) -> None:
    """The rules of a centre end as soon as they began."""
    rows = Activation.objects.filter(closure__version__matter__rule_source__centre=centre)
    rows.update(ends_at=F("starts_at") + timedelta(microseconds=1))


def put_in_force(actor: Person, version: Version, starts_at: datetime | None = None) -> Version:
    """Take a version through its whole gate, in one person's name."""
    for step in version.procedure.steps.all():
        gates.complete_step(actor=actor, version=version, code=step.code, evidence="minutes")
    gates.close(actor=actor, version=version)
    gates.activate(actor=actor, version=version, starts_at=starts_at or timezone.now())
    return version


def make_worker(centre: Centre, person: Person, queues: Iterable[Queue]) -> Worker:
    """A worker of 40 hours with a skill for every queue."""
    worker = Worker.objects.create(
        person=person, centre=centre, number=person.name, birth_date=date(1990, 5, 1)
    )
    Contract.objects.create(
        worker=worker, contract_type=ContractType.PERMANENT, hours_per_week=40, min_h=32, max_h=48
    )
    Skill.objects.bulk_create(Skill(worker=worker, queue=queue, level=3) for queue in queues)
    return worker


def make_history(actor: Person, centre: Centre, queues: Iterable[Queue], monday: date) -> None:
    """Four weeks of half hours: 20 contacts in each, a tenth abandoned."""
    source = HistoryImport.objects.create(
        centre=centre, filename="history.csv", content=b"", sha256="0" * 64, uploaded_by=actor
    )
    HistoryInterval.objects.bulk_create(
        HistoryInterval(
            queue=queue, starts_at=at, offered=20, answered=18, abandoned=2, aht_s=240, source=source
        )
        for queue in queues
        for week in range(1, 5)
        for at in half_hours(monday - timedelta(weeks=week))
    )


def make_requirement(centre: Centre, queues: Iterable[Queue], monday: date) -> Requirement:
    """Every open half hour expects 20 contacts and asks one person on each queue."""
    forecast = Forecast.objects.create(
        centre=centre, starts_on=monday, weeks=1, history_until=at_local(monday, 0), methods={}, accuracy={}
    )
    quantiles = {"q05": 13, "q10": 14, "q25": 17, "q50": 20, "q75": 23, "q90": 26, "q95": 28}
    ForecastInterval.objects.bulk_create(
        ForecastInterval(forecast=forecast, queue=queue, starts_at=at, mean=20, aht_s=240, **quantiles)
        for queue in queues
        for at in half_hours(monday)
    )
    requirement = Requirement.objects.create(forecast=forecast, methods={}, targets={})
    RequirementInterval.objects.bulk_create(
        RequirementInterval(
            requirement=requirement, queue=queue, starts_at=at, load_erl=0.7, agents_net=1.0,
            agents_planned=1.1, service_level=0.8, occupancy=0.7,
        )
        for queue in queues
        for at in half_hours(monday)
    )  # fmt: skip
    return requirement


def make_roster(
    centre: Centre,
    requirement: Requirement,
    workers: Iterable[Worker],
    queues: tuple[Queue, Queue],
    monday: date,
    **changed: Any,
) -> Roster:
    """A roster of one week, checked by the independent checker."""
    workers = list(workers)
    number = centre.rosters.count() + 1
    roster = Roster.objects.create(
        centre=centre, number=number, starts_on=monday, ends_on=monday + timedelta(days=6),
        requirement=requirement, objective=10.0, bound=8.0, **changed,
    )  # fmt: skip
    for place, worker in enumerate(workers):
        for day in range(5):
            add_day(roster, worker, queues[place % 2], monday + timedelta(days=day))
    expect(roster, queues, monday)
    check_it(roster, workers)
    return roster


def add_day(roster: Roster, worker: Worker, queue: Queue, day: date, start: int = 9) -> None:
    """Eight hours at work from ``start`` o'clock, with a meal after four."""
    parts = ((start, start + 4, "work", queue), (start + 4, start + 4.5, "meal", None))
    for first, last, activity, where in (*parts, (start + 4.5, start + 8, "work", queue)):
        starts_at, ends_at = at_local(day, first * 60), at_local(day, last * 60)
        Stretch.objects.create(
            roster=roster, worker=worker, starts_at=starts_at, ends_at=ends_at, activity=activity, queue=where
        )


def expect(roster: Roster, queues: Iterable[Queue], monday: date) -> None:
    """What a simulation would say."""
    for queue in queues:
        ExpectedService.objects.create(
            roster=roster, queue=queue, runs=20, target=0.8, mean=0.82, low=0.77, high=0.86, offered=2400,
            answered=2300, abandoned=100, mean_wait_s=14,
        )  # fmt: skip
        ExpectedInterval.objects.bulk_create(
            ExpectedInterval(roster=roster, queue=queue, starts_at=at, share=0.82)
            for at in half_hours(monday)
        )


def check_it(roster: Roster, workers: list[Worker]) -> None:
    """Judge the roster as it stands by the centre's packs, and keep the findings."""
    clock = zone(ZONE)
    start_s = seconds(at_local(roster.starts_on, 0))
    end_s = seconds(at_local(roster.ends_on + timedelta(days=1), 0))
    stretches: tuple[LibraryStretch, ...] = as_stretches(roster.stretches.all())
    facts = tuple(WorkerFacts(each.number, each.birth_date, 40.0, "permanent") for each in workers)
    found = check(
        build_timelines(stretches, facts, clock, start_s, end_s, (), ()),
        packs_for(roster.centre, roster.starts_on),
    )
    record_check(roster, found, {each.number: each for each in workers})


def at_local(day: date, minute: float) -> datetime:
    """An instant from a local date and minutes since midnight."""
    return datetime.fromtimestamp(zone(ZONE).instant_s(day, int(minute)), UTC)


def half_hours(monday: date) -> list[datetime]:
    """The open half hours of a week."""
    return [
        at_local(monday + timedelta(days=day), minute) for day in range(5) for minute in range(480, 1200, 30)
    ]
