"""What monitoring asks: notices that workers have not had, and systems that are new or not in force."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from equipoise_web.core.models import Person, Version
from equipoise_web.core.navigation import address_of
from equipoise_web.core.needs import Fact, Need, Source, needs_of, state_of
from equipoise_web.core.queries.gates import in_force
from equipoise_web.core.roles import Role
from equipoise_web.monitoring.models import Notice, System

RECENT = timedelta(days=7)


@needs_of(Role.TEAM_LEADER)
def notices(request: HttpRequest) -> Iterator[Need]:
    """Systems in force of which people in the leader's scope have had no notice."""
    address, standing = address_of("monitoring_register"), request.standing  # type: ignore[attr-defined]
    if address is None:
        return
    people = Person.objects.filter(standing.members(Role.TEAM_LEADER), worker__isnull=False)
    for version in _in_force(request):
        told = Notice.objects.visible_to(standing).filter(version=version).values("worker")
        number = people.exclude(pk__in=told).count()
        if number:
            yield Need(
                what=_("Notice to give: %(system)s") % {"system": _title(version)},
                why=ngettext(
                    "%(n)s person in your scope has not been told of it.",
                    "%(n)s people in your scope have not been told of it.",
                    number,
                )
                % {"n": number},
                address=address,
                action=_("Open the register"),
                source=Source("charter", "P12"),
            )


@needs_of(Role.REPRESENTATIVE)
def new_descriptions(request: HttpRequest) -> Iterator[Need]:
    """Systems described anew in the last week; what waits for an opinion is asked elsewhere too."""
    address, standing = address_of("monitoring_register"), request.standing  # type: ignore[attr-defined]
    systems = System.objects.visible_to(standing)
    new = Version.objects.visible_to(standing).filter(
        matter__system__in=systems, created_at__gte=timezone.now() - RECENT, number__gt=1
    )
    latest = {version.matter_id: version for version in new.select_related("matter").order_by("number")}
    for version in sorted(latest.values(), key=lambda found: found.created_at, reverse=True)[:3]:
        if address:
            yield Need(
                what=_("A monitoring system is described anew: %(system)s") % {"system": _title(version)},
                why=_("Version %(n)s says what it records and who sees it.") % {"n": version.number},
                address=address,
                action=_("Open the register"),
                source=Source("charter", "P12"),
            )


@state_of(Role.REPRESENTATIVE)
def register_state(request: HttpRequest) -> Iterator[Fact]:
    """How many systems are registered, and how many of them may not observe yet."""
    registered = System.objects.visible_to(request.standing).count()  # type: ignore[attr-defined]
    waiting = registered - len(_in_force(request))
    words = {"n": registered, "waiting": waiting}
    yield Fact(
        _("Monitoring systems"),
        _("%(n)s registered, %(waiting)s of them not in force") % words,
        address_of("monitoring_register") or "",
    )


def _in_force(request: HttpRequest) -> list[Version]:
    systems = System.objects.visible_to(request.standing)  # type: ignore[attr-defined]
    return list(in_force().filter(matter__system__in=systems).select_related("matter").distinct())


def _title(version: Version) -> str:
    """The system's name in the reader's language, else in English, else its code."""
    titles = version.data.get("title", {})
    language = (get_language() or "en").split("-")[0]
    return str(titles.get(language) or titles.get("en") or version.matter.name)
