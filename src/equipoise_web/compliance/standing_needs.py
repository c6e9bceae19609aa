"""What breaches that stand ask of planner and HR: the compensation that is owed for them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from equipoise_web.compliance.models import Dispensation
from equipoise_web.core.local_days import local_date
from equipoise_web.core.needs import Need, Source, needs_of
from equipoise_web.core.present import centre_of
from equipoise_web.core.roles import Role
from equipoise_web.core.templatetags.equipoise_times import day, short_day
from equipoise_web.scheduling.queries.ahead import local_end

AHEAD = timedelta(days=7)
SHOWN = 3


@needs_of(Role.PLANNER, Role.HR)
def compensations(request: HttpRequest) -> Iterator[Need]:
    """What is owed and overdue, or due within a week, the longest overdue first."""
    centre = centre_of(request)
    if centre is None:
        return
    today = local_date(timezone.now(), centre.timezone)
    seen = Dispensation.objects.visible_to(request.standing)  # type: ignore[attr-defined]
    owed = seen.filter(roster__centre=centre, due_on__lte=today + AHEAD, settlement__isnull=True)
    for row in owed.select_related("worker__person", "roster").order_by("due_on", "pk")[:SHOWN]:
        yield _need(row, overdue=row.due_on is not None and row.due_on < today, zone=centre.timezone)


def _need(row: Dispensation, *, overdue: bool, zone: str) -> Need:
    assert row.due_on is not None
    what = _("Compensation overdue: %(name)s") if overdue else _("Compensation due: %(name)s")
    return Need(
        what=what % {"name": row.worker.person.name},
        why=_("Owed by %(due)s for a dispensation of %(day)s in roster %(number)s.")
        % {"due": day(row.due_on), "day": short_day(row.starts_at, zone), "number": row.roster.number},
        address=reverse("dispensation", args=[row.uuid]),
        action=_("See it, and record it"),
        until=local_end(row.due_on, zone),
        source=Source("charter", "P10"),
    )
