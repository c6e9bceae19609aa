"""A whole centre folder into rows, in one transaction: all of it or nothing."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from django.db import transaction

from equipoise.errors import InvalidInput
from equipoise.io.centre import read_centre
from equipoise.io.folder import find_history
from equipoise.io.workforce import read_workforce
from equipoise_web.compliance.actions.rule_versions import propose_first
from equipoise_web.core.access import demand
from equipoise_web.core.actions.gates import propose
from equipoise_web.core.audit.record import record
from equipoise_web.core.models import Centre, GatedKind, Matter, Person, Procedure, Site, Version
from equipoise_web.core.roles import Role
from equipoise_web.scheduling.models import ShiftSystem
from equipoise_web.scheduling.taking_over.people import take_over_people
from equipoise_web.scheduling.taking_over.time import take_over_time
from equipoise_web.service.actions.history import apply_history, stage_history
from equipoise_web.service.models import CentreSettings, Queue

SHIFT_TABLES = ("shift", "break", "activity")


@transaction.atomic
def take_over(
    *, actor: Person, centre: Centre, site: Site, folder: Path, history: Path | None = None
) -> list[Version]:
    """Fill an empty centre from its folder; shift system and rules still have their gates to pass.

    Parameters
    ----------
    actor
        A planner of the centre.
    folder
        As ``equipoise plan`` reads it: ``centre.toml``, ``workers.csv``, a history and what else is there.
    history
        Takes the place of the folder's own.

    Returns
    -------
    The first versions, proposed: of the shift system, then of each pack.

    Raises
    ------
    InvalidInput
        A file cannot be used, names file, row and field; or the centre has queues already.
    """
    demand(actor, Role.PLANNER, over=centre)
    if centre.queues.exists():
        raise InvalidInput(f"{centre.name} is filled already", field="centre")
    planning, document = read_centre(folder), tomllib.loads((folder / "centre.toml").read_text("utf-8-sig"))
    workforce = read_workforce(folder, planning)
    _refuse_other_zone(centre, planning.timezone, folder)
    _settings(centre, document, planning.unplanned_shrinkage)
    queues = {queue.name: queue for queue in _queues(centre, document)}
    workers = take_over_people(centre, site, workforce, queues)
    take_over_time(workers, workforce, queues)
    _history(actor, centre, history or find_history(folder))
    record(actor, "centre.taken_over", centre, queues=len(queues), workers=len(workers))
    rules = propose_first(actor=actor, centre=centre, specs=planning.packs, folder=folder)
    return [_shift_system(actor, centre, document), *rules]


def _refuse_other_zone(centre: Centre, timezone: str, folder: Path) -> None:
    if timezone != centre.timezone:
        raise InvalidInput(
            f"{timezone} is not the centre's time zone, {centre.timezone}",
            file=str(folder / "centre.toml"),
            field="timezone",
        )


def _settings(centre: Centre, document: dict[str, Any], shrinkage: float) -> None:
    opening = dict(document["opening"])
    closed = [*opening.pop("closed", ()), *document.get("closed", ())]
    if closed:
        opening["closed"] = [str(day) for day in closed]
    CentreSettings.objects.create(
        centre=centre,
        interval_minutes=document.get("interval_minutes", 15),
        opening=opening,
        holidays=document.get("holidays", ""),
        unplanned_shrinkage=shrinkage,
        weights=document.get("weights", {}),
    )


def _queues(centre: Centre, document: dict[str, Any]) -> list[Queue]:
    return Queue.objects.bulk_create(
        Queue(centre=centre, position=position, **table) for position, table in enumerate(document["queue"])
    )


def _history(actor: Person, centre: Centre, path: Path) -> None:
    staged = stage_history(actor=actor, centre=centre, filename=path.name, content=path.read_bytes())
    apply_history(actor=actor, staged=staged)


def _shift_system(actor: Person, centre: Centre, document: dict[str, Any]) -> Version:
    kind = GatedKind.objects.get(code="shift_system")
    matter = Matter.objects.create(kind=kind, organisation=centre.organisation, name=centre.name)
    ShiftSystem.objects.create(centre=centre, matter=matter)
    procedure = Procedure.objects.get(kind=kind, organisation=None, name="Standard")
    content = {table: document[table] for table in SHIFT_TABLES if table in document}
    return propose(actor=actor, matter=matter, procedure=procedure, content=content)
