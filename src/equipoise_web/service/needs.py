"""What demand asks of planners: history that is old."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Max
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from equipoise_web.core.local_days import local_date
from equipoise_web.core.needs import Need, needs_of
from equipoise_web.core.present import centre_of
from equipoise_web.core.roles import Role
from equipoise_web.core.templatetags.equipoise_times import day
from equipoise_web.service.models import HistoryInterval

OLD = timedelta(days=7)


@needs_of(Role.PLANNER)
def old_history(request: HttpRequest) -> Iterator[Need]:
    """The history ends more than a week ago: the next forecast would not know the last weeks."""
    centre = centre_of(request)
    if centre is None:
        return
    rows = HistoryInterval.objects.filter(queue__centre=centre, queue__active=True)
    last = rows.aggregate(last=Max("starts_at"))["last"]
    if last is None or last > timezone.now() - OLD:
        return
    yield Need(
        what=_("The history of contacts is old"),
        why=_("It ends on %(day)s; the next plan is made from it.")
        % {"day": day(local_date(last, centre.timezone))},
        address=reverse("demand_history"),
        action=_("Bring in newer history"),
    )
