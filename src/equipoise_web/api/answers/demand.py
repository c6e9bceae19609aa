"""What the operations about demand answer."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Schema

from equipoise_web.api.shapes import Instant, Part


class CentreOut(Schema):
    id: UUID
    name: str
    timezone: str


class QueueOut(Schema):
    """A queue and its service level; shares are fractions."""

    id: UUID
    centre: UUID
    name: str
    channel: str
    active: bool
    aht_s: float
    answered_within_s: float
    share: float
    definition: str
    floor_share: float
    patience_s: float | None
    concurrency: int
    deadline_h: float | None
    reserve: int
    max_occupancy: float


class ForecastOut(Schema):
    """One forecast; ``accuracy`` holds the backtest of each queue as ``equipoise backtest`` gives it."""

    id: UUID
    centre: UUID
    starts_on: date
    weeks: int
    made_at: datetime
    history_until: datetime
    methods: dict[str, Any]
    accuracy: dict[str, Any]


class Expected(Schema):
    """Contacts expected in an interval, as a distribution."""

    queue: str
    starts_at: datetime
    mean: float
    q05: float
    q10: float
    q25: float
    q50: float
    q75: float
    q90: float
    q95: float
    aht_s: float


class RequirementOut(Schema):
    """What a forecast asks under the service levels of its moment."""

    id: UUID
    forecast: UUID
    made_at: datetime
    methods: dict[str, Any]
    targets: dict[str, Any]


class Needed(Schema):
    """People needed on contacts in an interval, before and after unplanned shrinkage."""

    queue: str
    starts_at: datetime
    load_erl: float
    agents_net: float
    agents_planned: float
    service_level: float | None
    occupancy: float | None
    backlog: float | None


class Slice(Part):
    """Intervals of one queue or all, within ``[since, until)``."""

    queue: UUID | None = None
    since: Instant | None = None
    until: Instant | None = None
