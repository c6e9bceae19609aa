"""A centre's rows as the library's value."""

from __future__ import annotations

from datetime import date, datetime

from equipoise import centre as library
from equipoise.io.centre import centre_from
from equipoise.rules.model import Pack
from equipoise_web.compliance.queries.in_force import packs_for
from equipoise_web.core.models import Centre
from equipoise_web.scheduling.description import planning_document
from equipoise_web.scheduling.errors import NotReady


def planning_centre(centre: Centre, at: datetime, first_day: date | None = None) -> library.Centre:
    """The library's centre; InvalidInput where a row holds what the library refuses."""
    return centre_from(planning_document(centre, at, first_day), centre.name)


def rule_packs(centre: Centre, on: date) -> tuple[Pack, ...]:
    """The packs and overlays by which a roster from a day is planned and judged, as they stand on it.

    Raises
    ------
    NotReady
        No rules are in force in the centre: what nobody can judge is not taken for lawful.
    """
    if not (packs := packs_for(centre, on)):
        raise NotReady(centre, ("packs",))
    return packs
