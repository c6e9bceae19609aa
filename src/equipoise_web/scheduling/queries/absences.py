"""Time away in a span. That somebody is away is shown; what for only to those who handle it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from equipoise_web.core.access import Standing
from equipoise_web.core.local_days import overlap
from equipoise_web.core.models import Centre, Person
from equipoise_web.core.roles import Role
from equipoise_web.scheduling.models import Absence

KNOW_KINDS = (Role.PLANNER, Role.HR)


@dataclass(frozen=True)
class Away:
    """An absence; ``kind`` is empty for whoever does not handle absences."""

    starts_at: datetime
    ends_at: datetime
    counted: timedelta
    kind: str = ""

    def counted_within(self, since: datetime, until: datetime) -> timedelta:
        """What the absence counts for in a span, spread evenly over its length."""
        return self.counted * (overlap(self.starts_at, self.ends_at, since, until) / self.length)

    @property
    def length(self) -> timedelta:
        return self.ends_at - self.starts_at


def absences_of(
    standing: Standing, centre: Centre, since: datetime, until: datetime
) -> dict[int, list[Away]]:
    """Absences of each worker that overlap the span, as far as the viewer may know of them."""
    seen = Absence.objects.visible_to(standing).filter(worker__centre=centre)
    seen = seen.filter(starts_at__lt=until, ends_at__gt=since).order_by("starts_at")
    known = set(seen.filter(worker__person__in=_handled_by(standing)).values_list("pk", flat=True))
    found: dict[int, list[Away]] = defaultdict(list)
    for row in seen:
        counted = timedelta(hours=row.counted_h)
        away = Away(row.starts_at, row.ends_at, counted, row.kind if row.pk in known else "")
        found[row.worker_id].append(away)
    return found


def _handled_by(standing: Standing) -> QuerySet[Person]:
    """The people whose absences the viewer handles; another role may show absences of more people."""
    return Person.objects.filter(standing.members(*KNOW_KINDS))
