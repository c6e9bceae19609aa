"""The lines of the inspector's form: from rows, and arranged by its buttons before anything is saved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.http import QueryDict

from equipoise_web.scheduling.forms.draft import MOST_STRETCHES
from equipoise_web.scheduling.queries.shifts import Row
from equipoise_web.service.models import Queue

NAMES = ("start", "end", "activity", "queue", "was")
WHOLE = timedelta(minutes=15)


def initial_of(rows: Sequence[Row], queues: dict[int, Queue], zone: str) -> list[dict[str, str]]:
    """A line for each row; one for a day that is empty."""
    if not rows:
        first = next(iter(queues.values()), None)
        return [{"activity": "work", "queue": str(first.uuid) if first else ""}]
    here = ZoneInfo(zone)
    return [
        {
            "start": f"{row.starts_at.astimezone(here):%H:%M}",
            "end": f"{row.ends_at.astimezone(here):%H:%M}",
            "activity": row.activity,
            "queue": str(queues[row.queue].uuid) if row.queue is not None else "",
            "was": f"{int(row.starts_at.timestamp())}-{int(row.ends_at.timestamp())}",
        }
        for row in rows
    ]


def arranged(data: QueryDict, do: str, zone: str) -> list[dict[str, str]]:
    """The lines as they were sent, with one added, split or left out; nothing is saved."""
    lines = _sent(data)
    verb, _dash, number = do.partition("-")
    at = int(number) if number.isascii() and number.isdigit() and len(number) < 4 else -1
    if verb == "add" and len(lines) < MOST_STRETCHES:
        last = lines[-1] if lines else {}
        lines.append({"start": last.get("end", ""), "activity": "work", "queue": last.get("queue", "")})
    elif verb == "drop" and 0 <= at < len(lines):
        del lines[at]
    elif verb == "split" and 0 <= at < len(lines) < MOST_STRETCHES:
        lines[at : at + 1] = _split(lines[at])
    return lines


def _sent(data: QueryDict) -> list[dict[str, str]]:
    total = data.get("s-TOTAL_FORMS", "")
    number = int(total) if total.isascii() and total.isdigit() and len(total) < 4 else 0
    return [
        {name: data.get(f"s-{place}-{name}", "") for name in NAMES}
        for place in range(min(number, MOST_STRETCHES))
    ]


def _split(line: dict[str, str]) -> list[dict[str, str]]:
    """Two lines that meet in the middle, at a whole quarter of an hour where there is one inside."""
    try:
        start, end = (datetime.strptime(line[name], "%H:%M") for name in ("start", "end"))
    except ValueError:
        return [line, {**line, "was": ""}]
    end += timedelta(days=end <= start)
    half = start + (end - start) / 2
    quarter = half - (half - datetime.combine(half.date(), datetime.min.time())) % WHOLE
    middle = f"{quarter if quarter > start else half:%H:%M}"
    return [{**line, "end": middle, "was": ""}, {**line, "start": middle, "was": ""}]


def weeks_of(first: date, last: date) -> list[date]:
    """The Mondays of a roster's weeks."""
    monday = first - timedelta(days=first.weekday())
    return [monday + timedelta(days=7 * number) for number in range((last - monday).days // 7 + 1)]
