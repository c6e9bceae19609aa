"""A gated matter with a version at every stage, for tests."""

from __future__ import annotations

from tests.web.world import World

from equipoise_web.core.actions import gates
from equipoise_web.core.models import Matter, Person, Procedure, Version
from equipoise_web.core.queries.gates import steps_to_do


def matter_of(world: World, kind: str = "target_policy", name: str = "Targets") -> Matter:
    procedure = standard(kind)
    return Matter.objects.create(kind=procedure.kind, organisation=world.organisation, name=name)


def standard(kind: str = "target_policy") -> Procedure:
    return Procedure.objects.get(kind__code=kind, organisation=None, name="Standard")


def steward(world: World) -> Person:
    """A planner over the whole organisation."""
    from tests.web.world import give

    from equipoise_web.core.roles import Role

    person = world.person("planner")
    if not person.roles.filter(organisation=world.organisation).exists():
        give(person, Role.PLANNER, organisation=world.organisation)
    return person


def proposed(world: World, matter: Matter, content: object = "x") -> Version:
    procedure = standard(matter.kind.code)
    return gates.propose(actor=steward(world), matter=matter, procedure=procedure, content=content)


def complete_steps(world: World, version: Version) -> None:
    for step in steps_to_do(version):
        gates.complete_step(actor=steward(world), version=version, code=step.code, evidence="minutes, item 4")


def closed(world: World, matter: Matter) -> Version:
    version = proposed(world, matter)
    complete_steps(world, version)
    gates.close(actor=steward(world), version=version)
    return version
