"""Centres, queues, forecasts and requirements."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet
from django.http import HttpRequest
from ninja import Query, Router

from equipoise_web.api.access import needs
from equipoise_web.api.answers.demand import (
    CentreOut,
    Expected,
    ForecastOut,
    Needed,
    QueueOut,
    RequirementOut,
    Slice,
)
from equipoise_web.api.asking import of, one, standing_of
from equipoise_web.api.shapes import Page, Part, page
from equipoise_web.core.access import allow
from equipoise_web.core.models import Centre
from equipoise_web.core.roles import Role
from equipoise_web.service.models import Forecast, Queue, Requirement
from equipoise_web.service.views.shared import READERS

router = Router(tags=["demand"])
EXPECTED = ("mean", "q05", "q10", "q25", "q50", "q75", "q90", "q95", "aht_s")
NEEDED = ("load_erl", "agents_net", "agents_planned", "service_level", "occupancy", "backlog")


@router.get("/centres", response=Page[CentreOut])
@needs("centres:read", allow(*Role))
def centres(request: HttpRequest, part: Query[Part]) -> dict[str, Any]:
    """The centres of the organisation, by name."""
    rows = Centre.objects.visible_to(standing_of(request)).order_by("name", "pk")
    return page(rows, part, lambda row: CentreOut(id=row.uuid, name=row.name, timezone=row.timezone))


@router.get("/queues", response=Page[QueueOut])
@needs("demand:read", allow(*READERS))
def queues(request: HttpRequest, part: Query[Part], centre: UUID | None = None) -> dict[str, Any]:
    """Queues with what customers may expect, those in use first."""
    rows = Queue.objects.visible_to(standing_of(request)).select_related("centre")
    return page(of(rows, centre__uuid=centre).order_by("-active", "position", "pk"), part, _queue)


@router.get("/forecasts", response=Page[ForecastOut])
@needs("demand:read", allow(*READERS))
def forecasts(request: HttpRequest, part: Query[Part], centre: UUID | None = None) -> dict[str, Any]:
    """Forecasts, the newest first."""
    rows = Forecast.objects.visible_to(standing_of(request)).select_related("centre")
    return page(of(rows, centre__uuid=centre).order_by("-created_at", "-pk"), part, _forecast)


@router.get("/forecasts/{uuid:forecast}/intervals", response=Page[Expected])
@needs("demand:read", allow(*READERS))
def forecast_intervals(request: HttpRequest, forecast: UUID, part: Query[Slice]) -> dict[str, Any]:
    """What a forecast expects, by queue and time."""
    found = one(Forecast.objects.visible_to(standing_of(request)), forecast)
    return page(_within(found.intervals.all(), part, EXPECTED), part, _interval)


@router.get("/requirements", response=Page[RequirementOut])
@needs("demand:read", allow(*READERS))
def requirements(
    request: HttpRequest, part: Query[Part], centre: UUID | None = None, forecast: UUID | None = None
) -> dict[str, Any]:
    """Requirements, the newest first."""
    rows = Requirement.objects.visible_to(standing_of(request)).select_related("forecast")
    found = of(rows, forecast__centre__uuid=centre, forecast__uuid=forecast)
    return page(found.order_by("-created_at", "-pk"), part, _requirement)


@router.get("/requirements/{uuid:requirement}/intervals", response=Page[Needed])
@needs("demand:read", allow(*READERS))
def requirement_intervals(request: HttpRequest, requirement: UUID, part: Query[Slice]) -> dict[str, Any]:
    """What a requirement asks, by queue and time."""
    found = one(Requirement.objects.visible_to(standing_of(request)), requirement)
    return page(_within(found.intervals.all(), part, NEEDED), part, _interval)


def _within(rows: QuerySet[Any], asked: Slice, measures: tuple[str, ...]) -> QuerySet[Any, Any]:
    """Intervals in order, as mappings."""
    ways = {"queue__uuid": asked.queue, "starts_at__gte": asked.since, "starts_at__lt": asked.until}
    found = rows.filter(**{way: value for way, value in ways.items() if value is not None})
    ordered = found.order_by("queue__position", "queue", "starts_at")
    return ordered.values("starts_at", *measures, queue_name=F("queue__name"))


def _interval(row: dict[str, Any]) -> dict[str, Any]:
    return {"queue": row.pop("queue_name"), **row}


def _queue(row: Queue) -> QueueOut:
    own = {name: getattr(row, name) for name in QueueOut.model_fields if name not in {"id", "centre"}}
    return QueueOut(id=row.uuid, centre=row.centre.uuid, **own)


def _forecast(row: Forecast) -> ForecastOut:
    return ForecastOut(
        id=row.uuid, centre=row.centre.uuid, starts_on=row.starts_on, weeks=row.weeks,
        made_at=row.created_at, history_until=row.history_until, methods=row.methods, accuracy=row.accuracy,
    )  # fmt: skip


def _requirement(row: Requirement) -> RequirementOut:
    return RequirementOut(
        id=row.uuid, forecast=row.forecast.uuid, made_at=row.created_at, methods=row.methods,
        targets=row.targets,
    )  # fmt: skip
