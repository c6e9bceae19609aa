"""The gates of the demonstration, walked as a centre would: who informs, who is consulted, who answers."""

from __future__ import annotations

from django.utils import timezone

from equipoise_web.compliance.models import BY_LAW
from equipoise_web.core.actions import gates
from equipoise_web.core.models import Centre, Person, Version
from equipoise_web.core.roles import Role
from equipoise_web.demonstration.cast import Cast
from equipoise_web.monitoring.actions import give_notice
from equipoise_web.monitoring.models import Channel, System

EVIDENCE = "Demonstration: an invented centre, no such meeting took place."
LAW_EVIDENCE = {
    "basis_recorded": "This is law: it holds for every centre of the place, whatever is agreed.",
    "informed": EVIDENCE,
}
LEGAL_BASIS = {
    "en": "None is needed here: the people of this demonstration are invented.",
    "nl": "Hier is er geen nodig: de mensen van deze demonstratie zijn verzonnen.",
}
BY_REPRESENTATIVE = frozenset({"consulted"})


def put_in_force(cast: Cast, version: Version) -> None:
    """Record every step by the side whose step it is, close the version and put it in force now."""
    hr = cast.people[Role.HR]
    for step in version.procedure.steps.all():
        actor = cast.people[Role.REPRESENTATIVE] if step.code in BY_REPRESENTATIVE else hr
        evidence = LAW_EVIDENCE[step.code] if version.matter.kind.code == BY_LAW else EVIDENCE
        gates.complete_step(actor=actor, version=version, code=step.code, evidence=evidence)
    gates.close(actor=hr, version=version)
    gates.activate(actor=hr, version=version, starts_at=timezone.now())


def register_equipoise(cast: Cast, centre: Centre) -> None:
    """Complete what Equipoise says of itself, put that in force, and tell everybody in the application."""
    hr = cast.people[Role.HR]
    system = System.objects.get(code="equipoise")
    supplied = system.matter.versions.get(number=1)
    content = {**supplied.data, "legal_basis": LEGAL_BASIS}
    version = gates.propose(actor=hr, matter=system.matter, procedure=supplied.procedure, content=content)
    put_in_force(cast, version)
    everybody = Person.objects.filter(organisation=centre.organisation)
    give_notice(actor=hr, system=system, version=version, workers=everybody, channel=Channel.APPLICATION)
