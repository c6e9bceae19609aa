"""What rules ask of representatives and auditors: what nobody could decide, and what nobody checked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from equipoise_web.compliance.models import Check
from equipoise_web.compliance.queries.in_force import packs_or_none, rules_in_force
from equipoise_web.compliance.queries.rules import from_memory
from equipoise_web.core.local_days import local_date
from equipoise_web.core.needs import Fact, Need, Source, needs_of, state_of
from equipoise_web.core.present import centre_of
from equipoise_web.core.roles import Role
from equipoise_web.core.templatetags.equipoise_figures import number
from equipoise_web.core.templatetags.equipoise_times import short_day
from equipoise_web.scheduling.models import Roster

RECENT = timedelta(days=7)
SHOWN = 3


@needs_of(Role.REPRESENTATIVE)
def published(request: HttpRequest) -> Iterator[Need]:
    """Rosters published in the last week in which rules could not be decided."""
    standing, centre = request.standing, centre_of(request)  # type: ignore[attr-defined]
    seen = Roster.objects.visible_to(standing).filter(
        centre=centre, publication__published_at__gte=timezone.now() - RECENT
    )
    for check in _undecided(seen):
        yield _need(check, _("Roster %(number)s was published, %(first)s – %(last)s"))


@needs_of(Role.AUDITOR)
def undecided(request: HttpRequest) -> Iterator[Need]:
    """The latest rosters in which rules could not be decided."""
    standing, centre = request.standing, centre_of(request)  # type: ignore[attr-defined]
    for check in _undecided(Roster.objects.visible_to(standing).filter(centre=centre)):
        yield _need(check, _("Undetermined in roster %(number)s, %(first)s – %(last)s"))


@needs_of(Role.AUDITOR)
def unverified(request: HttpRequest) -> Iterator[Need]:
    """Values in force that were written from memory."""
    centre = centre_of(request)
    if centre is None:
        return
    today = local_date(timezone.now(), centre.timezone)
    if rules := from_memory(packs_or_none(rules_in_force(centre, today), today)):
        yield Need(
            what=ngettext(
                "%(n)s value in force was never checked",
                "%(n)s values in force were never checked",
                len(rules),
            )
            % {"n": len(rules)},
            why=_("Written from memory, in the rule packs of %(centre)s.") % {"centre": centre.name},
            address=reverse("rules_memory"),
            action=_("See them"),
        )


@state_of(Role.REPRESENTATIVE, Role.AUDITOR)
def latest_check(request: HttpRequest) -> Iterator[Fact]:
    """What the checker said of the roster that was published last."""
    standing, centre = request.standing, centre_of(request)  # type: ignore[attr-defined]
    seen = Roster.objects.visible_to(standing).filter(centre=centre, publication__isnull=False)
    check = (
        Check.objects.filter(roster__in=seen, amendment=None)
        .select_related("roster")
        .order_by("-roster__publication__published_at")
        .first()
    )
    if check is None:
        return
    words = {
        "passed": number(check.passed),
        "failed": number(check.failed),
        "undetermined": number(check.undetermined),
    }
    yield Fact(
        _("Check of roster %(number)s") % {"number": check.roster.number},
        _("%(passed)s passed, %(failed)s failed, %(undetermined)s undetermined") % words,
        reverse("roster_findings", args=[check.roster.uuid]),
    )


def _undecided(rosters: QuerySet[Roster]) -> list[Check]:
    found = Check.objects.filter(roster__in=rosters, amendment=None, undetermined__gt=0)
    return list(found.select_related("roster").order_by("-roster__starts_on", "-roster__number")[:SHOWN])


def _need(check: Check, what: str) -> Need:
    roster = check.roster
    words = {"number": roster.number, "first": short_day(roster.starts_on), "last": short_day(roster.ends_on)}
    why = ngettext(
        "%(n)s check could not be decided: something is missing.",
        "%(n)s checks could not be decided: something is missing.",
        check.undetermined,
    )
    return Need(
        what=what % words,
        why=why % {"n": check.undetermined},
        address=f"{reverse('roster_findings', args=[roster.uuid])}?severity=undetermined",
        action=_("See what is missing"),
        source=Source("charter", "P10"),
    )
