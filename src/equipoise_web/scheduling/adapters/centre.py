"""A centre's rows as the library's value."""

from __future__ import annotations

from datetime import date, datetime

from equipoise import centre as library
from equipoise.io.centre import centre_from
from equipoise.rules.model import Pack
from equipoise.rules.packs import load_packs
from equipoise_web.core.models import Centre
from equipoise_web.scheduling.description import planning_document


def planning_centre(centre: Centre, at: datetime) -> library.Centre:
    """The library's centre; InvalidInput where a row holds what the library refuses."""
    return centre_from(planning_document(centre, at), centre.name)


def rule_packs(centre: Centre, on: date) -> tuple[Pack, ...]:
    """The centre's rule packs as they stand on a day."""
    return load_packs([pack.reference for pack in centre.packs.all()], on)
