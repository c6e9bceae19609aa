"""What the operations about rosters answer."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from ninja import Schema

from equipoise_web.api.shapes import Day, Instant, Part


class RosterOut(Schema):
    """A roster of whole weeks, both days included, in the time zone of its centre.

    ``objective`` and ``bound`` are those of the search; ``amendments`` counts changes since publication.
    """

    id: UUID
    centre: UUID
    number: int
    timezone: str
    starts_on: date
    ends_on: date
    made_at: datetime
    published_at: datetime | None
    amendments: int
    objective: float
    bound: float


class RosterInFull(RosterOut):
    """A roster with its findings by severity, and ``balance.json`` and ``plan.json`` of its plan.

    ``findings`` are those about people in the caller's scope; the plan's own count of all is left out.

    ``covered_h`` of ``required_h`` person-hours have somebody on the queue.
    """

    findings: dict[str, int]
    covered_h: float
    required_h: float
    balance: dict[str, Any]
    summary: dict[str, Any]


class StretchOut(Schema):
    """One worker doing one thing; why somebody is away is not told apart.

    ``added_by`` and ``removed_by`` are numbers of amendments; a row without removal stands.
    """

    worker: UUID
    starts_at: datetime
    ends_at: datetime
    activity: str
    queue: str | None
    added_by: int | None
    removed_by: int | None


class FindingOut(Schema):
    """A rule that failed or could not be determined, for one worker; ``message`` by language.

    ``amendment`` is the number of the change whose check found it, 0 for the roster's own check. For a worker
    the latest check holds. ``dispensation`` is that by which it stands. Where the rule would tell of
    the worker's health, birth or age, ``rule`` and ``jurisdiction`` are empty, but for the worker and HR.
    """

    id: UUID
    dispensation: UUID | None
    amendment: int
    rule: str
    article: str
    jurisdiction: str
    severity: str
    result: str
    worker: UUID
    starts_at: datetime
    ends_at: datetime
    measured: float | None
    limit: float | None
    unit: str
    message: dict[str, str]


class Covered(Schema):
    """People on a queue in an interval beside those required; ``expected_share`` is answered in time."""

    queue: str
    starts_at: datetime
    ends_at: datetime
    scheduled: float
    required: float | None
    difference: int | None
    expected_share: float | None


class Coverage(Schema):
    """One local day of a roster."""

    day: date
    timezone: str
    intervals: list[Covered]


class Wanted(Part):
    """Which rosters."""

    centre: UUID | None = None
    state: Literal["draft", "published"] | None = None


class Rows(Part):
    """Which rows: of one worker, touching ``[since, until)``, as published or (by default) as they stand."""

    worker: UUID | None = None
    since: Instant | None = None
    until: Instant | None = None
    version: Literal["standing", "published", "all"] = "standing"


class Found(Part):
    """Which findings."""

    worker: UUID | None = None
    severity: Literal["block", "gate", "warn"] | None = None
    result: Literal["fail", "undetermined"] | None = None


class OnDay(Schema):
    """Which local day, by default the first, and whether as published or as it stands."""

    day: Day | None = None
    version: Literal["standing", "published"] = "standing"
