"""What each step found, in one sentence; records of people only for those who see them."""

from __future__ import annotations

from collections.abc import Callable

from babel import Locale
from django.db.models import Count, Max, Min
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from equipoise_web.compliance.queries.in_force import rules_in_force
from equipoise_web.compliance.queries.packs import packs_in_words
from equipoise_web.core.access import Standing
from equipoise_web.core.locales import locale_name
from equipoise_web.core.models import Centre, Person
from equipoise_web.core.queries.gates import version_in_force
from equipoise_web.core.roles import Role
from equipoise_web.core.templatetags.equipoise_figures import number
from equipoise_web.core.templatetags.equipoise_times import day
from equipoise_web.people.models import Worker
from equipoise_web.scheduling.models import Roster, ShiftSystem
from equipoise_web.service.forms.centre import DAYS
from equipoise_web.service.models import CentreSettings, HistoryInterval
from equipoise_web.service.queries.centre import place_name
from equipoise_web.setup.shifts import open_spans, spans_of, uncovered
from equipoise_web.setup.steps import planners_of, today_at

SEES_PEOPLE = (Role.PLANNER, Role.HR)


def check_of(standing: Standing, centre: Centre, name: str) -> str:
    """The check of a step that is done; empty where the reader does not see what it is about."""
    if name == "people":
        return people(standing, centre) if standing.holds(*SEES_PEOPLE) else ""
    if name == "place":
        return place(standing, centre)
    return CHECKS[name](centre)


def place(standing: Standing, centre: Centre) -> str:
    """Names, clock, and planners as far as the reader knows them."""
    words = {"centre": centre.name, "organisation": centre.organisation.name, "zone": centre.timezone}
    said = _("%(centre)s of %(organisation)s, on the clock of %(zone)s.") % words
    known = Person.objects.visible_to(standing).filter(pk__in=[each.pk for each in planners_of(centre)])
    names = ", ".join(known.order_by("name", "pk").values_list("name", flat=True))
    return f"{said} {_('Planned by %(names)s.') % {'names': names}}" if names else said


def opening(centre: Centre) -> str:
    """Hours a week, interval, holidays and shrinkage."""
    settings = CentreSettings.objects.get(centre=centre)
    minutes = sum(end - start for each in DAYS for start, end in open_spans(settings.opening, each))
    said = _("Open %(hours)s hours a week, in intervals of %(n)s minutes.") % {
        "hours": number(minutes / 60, 0 if minutes % 60 == 0 else 1),
        "n": settings.interval_minutes,
    }
    if not settings.holidays:
        return said
    country = _("Public holidays of %(country)s.") % {"country": place_name(settings.holidays)}
    return f"{said} {country}"


def queues(centre: Centre) -> str:
    """How many, and which."""
    names = list(centre.queues.filter(active=True).values_list("name", flat=True))
    text = ngettext("%(n)s queue: %(names)s.", "%(n)s queues: %(names)s.", len(names))
    return text % {"n": len(names), "names": ", ".join(names)}


def history(centre: Centre) -> str:
    """Rows with their span."""
    rows = HistoryInterval.objects.filter(queue__centre=centre, queue__active=True)
    found = rows.aggregate(n=Count("pk"), first=Min("starts_at"), last=Max("starts_at"))
    minutes = CentreSettings.objects.get(centre=centre).interval_minutes
    words = {
        "rows": number(found["n"]),
        "n": minutes,
        "first": day(found["first"], centre.timezone),
        "last": day(found["last"], centre.timezone),
    }
    return _("%(rows)s rows in intervals of %(n)s minutes, %(first)s to %(last)s.") % words


def people(standing: Standing, centre: Centre) -> str:
    """How many can be planned, and how many lack a contract or a skill."""
    workers = Worker.objects.visible_to(standing).filter(centre=centre)
    ready = workers.filter(contracts__isnull=False, skills__queue__active=True).distinct().count()
    text = ngettext(
        "%(n)s person has a contract and a skill.", "%(n)s people have a contract and a skill.", ready
    ) % {"n": number(ready)}
    lacking = workers.distinct().count() - ready
    if not lacking:
        return text
    other = ngettext(
        "%(n)s lacks one of them, and is not planned.",
        "%(n)s lack one of them, and are not planned.",
        lacking,
    )
    return f"{text} {other % {'n': number(lacking)}}"


def rules(centre: Centre) -> str:
    """The packs in force, and how many of their values are from memory."""
    today = today_at(centre)
    packs = packs_in_words(rules_in_force(centre, today), today)
    said = _("In force: %(packs)s.") % {"packs": ", ".join(pack.name for pack in packs)}
    unconfirmed = sum(pack.unverified for pack in packs)
    if not unconfirmed:
        return said
    text = ngettext(
        "%(n)s value is not confirmed: it warns and never stops a roster.",
        "%(n)s values are not confirmed: they warn and never stop a roster.",
        unconfirmed,
    )
    return f"{said} {text % {'n': number(unconfirmed)}}"


def shifts(centre: Centre) -> str:
    """How many shifts there are, and the open hours that none reaches."""
    version = version_in_force(ShiftSystem.objects.get(centre=centre).matter, timezone.now())
    return shifts_in_words(centre, version.data) if version else ""


def shifts_in_words(centre: Centre, content: dict[str, object]) -> str:
    """The check of a shift system, in force or proposed."""
    found = len(spans_of(content))
    said = ngettext("%(n)s different shift.", "%(n)s different shifts.", found) % {"n": number(found)}
    opening = CentreSettings.objects.get(centre=centre).opening
    left = uncovered(content, opening)
    if not left:
        return f"{said} {_('They reach all opening hours.')}"
    names = Locale.parse(locale_name()).days["format"]["abbreviated"]
    places = list(DAYS)
    hours = "; ".join(f"{names[places.index(each)]} {', '.join(spans)}" for each, spans in left.items())
    return f"{said} {_('No shift reaches these opening hours: %(hours)s.') % {'hours': hours}}"


def plan(centre: Centre) -> str:
    """The rosters that there are."""
    count = Roster.objects.filter(centre=centre, checks__isnull=False).distinct().count()
    return ngettext("%(n)s roster, checked.", "%(n)s rosters, checked.", count) % {"n": number(count)}


CHECKS: dict[str, Callable[[Centre], str]] = {
    "opening": opening,
    "queues": queues,
    "history": history,
    "rules": rules,
    "shifts": shifts,
    "plan": plan,
}
