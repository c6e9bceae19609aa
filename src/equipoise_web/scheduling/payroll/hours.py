"""Hours of one worker's rows on local days, by kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from equipoise_web.core.local_days import DAY, local_date, monday_of, overlap, span_of_days
from equipoise_web.scheduling.queries.shifts import AWAY, OFF, ON_CALL, WORK

SUNDAY = 6
NIGHT_UNTIL = time(6)
PAID = ("work_h", "training_h", "meeting_h", "other_h", "break_paid_h")
KINDS = {
    "training": "training_h",
    "coaching": "training_h",
    "meeting": "meeting_h",
    "break": "break_paid_h",
    "meal": "break_unpaid_h",
    ON_CALL: "on_call_h",
}


@dataclass
class Hours:
    """Time by column, on one day."""

    by_kind: dict[str, timedelta] = field(default_factory=lambda: defaultdict(timedelta))

    @property
    def paid(self) -> timedelta:
        return sum((self.by_kind[kind] for kind in PAID), timedelta())

    @property
    def counted(self) -> timedelta:
        """Paid time and leave, which is what a contract is compared with."""
        return self.paid + self.by_kind["leave_h"]

    def __bool__(self) -> bool:
        return any(self.by_kind.values())


def kind_of(activity: str, queue: int | None) -> str:
    """The column that an activity's time is in; empty for a day off."""
    if activity == OFF:
        return ""
    if activity in AWAY:
        return "leave_h"
    return KINDS.get(activity) or ("work_h" if activity == WORK or queue is not None else "other_h")


def parts_by_day(
    starts_at: datetime, ends_at: datetime, zone: str
) -> Iterator[tuple[date, datetime, datetime]]:
    """A span cut at the local midnights."""
    day = local_date(starts_at, zone)
    while starts_at < ends_at:
        _begin, end = span_of_days(day, day, zone)
        yield day, starts_at, min(end, ends_at)
        starts_at, day = end, day + DAY


def add(
    hours: Hours, kind: str, day: date, since: datetime, until: datetime, zone: str, holiday: bool
) -> None:
    """Count a part of a day, and of paid time what of it is unsocial."""
    length = until - since
    hours.by_kind[kind] += length
    if kind in PAID:
        begin, _end = span_of_days(day, day, zone)
        night_ends = datetime.combine(day, NIGHT_UNTIL, ZoneInfo(zone))
        hours.by_kind["night_h"] += overlap(since, until, begin, night_ends)
        hours.by_kind["sunday_h"] += length if day.weekday() == SUNDAY else timedelta()
        hours.by_kind["holiday_h"] += length if holiday else timedelta()


def over_contract(
    days: Iterable[tuple[date, timedelta]], agreed: Callable[[date], timedelta | None]
) -> dict[date, timedelta | None]:
    """How much of each day lies above the agreed hours of its week, which ``agreed`` tells for a Monday."""
    spent: dict[date, timedelta] = defaultdict(timedelta)
    found: dict[date, timedelta | None] = {}
    for day, counted in sorted(days):
        monday = monday_of(day)
        limit, before = agreed(monday), spent[monday]
        spent[monday] += counted
        if limit is None:
            found[day] = None
        else:
            above = max(spent[monday] - limit, timedelta()) - max(before - limit, timedelta())
            found[day] = above
    return found


def public_holidays(code: str, first: date, last: date) -> frozenset[date]:
    """Days of a calendar by its code, ``NL`` or ``DE-BY``; an empty or unknown one has none.

    The same reading as :class:`equipoise.timegrid.HolidayCalendar`, without the numerical libraries that
    come with it; a test holds the two together.
    """
    if not code:
        return frozenset()
    import holidays

    country, _, region = code.partition("-")
    years = range(first.year, last.year + 1)
    try:
        found = holidays.country_holidays(country, subdiv=region or None, years=years)
    except NotImplementedError:
        return frozenset()
    return frozenset(day for day in found if first <= day <= last)
