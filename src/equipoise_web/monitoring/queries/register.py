"""The register of systems that observe work: what each records, and whether it may."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import F, QuerySet

from equipoise_web.core.access import Standing
from equipoise_web.core.models import Procedure, Version
from equipoise_web.core.queries.changes import Change, changes
from equipoise_web.monitoring.models import System
from equipoise_web.monitoring.queries.said import Said, said
from equipoise_web.monitoring.queries.told import members, told_counts


@dataclass(frozen=True)
class Entry:
    """A system with those of its versions that the viewer may see, the newest first.

    ``current`` is the one in force, ``shown`` that or else the newest; ``told`` of ``people`` had a notice
    of the one that is shown.
    """

    system: System
    versions: tuple[Change, ...]
    told: int
    people: int

    @property
    def current(self) -> Change | None:
        return next((each for each in self.versions if each.state == "in_force"), None)

    @property
    def shown(self) -> Change | None:
        return self.current or (self.versions[0] if self.versions else None)

    @property
    def description(self) -> Said | None:
        return said(self.shown.version) if self.shown else None

    @property
    def title(self) -> str:
        return self.description.title if self.description else self.system.code


def register(standing: Standing) -> list[Entry]:
    """Every system of the organisation and of the installation, by name."""
    systems = System.objects.visible_to(standing).select_related("matter__organisation")
    return sorted(_entries(standing, list(systems)), key=lambda entry: entry.title.casefold())


def entry_of(standing: Standing, system: System) -> Entry:
    """One system as the register has it."""
    return _entries(standing, [system])[0]


def procedures(standing: Standing) -> QuerySet[Procedure]:
    """The procedures that a description can follow, an organisation's own before the one supplied."""
    seen = Procedure.objects.visible_to(standing).filter(kind__code="monitoring_system")
    return seen.order_by(F("organisation").desc(nulls_last=True), "name")


def is_taken(code: str) -> bool:
    """Whether a system of this installation has the code, in whatever organisation."""
    return System.objects.filter(code=code).exists()


def _entries(standing: Standing, systems: list[System]) -> list[Entry]:
    versions: dict[int, list[Change]] = defaultdict(list)
    for change in changes(standing):
        versions[change.version.matter_id].append(change)
    bare = [Entry(system, tuple(versions[system.matter_id]), 0, 0) for system in systems]
    shown: list[Version] = [entry.shown.version for entry in bare if entry.shown]
    told, people = told_counts(standing, shown), members(standing).count()
    return [
        Entry(entry.system, entry.versions, told.get(entry.shown.version.pk, 0) if entry.shown else 0, people)
        for entry in bare
    ]
