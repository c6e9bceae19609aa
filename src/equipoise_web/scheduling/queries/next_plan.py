"""What the next plan starts from: its first day, what it lacks, and by when it would have to be known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from equipoise_web.core.local_days import local_date, monday_of
from equipoise_web.core.models import Centre
from equipoise_web.core.navigation import address_of
from equipoise_web.scheduling.models import Roster
from equipoise_web.service.models import HistoryInterval

WEEK = timedelta(weeks=1)
# What a plan cannot do without: what it is, and the name of the page where it is described.
PARTS: dict[str, tuple[Promise, Promise, str]] = {
    "opening": (_("Opening hours"), _("When the centre is open, and in which intervals."), "centre"),
    "queues": (_("Queues"), _("Where contacts wait, and what customers may expect."), "demand_queues"),
    "packs": (_("Rule packs"), _("The law and agreements that the roster must keep."), "rules_packs"),
    "shift_system": (
        _("Shift system in force"),
        _("Which shifts and breaks may be rostered, after its consultation."),
        "changes",
    ),
    "history": (
        _("History of contacts"),
        _("What came in before; the forecast is made from it."),
        "demand_history",
    ),
    "people": (
        _("People with a contract and a skill"),
        _("Whom the roster is for."),
        "people",
    ),
}


@dataclass(frozen=True)
class Lacking:
    """A part that is missing; ``address`` is None where the installation has no page for it."""

    name: str
    why: str
    address: str | None


def lacking(missing: tuple[str, ...]) -> list[Lacking]:
    """Missing parts in words, with the way to them."""
    return [Lacking(str(PARTS[part][0]), str(PARTS[part][1]), address_of(PARTS[part][2])) for part in missing]


def history_ends(centre: Centre) -> date | None:
    """The last local date with a row of history in a queue in use."""
    rows = HistoryInterval.objects.filter(queue__centre=centre, queue__active=True)
    last = rows.aggregate(last=Max("starts_at"))["last"]
    return local_date(last, centre.timezone) if last else None


def published_until(centre: Centre) -> date | None:
    """The last day of the published rosters."""
    published = Roster.objects.filter(centre=centre, publication__isnull=False)
    last: date | None = published.aggregate(last=Max("ends_on"))["last"]
    return last


def first_day(centre: Centre, today: date) -> date:
    """The Monday after the history and after what is published, whichever is later; else the next Monday."""
    known = [day for day in (history_ends(centre), published_until(centre)) if day]
    return monday_of(max(known, default=today)) + WEEK
