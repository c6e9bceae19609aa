"""How many people are needed: one queue or all, a day or a week, with hours in total."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Sum

from equipoise_web.core.access import Standing
from equipoise_web.core.local_days import local_date
from equipoise_web.service.models import Forecast, Queue, Requirement, RequirementInterval
from equipoise_web.service.queries.periods import Period

MEASURES = ("load_erl", "agents_net", "agents_planned", "service_level", "occupancy")


@dataclass(frozen=True)
class Need:
    """People needed in one interval. Of all queues together there is no service level and no occupancy."""

    starts_at: datetime
    load_erl: float
    net: float
    planned: float
    service_level: float | None
    occupancy: float | None


@dataclass(frozen=True)
class DayHours:
    """Hours of a day: on contacts, and planned so that as many remain after unplanned shrinkage."""

    day: date
    net_h: float
    planned_h: float
    peak: float


def requirement_of(standing: Standing, forecast: Forecast) -> Requirement | None:
    """The newest requirement made from a forecast."""
    rows = Requirement.objects.visible_to(standing).filter(forecast=forecast)
    return rows.order_by("-created_at", "-pk").first()


def needs_of(requirement: Requirement, queue: Queue | None, period: Period) -> list[Need]:
    """The intervals of a period in order; those of all queues are added up."""
    rows = RequirementInterval.objects.filter(
        requirement=requirement, starts_at__gte=period.starts_at, starts_at__lt=period.ends_at
    ).order_by("starts_at")
    if queue is not None:
        return [Need(*row) for row in rows.filter(queue=queue).values_list("starts_at", *MEASURES)]
    sums = rows.values("starts_at").annotate(
        load=Sum(F("load_erl")), net=Sum(F("agents_net")), planned=Sum(F("agents_planned"))
    )
    return [Need(*row, None, None) for row in sums.values_list("starts_at", "load", "net", "planned")]


def hours_of(needs: Sequence[Need], step_s: int, zone: str) -> list[DayHours]:
    """The hours of each day."""
    by_day: dict[date, list[Need]] = {}
    for need in needs:
        by_day.setdefault(local_date(need.starts_at, zone), []).append(need)
    hours = step_s / 3600
    return [
        DayHours(
            day,
            sum(need.net for need in rows) * hours,
            sum(need.planned for need in rows) * hours,
            max(need.planned for need in rows),
        )
        for day, rows in sorted(by_day.items())
    ]
