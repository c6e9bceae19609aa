"""One's own roster: a day in full and the days after it, and a month."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from equipoise_web.core.access import signed_in
from equipoise_web.core.local_days import monday_of
from equipoise_web.core.models import Person
from equipoise_web.core.present import person_of
from equipoise_web.core.templatetags.equipoise_times import clock
from equipoise_web.scheduling.calendar.picture import day_blocks, hours_shown, picture
from equipoise_web.scheduling.calendar.shifts import Shift
from equipoise_web.scheduling.queries.my_roster import OwnRoster, my_roster
from equipoise_web.scheduling.queries.own_days import OwnDay, Told

MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")


@signed_in
@require_safe
def roster(request: HttpRequest) -> HttpResponse:
    """Today or the next shift, or the day asked for (``day``, an ISO date)."""
    found = my_roster(request.standing, timezone.now(), day=_day(request.GET.get("day")))  # type: ignore[attr-defined]
    return _page(request, found, timezone.now(), whole_month=False)


@signed_in
@require_safe
def month(request: HttpRequest, month: str) -> HttpResponse:
    """A calendar month (``2027-02``) with the day in full beside it."""
    first = month_named(month)
    found = my_roster(request.standing, timezone.now(), month=first)  # type: ignore[attr-defined]
    return _page(request, found, timezone.now(), whole_month=True)


def month_named(text: str) -> date:
    """The first day of a month of the address; another word is an address that does not exist."""
    matched = MONTH.fullmatch(text)
    if matched is None:
        raise Http404
    return date(int(matched[1]), int(matched[2]), 1)


def _page(request: HttpRequest, found: OwnRoster | None, now: datetime, *, whole_month: bool) -> HttpResponse:
    if found is None or not found.published:
        return render(request, "scheduling/me/none.html")
    name = "month" if whole_month else "roster"
    return render(request, f"scheduling/me/{name}.html", {"own": found, **_shown(request, found, now)})


def _shown(request: HttpRequest, found: OwnRoster, now: datetime) -> dict[str, Any]:
    """Bars, the other months and the reader's own zone where it is another one."""
    zone = found.centre.timezone
    here, person = ZoneInfo(zone), person_of(request)
    hours = hours_shown([shift for day in found.coming for shift in day.shifts], here)
    theirs = person.timezone if person else zone
    return {
        "person": person,
        "zone": zone,
        "other_zone": theirs if theirs != zone else "",
        "pictures": [picture(shift, here, now) for shift in found.focus.shifts],
        "coming": [(day, day_blocks(day.shifts, day.date, zone, hours)) for day in found.coming],
        "changes": [_told(change, zone, person) for change in found.focus.changes],
        "relative": _relative(found.focus, found.today),
        "this_week": monday_of(found.today),
        "day_before": found.focus.date - timedelta(days=1),
        "day_after": found.focus.date + timedelta(days=1),
        "month_before": (found.month - timedelta(days=1)).replace(day=1),
        "month_after": (found.month + timedelta(days=31)).replace(day=1),
    }


def _told(change: Told, zone: str, person: Person | None) -> dict[str, Any]:
    """A change in words' parts: what was, what is, and who asked for it."""
    was, now = _hours(change.before, zone), _hours(change.after, zone)
    return {"was": was, "now": now, "by": change.amendment, "own": change.amendment.asked_by == person}


def _hours(shifts: tuple[Shift, ...], zone: str) -> str:
    return " + ".join(f"{clock(shift.starts_at, zone)} – {clock(shift.ends_at, zone)}" for shift in shifts)


def _relative(day: OwnDay, today: date) -> str:
    """``today``, ``tomorrow``, or nothing where only the date says it."""
    return {today: "today", today + timedelta(days=1): "tomorrow"}.get(day.date, "")


def _day(asked: str | None) -> date | None:
    """The date asked for; what is none within this century is not found."""
    if not asked:
        return None
    try:
        day = date.fromisoformat(asked)
    except ValueError:
        raise Http404 from None
    if not 2000 <= day.year < 2100:
        raise Http404
    return day
