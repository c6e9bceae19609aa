"""What the operations about payroll ask and answer; the profile says what each column holds."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from ninja import Schema

from equipoise_web.api.shapes import Day, Named


class Period(Schema):
    """A centre and its local days, both included; at most 100."""

    first: Day
    last: Day
    centre: UUID | None = None


class PayrollRow(Schema):
    """Hours of a worker on a day: see the reference page on payroll hours."""

    worker: str
    day: date
    roster: int
    state: Literal["planned", "amended"]
    amendments: int
    changed_at: datetime | None
    published_paid_h: float
    paid_h: float
    work_h: float
    training_h: float
    meeting_h: float
    other_h: float
    break_paid_h: float
    break_unpaid_h: float
    leave_h: float
    on_call_h: float
    night_h: float
    sunday_h: float
    holiday_h: float
    over_contract_h: float | None


class PayrollHours(Schema):
    """The document of the profile."""

    profile: str
    centre: Named
    timezone: str
    first: date
    last: date
    made_at: datetime
    rows: list[PayrollRow]
