"""Opening hours, interval and shrinkage of a centre."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from equipoise_web.core.access import demand
from equipoise_web.core.audit.record import record
from equipoise_web.core.models import Centre, Person
from equipoise_web.core.roles import Role
from equipoise_web.service.description import refuse_settings
from equipoise_web.service.errors import IntervalFixed
from equipoise_web.service.models import CentreSettings, HistoryInterval

FIELDS = ("interval_minutes", "opening", "holidays", "unplanned_shrinkage")


@transaction.atomic
def describe_centre(*, actor: Person, centre: Centre, values: dict[str, Any]) -> CentreSettings:
    """Set how a centre is planned; plans that exist stay as they are.

    Parameters
    ----------
    values
        ``FIELDS`` as the model holds them.

    Raises
    ------
    InvalidInput
        The library would not take it; names the field (``mon`` to ``sun``, ``holiday``, ``closed``,
        ``holidays``, ``interval_minutes`` or ``unplanned``).
    IntervalFixed
        Another interval, while there is history.
    """
    demand(actor, Role.PLANNER, over=centre)
    Centre.objects.select_for_update().get(pk=centre.pk)
    settings = CentreSettings.objects.filter(centre=centre).first()
    before = {key: getattr(settings, key) for key in FIELDS} if settings else {}
    settings = settings or CentreSettings(centre=centre)
    for key in FIELDS:
        setattr(settings, key, values[key])
    refuse_settings(settings)
    _refuse_other_interval(centre, before, values)
    changed = {key: values[key] for key in FIELDS if before.get(key) != values[key]}
    if changed:
        settings.save()
        old = {key: before.get(key) for key in changed}
        record(actor, "centre.described", settings, centre=centre, old=old, new=changed)
    return settings


def _refuse_other_interval(centre: Centre, before: dict[str, Any], values: dict[str, Any]) -> None:
    """Rows of two lengths beside each other would count contacts twice."""
    if before.get("interval_minutes") in {None, values["interval_minutes"]}:
        return
    if HistoryInterval.objects.filter(queue__centre=centre).exists():
        raise IntervalFixed(f"{centre} has history in intervals of {before['interval_minutes']} minutes")
