"""Situations: sentences about rosters, written in YAML, with what each rule must say of them.

``shifts`` holds lines such as ``2026-03-02 22:00-06:00 meal 02:00-02:30`` or ``mon-fri 09:00-17:00 for
16 weeks from 2026-01-05``; a mapping with ``at`` adds ``consent``, ``published`` or ``changed``. Times are
local to ``timezone``. ``hours`` are those of the contract. ``judged`` is the first and last day of the
period, by default the whole weeks that the shifts touch. ``known_from`` is the first day of which anything
is known, by default two years earlier.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from equipoise.rules.checker import check
from equipoise.rules.local import as_date, day_number, local_day, midnight_s
from equipoise.rules.model import Absence, Findings, Pack, Rule, Timeline, WorkerFacts
from equipoise.rules.pack_yaml import read_yaml
from equipoise.timegrid import Stretch, Zone

FOLDER = Path(__file__).parent / "situations"
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
TWO_YEARS = 728
PATTERN = re.compile(r"(?P<days>[a-z-]+) (?P<at>.*) for (?P<weeks>\d+) weeks? from (?P<first>[\d-]+)")


@dataclass(frozen=True)
class Situation:
    """A sentence, a timeline, and the worst result that each named rule must give."""

    name: str
    timeline: Timeline
    expect: dict[str, Any]

    def judge(self, rule: Rule) -> Findings:
        return check([self.timeline], [Pack("p", "2026-03-01", (rule,))])

    def result(self, rule: Rule) -> str:
        results = {finding.result for finding in self.judge(rule).findings}
        return next((r for r in ("fail", "undetermined") if r in results), "pass")


def situations() -> list[Situation]:
    """All situations of the folder."""
    paths = sorted(FOLDER.glob("*.yaml"))
    return [_situation(data) for path in paths for data in read_yaml(path)]


def _situation(data: dict[str, Any]) -> Situation:
    zone = Zone(data.get("timezone", "Europe/Amsterdam"))
    rows = sorted(row for line in data.get("shifts", []) for row in _rows(line, zone))
    from_s, to_s = _period(data, rows, zone)
    known = (
        day_number(_day(data["known_from"])) if "known_from" in data else local_day(zone, from_s) - TWO_YEARS
    )
    born = data.get("born", "1990-01-01")
    timeline = Timeline(
        WorkerFacts(
            "w", _day(born) if born else None, data.get("hours", 36.0), data.get("contract", "permanent")
        ),
        zone,
        tuple(rows),
        from_s,
        to_s,
        midnight_s(zone, known),
        tuple(_absence(line, zone) for line in data.get("absences", [])),
    )
    return Situation(data["name"], timeline, data["expect"])


def _period(data: dict[str, Any], rows: list[Stretch], zone: Zone) -> tuple[int, int]:
    if "judged" in data:
        first, last = (day_number(_day(day)) for day in data["judged"])
    else:
        first = local_day(zone, rows[0].start_s)
        last = local_day(zone, max(row.end_s for row in rows) - 1)
        first, last = first - (first + 3) % 7, last + 6 - (last + 3) % 7
    return midnight_s(zone, first), midnight_s(zone, last + 1)


def _rows(line: str | dict[str, str], zone: Zone) -> Iterator[Stretch]:
    extra: dict[str, Any] = {}
    if isinstance(line, dict):
        for name in ("published", "changed"):
            if name in line:
                extra[f"{name}_at_s"] = _moment(line[name], zone)
        extra["consent"] = line.get("consent", "")
        line = line["at"]
    pattern = PATTERN.fullmatch(line)
    if pattern is None:
        day, at = line.split(" ", 1)
        yield from _shift(_day(day), at, zone, extra)
        return
    for week in range(int(pattern["weeks"])):
        for weekday in _weekdays(pattern["days"]):
            day = _day(pattern["first"]) + timedelta(days=7 * week + weekday)
            yield from _shift(day, pattern["at"], zone, extra)


def _moment(text: str, zone: Zone) -> int:
    """``2026-03-02 13:00``; a day alone means noon."""
    day, _, time = text.partition(" ")
    hour, minute = (time or "12:00").split(":")
    return zone.instant_s(_day(day), 60 * int(hour) + int(minute))


def _weekdays(text: str) -> range:
    """``mon-fri``, or one day."""
    first, _, last = text.partition("-")
    return range(DAYS.index(first), DAYS.index(last or first) + 1)


def _shift(day: date, text: str, zone: Zone, extra: dict[str, Any]) -> Iterator[Stretch]:
    """``09:00-17:30 meal 12:00-12:30 break 15:00-15:15``; the rest is work, or leave where it says so."""
    parts = text.split(" ")
    activity = parts.pop(0) if parts[0] == "leave" else "work"
    start, end = _span(parts[0], 0)
    cursor = start
    for kind, span in zip(parts[1::2], parts[2::2], strict=True):
        pause_start, pause_end = _span(span, start)
        if cursor < pause_start:
            yield _stretch(day, cursor, pause_start, activity, zone, extra)
        yield _stretch(day, pause_start, pause_end, kind, zone, extra)
        cursor = pause_end
    if cursor < end:
        yield _stretch(day, cursor, end, activity, zone, extra)


def _span(text: str, not_before: int) -> tuple[int, int]:
    """Minutes from midnight of the shift's first day; what would come too early is on the next day."""
    start, end = (int(part[:2]) * 60 + int(part[3:]) for part in text.split("-"))
    start += 1440 * (start < not_before)
    while end <= start:
        end += 1440
    return start, end


def _stretch(day: date, start: int, end: int, activity: str, zone: Zone, extra: dict[str, Any]) -> Stretch:
    begins, ends = zone.instant_s(day, start), zone.instant_s(day, end)
    return Stretch("w", begins, ends, activity, "q" if activity == "work" else "", **extra)


def _absence(line: str, zone: Zone) -> Absence:
    """``2026-03-02 to 2026-03-06 counts 40``: whole days, both included."""
    first, _, last, _, counted = line.split(" ")
    end = zone.instant_s(_day(last) + timedelta(days=1), 0)
    return Absence("w", zone.instant_s(_day(first), 0), end, "leave", float(counted))


def _day(text: str) -> date:
    return date.fromisoformat(text)


def local_text(timeline: Timeline, instant_s: int) -> str:
    """``2026-03-02 13:00`` by the timeline's clock, to write expected starts."""
    seconds = instant_s + int(timeline.clock.offset_s(instant_s))
    return f"{as_date(seconds // 86400)} {seconds % 86400 // 3600:02d}:{seconds % 3600 // 60:02d}"
