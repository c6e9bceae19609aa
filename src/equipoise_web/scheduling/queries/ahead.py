"""What lies ahead of a centre: drafts to publish, days without a roster, and where people are short."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from equipoise_web.compliance.models import Check
from equipoise_web.compliance.queries.dispensations import in_the_way
from equipoise_web.core.access import Standing
from equipoise_web.core.local_days import span_of_days
from equipoise_web.core.models import Centre
from equipoise_web.scheduling.models import Roster, Stretch
from equipoise_web.scheduling.queries.coverage import Interval, coverage_of
from equipoise_web.scheduling.queries.shifts import AWAY, OFF, ON_CALL

FORTNIGHT = 14
DRAFTS = 3


@dataclass(frozen=True)
class Draft:
    """A draft that could be published, with its check.

    ``left`` counts what must be fixed and has no dispensation.
    """

    roster: Roster
    check: Check
    left: int


@dataclass(frozen=True)
class Short:
    """Intervals in which people are missing: how many of how many, and the worst with its roster."""

    count: int
    of: int
    worst: Interval
    roster: Roster

    @property
    def missing(self) -> int:
        return -(self.worst.difference or 0)


def drafts_ahead(standing: Standing, centre: Centre, today: date) -> list[Draft]:
    """Drafts that begin after today, of each first day the newest, where no published roster is."""
    seen = Roster.objects.visible_to(standing).filter(centre=centre, starts_on__gt=today)
    taken = [(r.starts_on, r.ends_on) for r in seen.filter(publication__isnull=False)]
    newest: dict[date, Roster] = {}
    for roster in seen.filter(publication__isnull=True).order_by("number"):
        if not any(first <= roster.ends_on and last >= roster.starts_on for first, last in taken):
            newest[roster.starts_on] = roster
    shown = [newest[day] for day in sorted(newest)][:DRAFTS]
    checks = {check.roster_id: check for check in Check.objects.filter(roster__in=shown, amendment=None)}
    return [
        Draft(
            roster,
            checks[roster.pk],
            in_the_way(checks[roster.pk]).count() if checks[roster.pk].blocking else 0,
        )
        for roster in shown
    ]


def published_between(standing: Standing, centre: Centre, first: date, last: date) -> list[Roster]:
    """Published rosters that cover some of the days."""
    seen = Roster.objects.visible_to(standing).filter(
        centre=centre, publication__isnull=False, starts_on__lte=last, ends_on__gte=first
    )
    return list(seen.select_related("requirement", "centre").order_by("starts_on"))


def short_intervals(standing: Standing, centre: Centre, first: date, last: date) -> Short | None:
    """Where fewer people are on some queue than required, over all queues; None where nowhere."""
    count = of = 0
    worst: tuple[Interval, Roster] | None = None
    for roster in published_between(standing, centre, first, last):
        for interval in _intervals(roster, first, last, standing.at):
            of += 1
            if (interval.difference or 0) < 0:
                count += 1
                if worst is None or (interval.difference or 0) < (worst[0].difference or 0):
                    worst = interval, roster
    return Short(count, of, *worst) if worst else None


def _intervals(roster: Roster, first: date, last: date, now: datetime) -> Iterable[Interval]:
    since, until = span_of_days(
        max(first, roster.starts_on), min(last, roster.ends_on), roster.centre.timezone
    )
    coverage = coverage_of(roster, since, until)
    return [each for own in coverage.queues.values() for each in own if each.ends_at > now]


@dataclass(frozen=True)
class AtWork:
    """A person's time at work on a day."""

    name: str
    starts_at: datetime
    ends_at: datetime


def at_work(standing: Standing, centre: Centre, day: date) -> list[AtWork]:
    """Who works on a day by published rosters, as far as the viewer sees it, by start."""
    since, until = span_of_days(day, day, centre.timezone)
    seen = Stretch.objects.visible_to(standing).filter(
        roster__centre=centre, roster__publication__isnull=False, removed_by__isnull=True,
        starts_at__lt=until, ends_at__gt=since,
    )  # fmt: skip
    found: dict[int, AtWork] = {}
    rows = seen.exclude(activity__in=[*AWAY, OFF, ON_CALL]).order_by("starts_at")
    for worker, name, starts_at, ends_at in rows.values_list(
        "worker_id", "worker__person__name", "starts_at", "ends_at"
    ):
        before = found.get(worker)
        found[worker] = AtWork(name, before.starts_at if before else starts_at, ends_at)
    return list(found.values())


def local_end(day: date, zone: str) -> datetime:
    """The last moment of a local date, to show it as that date."""
    return span_of_days(day, day, zone)[1] - timedelta(seconds=1)
