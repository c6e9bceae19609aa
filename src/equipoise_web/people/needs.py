"""What contracts ask of HR: people without one, contracts that end, people who cannot sign in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from equipoise_web.core.local_days import local_date
from equipoise_web.core.models import Centre, Person
from equipoise_web.core.navigation import address_of
from equipoise_web.core.needs import Need, needs_of
from equipoise_web.core.present import centre_of
from equipoise_web.core.roles import Role
from equipoise_web.core.templatetags.equipoise_times import day
from equipoise_web.people.models import Contract, Worker
from equipoise_web.people.queries.directory import in_force_on
from equipoise_web.scheduling.queries.ahead import local_end

SOON = timedelta(weeks=6)
SHOWN = 3


@needs_of(Role.HR)
def contracts(request: HttpRequest) -> Iterator[Need]:
    """People who work without a contract, and those whose last contract ends within six weeks."""
    centre = centre_of(request)
    if centre is None:
        return
    today, workers = local_date(timezone.now(), centre.timezone), _workers(request, centre)
    without = workers.exclude(_held(in_force_on(today))).exclude(_held(Q(starts_on__gt=today)))
    yield from _without(without.filter(contracts__isnull=True).distinct().count())
    yield from _ending(workers, today, centre)


@needs_of(Role.HR)
def logins(request: HttpRequest) -> Iterator[Need]:
    """People with a contract who cannot see their own roster here."""
    centre, address = centre_of(request), address_of("access_people")
    if centre is None or address is None:
        return
    today = local_date(timezone.now(), centre.timezone)
    number = _workers(request, centre).filter(_held(in_force_on(today)), person__user__isnull=True).count()
    if number:
        yield Need(
            what=ngettext(
                "%(n)s person with a contract cannot sign in",
                "%(n)s people with a contract cannot sign in",
                number,
            )
            % {"n": number},
            why=_("Without a login they see neither their roster nor what is recorded about them."),
            address=f"{address}?state=none",
            action=_("See who"),
        )


def _workers(request: HttpRequest, centre: Centre) -> QuerySet[Worker]:
    standing = request.standing  # type: ignore[attr-defined]
    scope = Person.objects.filter(standing.members(Role.HR))
    return Worker.objects.visible_to(standing).filter(centre=centre, person__in=scope.values("pk"))


def _held(condition: Q) -> Exists:
    return Exists(Contract.objects.filter(condition, worker=OuterRef("pk")))


def _without(number: int) -> Iterator[Need]:
    if number:
        yield Need(
            what=ngettext("%(n)s person has no contract here", "%(n)s people have no contract here", number)
            % {"n": number},
            why=_("Who has no contract is left out of the next plan."),
            address=reverse("people"),
            action=_("Open people"),
        )


def _ending(workers: QuerySet[Worker], today: date, centre: Centre) -> Iterator[Need]:
    """Each of the next contracts that end without another after them."""
    open_end = _held(Q(ends_on__isnull=True))
    ending = workers.exclude(open_end).annotate(last=Max("contracts__ends_on"))
    soon = ending.filter(last__gte=today, last__lte=today + SOON).select_related("person")
    for worker in soon.order_by("last", "person__name")[:SHOWN]:
        last: date = worker.last
        yield Need(
            what=_("A contract ends: %(name)s") % {"name": worker.person.name},
            why=_("After %(day)s no contract is written down; plans leave the person out from then on.")
            % {"day": day(last)},
            address=reverse("worker", args=[worker.uuid]),
            action=_("Open"),
            until=local_end(last, centre.timezone),
        )
