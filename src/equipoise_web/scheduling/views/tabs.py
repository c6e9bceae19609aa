"""The pages of one roster, as tabs; only those that exist."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from equipoise_web.scheduling.models import Roster


@dataclass(frozen=True)
class Tab:
    """A page of the roster with its address."""

    name: Promise
    address: str
    current: bool


def roster_tabs(roster: Roster, current: str, day: str = "") -> list[Tab]:
    """Tabs of a roster; ``current`` is the name of the page's address, ``day`` the day to open."""
    own = {"roster": roster.uuid}
    pages: tuple[tuple[Promise, str, dict[str, Any]], ...] = (
        (_("Board"), "roster_board", own),
        (_("Day"), "roster_day", {**own, "day": day or roster.starts_on.isoformat()}),
        *(() if hasattr(roster, "publication") else ((_("Edit"), "roster_edit", own),)),
        (_("Findings"), "roster_findings", own),
        (_("Requirement"), "staffing_requirement", {}),
        (_("Publication"), "roster_publish", own),
    )
    return [
        Tab(name, address, url_name == current)
        for name, url_name, values in pages
        if (address := address_of(url_name, **values)) is not None
    ]


def address_of(url_name: str, **values: Any) -> str | None:
    """The address of a page, or None while there is no such page."""
    try:
        return reverse(url_name, kwargs=values)
    except NoReverseMatch:
        return None
