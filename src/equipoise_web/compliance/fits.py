"""A version of rules is put in force only where it fits the others, then and at each later change."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from equipoise_web.compliance.models import BY_GATE, BY_LAW
from equipoise_web.compliance.queries.in_force import Rules, of_sources, rules_at, source_of
from equipoise_web.core.actions.gates import before_activation
from equipoise_web.core.local_days import local_date
from equipoise_web.core.models import Activation, Centre, Version


@before_activation(BY_LAW, BY_GATE)
def fits(version: Version, starts_at: datetime) -> None:
    """Read the centre's rules as they would be.

    Raises
    ------
    InvalidInput
        An overlay would stand without the law that it is about, a pack begins later, or two rules would
        replace the same one.
    """
    source = getattr(version.matter, "rule_source", None)
    if source is None:
        return
    Centre.objects.select_for_update().get(pk=source.centre_id)  # one change of a centre's rules at a time
    for at in _moments(source.centre, version, starts_at):
        _with(rules_at(source.centre, at), source.centre, version).packs(
            local_date(at, source.centre.timezone)
        )


def _with(rules: Rules, centre: Centre, version: Version) -> Rules:
    others = [each for each in rules.sources if each.version and each.version.matter_id != version.matter_id]
    return of_sources(centre, [*others, source_of(version)])


def _moments(centre: Centre, version: Version, starts_at: datetime) -> list[datetime]:
    """When the version would begin, and when others begin or end after that."""
    rows = Activation.objects.filter(
        Q(starts_at__gt=starts_at) | Q(ends_at__gt=starts_at),
        closure__version__matter__rule_source__centre=centre,
    ).exclude(closure__version__matter=version.matter_id)
    later = {at for row in rows.values_list("starts_at", "ends_at") for at in row if at and at > starts_at}
    return [starts_at, *sorted(later)]
