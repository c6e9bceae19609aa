"""A centre's rows as the document that ``centre.toml`` would hold, read without the planning library."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from equipoise_web.compliance.queries.in_force import rules_for
from equipoise_web.core.local_days import local_date
from equipoise_web.core.models import Centre
from equipoise_web.core.queries.gates import version_in_force
from equipoise_web.scheduling.errors import NotReady
from equipoise_web.scheduling.models import ShiftSystem
from equipoise_web.service.description import queue_table, values_of
from equipoise_web.service.models import CentreSettings, HistoryInterval


def planning_document(centre: Centre, at: datetime, first_day: date | None = None) -> dict[str, Any]:
    """What ``centre.toml`` would say, with the shift system in force at ``at``.

    The rule packs are those for a roster from ``first_day``, by default from the local day of ``at``.

    Raises
    ------
    NotReady
        Opening hours, queues, packs or a shift system in force are missing; names all of them.
    """
    settings = CentreSettings.objects.filter(centre=centre).first()
    queues = [queue_table(values_of(queue)) for queue in centre.queues.filter(active=True)]
    packs = rules_for(centre, first_day or local_date(at, centre.timezone)).references
    shifts = _shift_system(centre, at)
    parts = {"opening": settings, "queues": queues, "packs": packs, "shift_system": shifts}
    if missing := tuple(name for name, part in parts.items() if not part):
        raise NotReady(centre, missing)
    assert settings is not None
    return {
        "name": centre.name,
        "timezone": centre.timezone,
        "interval_minutes": settings.interval_minutes,
        "packs": packs,
        "holidays": settings.holidays,
        "opening": settings.opening,
        "queue": queues,
        "shrinkage": {"unplanned": settings.unplanned_shrinkage},
        "weights": settings.weights,
        **shifts,
    }


def missing_parts(centre: Centre, at: datetime, first_day: date | None = None) -> tuple[str, ...]:
    """What a plan cannot do without and does not find, by name."""
    try:
        planning_document(centre, at, first_day)
        missing: tuple[str, ...] = ()
    except NotReady as lacking:
        missing = lacking.missing
    if not HistoryInterval.objects.filter(queue__centre=centre, queue__active=True).exists():
        missing += ("history",)
    if not centre.workers.filter(contracts__isnull=False, skills__queue__active=True).exists():
        missing += ("people",)
    return missing


def _shift_system(centre: Centre, at: datetime) -> dict[str, Any]:
    system = ShiftSystem.objects.filter(centre=centre).select_related("matter").first()
    version = version_in_force(system.matter, at) if system else None
    return dict(version.data) if version else {}
