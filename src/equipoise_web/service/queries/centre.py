"""A centre as it is described: when it is open, by which rules, with which shifts, where and by how many."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from babel import Locale
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from equipoise.errors import InvalidInput
from equipoise_web.compliance.content import is_law
from equipoise_web.compliance.queries.in_force import InForce, rules_in_force
from equipoise_web.compliance.queries.rules import in_words
from equipoise_web.core.access import Standing
from equipoise_web.core.local_days import local_date
from equipoise_web.core.locales import locale_name
from equipoise_web.core.models import Activation, Centre, Membership, Team
from equipoise_web.core.small_groups import Cell, line
from equipoise_web.service.models import CentreSettings

DAYS = {
    "mon": _("Monday"),
    "tue": _("Tuesday"),
    "wed": _("Wednesday"),
    "thu": _("Thursday"),
    "fri": _("Friday"),
    "sat": _("Saturday"),
    "sun": _("Sunday"),
}


@dataclass(frozen=True)
class OpenDay:
    name: Any
    hours: list[str]


@dataclass(frozen=True)
class Opening:
    """Hours by weekday; ``holiday`` is None where public holidays are as other days."""

    days: list[OpenDay]
    holiday: list[str] | None
    closed: list[date]
    holidays_of: str


@dataclass(frozen=True)
class TeamSize:
    """A team with the number of its people, unless that is too small to show."""

    team: Team
    people: Cell


def settings_of(standing: Standing, centre: Centre) -> CentreSettings | None:
    """How the centre is planned, if that is written down."""
    return CentreSettings.objects.visible_to(standing).filter(centre=centre).first()


def opening_of(settings: CentreSettings) -> Opening:
    """Opening hours in the order of the week."""
    hours = settings.opening
    return Opening(
        days=[OpenDay(name, list(hours.get(day, ()))) for day, name in DAYS.items()],
        holiday=list(hours["holiday"]) if "holiday" in hours else None,
        closed=sorted(date.fromisoformat(str(day)) for day in hours.get("closed", ())),
        holidays_of=place_name(settings.holidays) if settings.holidays else "",
    )


def shift_system_of(standing: Standing, centre: Centre) -> Activation | None:
    """The activation by which the shift system in force is in force."""
    rows = Activation.objects.visible_to(standing).filter(
        Q(ends_at__isnull=True) | Q(ends_at__gt=standing.at),
        starts_at__lte=standing.at,
        closure__version__matter__shift_system__centre=centre,
    )
    return rows.select_related("closure__version").first()


def packs_of(centre: Centre) -> list[tuple[str, str]]:
    """References of the rules in force with their names."""
    rules = rules_in_force(centre, local_date(timezone.now(), centre.timezone))
    return [(each.said.reference or each.name, name_of(each)) for each in rules.sources]


def name_of(source: InForce) -> str:
    """A pack of law by the name of its place, another by its own."""
    if is_law(source.name):
        return place_name(source.name)
    try:
        folder = source.folder
    except InvalidInput:
        folder = None
    return in_words(folder.name) if folder else source.name


def place_name(code: str) -> str:
    """The name of a country or union by its code; the code itself where it is another."""
    names = Locale.parse(locale_name()).territories
    return str(names.get(code.partition("-")[0].upper(), code))


def teams_of(standing: Standing, centre: Centre) -> tuple[list[TeamSize], Cell]:
    """The teams by site and name with their people today, and how many that are together."""
    teams = Team.objects.visible_to(standing).filter(site__centre=centre).select_related("site")
    ordered = list(teams.order_by("site__name", "name"))
    current = Q(starts_at__lte=standing.at) & (Q(ends_at__isnull=True) | Q(ends_at__gt=standing.at))
    members = Membership.objects.filter(current, team__in=ordered).values("team")
    counts = dict(members.annotate(n=Count("person", distinct=True)).values_list("team", "n"))
    cells, total = line([counts.get(team.pk, 0) for team in ordered])
    return [TeamSize(team, cell) for team, cell in zip(ordered, cells, strict=True)], total
