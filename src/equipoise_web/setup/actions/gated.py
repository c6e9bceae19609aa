"""Take the first law and the first shift system of a centre through their gates, by the usual steps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from equipoise_web.compliance.actions.rule_versions import propose_pack
from equipoise_web.compliance.content import is_law, pack_content
from equipoise_web.compliance.models import RuleSource
from equipoise_web.core.access import demand
from equipoise_web.core.actions import gates
from equipoise_web.core.audit.record import record
from equipoise_web.core.canonical import canonical
from equipoise_web.core.models import Centre, GatedKind, Matter, Person, Procedure, Version
from equipoise_web.core.queries.gates import steps_to_do, version_in_force
from equipoise_web.scheduling.models import ShiftSystem

SHIFT_SYSTEM = "shift_system"


@transaction.atomic
def put_law_in_force(
    *, actor: Person, centre: Centre, packs: Iterable[str], evidence: Mapping[str, str]
) -> list[Version]:
    """Propose packs of law and take each through the gate of law; all of it or nothing.

    Parameters
    ----------
    evidence
        What shows each step, by its code.

    Raises
    ------
    InvalidInput
        A pack is no law as it stands, or does not fit the others.
    """
    versions = [_law(actor, centre, pack) for pack in packs if is_law(pack)]
    for version in versions:
        pass_gate(actor=actor, version=version, evidence=evidence)
    return versions


@transaction.atomic
def propose_shifts(*, actor: Person, centre: Centre, content: Mapping[str, Any]) -> Version:
    """Write a version of the centre's shift system; it has no effect before its gate."""
    demand(actor, *gates.STEWARDS, over=centre.organisation)
    Centre.objects.select_for_update().get(pk=centre.pk)
    system = ShiftSystem.objects.filter(centre=centre).select_related("matter").first()
    system = system or _shift_system(actor, centre)
    procedure = Procedure.objects.get(kind=system.matter.kind, organisation=None, name="Standard")
    return gates.propose(actor=actor, matter=system.matter, procedure=procedure, content=dict(content))


@transaction.atomic
def pass_gate(*, actor: Person, version: Version, evidence: Mapping[str, str]) -> None:
    """Record the steps that are left, each on its evidence, close the version and put it in force now.

    Raises
    ------
    KeyError
        A step is left for which there is no evidence.
    StepsMissing, InvalidInput
        As the gate itself refuses.
    """
    for step in list(steps_to_do(version)):
        gates.complete_step(actor=actor, version=version, code=step.code, evidence=evidence[step.code])
    if not hasattr(version, "closure"):
        gates.close(actor=actor, version=version)
    gates.activate(actor=actor, version=version, starts_at=timezone.now())


def proposed_shifts(centre: Centre) -> Version | None:
    """The latest version of the centre's shift system, where it is not in force."""
    system = ShiftSystem.objects.filter(centre=centre).select_related("matter").first()
    if system is None or version_in_force(system.matter) is not None:
        return None
    latest: Version | None = system.matter.versions.order_by("-number").first()
    return latest


def _law(actor: Person, centre: Centre, pack: str) -> Version:
    """The version that was proposed before and waits, else a new one."""
    source = RuleSource.objects.filter(centre=centre, name=pack, by_law=True).first()
    waiting = source and source.matter.versions.filter(
        closure__activations__isnull=True, content=canonical(pack_content(pack))
    )
    found: Version | None = waiting.order_by("-number").first() if waiting else None
    return found or propose_pack(actor=actor, centre=centre, reference=pack)


def _shift_system(actor: Person, centre: Centre) -> ShiftSystem:
    kind = GatedKind.objects.get(code=SHIFT_SYSTEM)
    matter = Matter.objects.create(kind=kind, organisation=centre.organisation, name=centre.name)
    system = ShiftSystem.objects.create(centre=centre, matter=matter)
    record(actor, "shift_system.named", system, centre=centre)
    return system
