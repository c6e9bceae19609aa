"""Situations: sentences about rosters, written in YAML, with what each rule must say of them.

``shifts`` holds lines such as ``2026-03-02 22:00-06:00 meal 02:00-02:30`` or ``mon-fri 09:00-17:00 for
16 weeks from 2026-01-05``; a mapping with ``at`` adds ``consent``, ``published`` or ``changed``. Times are
local to ``timezone``. ``hours`` are those of the contract. ``judged`` is the first and last day of the
period, by default the whole weeks that the shifts touch. ``known_from`` is the first day of which anything
is known, by default two years earlier. ``facts`` are what is on file about the worker, such as
``pregnant 2026-01-05 to 2026-06-30``, ``hours_elsewhere 12 from 2026-01-01`` or ``opt_out``; an empty list
says that nothing is, and without the key nobody handed any over. ``open`` holds opening hours written as
shifts, ``answered`` service figures, ``contacts`` ends of contacts, ``leave`` accounts, ``colleagues`` others
at work.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from equipoise.rules.centre_view import NOTHING, Answered, CentreFacts
from equipoise.rules.checker import check
from equipoise.rules.local import as_date, day_number, local_day, midnight_s
from equipoise.rules.model import (
    Absence,
    ContactEnd,
    Fact,
    Findings,
    LeaveAccount,
    Pack,
    Rule,
    Timeline,
    WorkerFacts,
)
from equipoise.rules.pack_yaml import read_yaml
from equipoise.timegrid import Stretch, Zone

FOLDER = Path(__file__).parent / "situations"
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
TWO_YEARS = 728
PATTERN = re.compile(r"(?P<days>[a-z-]+) (?P<at>.*) for (?P<weeks>\d+) weeks? from (?P<first>[\d-]+)")
FACT = re.compile(
    r"(?P<name>\w+)( (?P<value>[\d.]+)(?!\S))?"
    r"( (from )?(?P<first>[\d-]{10}))?( to (?P<last>[\d-]{10}))?"
)


@dataclass(frozen=True)
class Situation:
    """A sentence, a timeline, and the worst result that each named rule must give."""

    name: str
    timeline: Timeline
    expect: dict[str, Any]
    colleagues: tuple[Timeline, ...] = ()
    centre: CentreFacts = NOTHING

    def judge(self, rule: Rule) -> Findings:
        everybody = [self.timeline, *self.colleagues]
        return check(everybody, [Pack("p", "2026-03-01", (rule,))], self.centre)

    def result(self, rule: Rule) -> str:
        results = {finding.result for finding in self.judge(rule).findings}
        return next((r for r in ("fail", "undetermined") if r in results), "pass")


def situations() -> list[Situation]:
    """All situations of the folder."""
    paths = sorted(FOLDER.glob("*.yaml"))
    return [situation_of(data) for path in paths for data in read_yaml(path)]


def situation_of(data: dict[str, Any]) -> Situation:
    """A situation as written in YAML."""
    zone = Zone(data.get("timezone", "Europe/Amsterdam"))
    rows = sorted(row for line in data.get("shifts", []) for row in _rows(line, zone))
    from_s, to_s = _period(data, rows, zone)
    known = (
        day_number(_day(data["known_from"])) if "known_from" in data else local_day(zone, from_s) - TWO_YEARS
    )
    born = data.get("born", "1990-01-01")
    timeline = Timeline(
        WorkerFacts(
            "w",
            _day(born) if born else None,
            data.get("hours", 36.0),
            data.get("contract", "permanent"),
            tuple(map(_fact, data["facts"])) if "facts" in data else None,
        ),
        zone,
        tuple(rows),
        from_s,
        to_s,
        midnight_s(zone, known),
        tuple(_absence(line, zone) for line in data.get("absences", [])),
        leave=tuple(map(_leave, data["leave"])) if "leave" in data else None,
        contacts=tuple(_contact(line, zone) for line in data["contacts"]) if "contacts" in data else None,
    )
    colleagues = tuple(_colleague(one, timeline, zone) for one in data.get("colleagues", []))
    return Situation(data["name"], timeline, data["expect"], colleagues, _centre(data, zone))


def _colleague(data: dict[str, Any], of: Timeline, zone: Zone) -> Timeline:
    """Somebody else, or another ``layer`` of the same, over the period: shifts, facts and absences."""
    found = sorted(row for line in data.get("shifts", []) for row in _rows(line, zone))
    rows = tuple(replace(row, layer=data.get("layer", row.layer)) for row in found)
    facts = replace(of.facts, worker=data["name"], facts=tuple(map(_fact, data.get("facts", []))))
    away = tuple(_absence(line, zone) for line in data.get("absences", []))
    return replace(of, facts=facts, stretches=rows, absences=away)


def _centre(data: dict[str, Any], zone: Zone) -> CentreFacts:
    opening = answered = None
    if "open" in data:
        hours = (row for line in data["open"] for row in _rows(line, zone))
        opening = tuple(sorted((row.start_s, row.end_s) for row in hours))
    if "answered" in data:
        answered = tuple(_answered(line, zone) for line in data["answered"])
    return CentreFacts(opening, answered)


def _answered(line: str, zone: Zone) -> Answered:
    """``calls 2027-01-01 to 2027-01-31 95 of 100 within 180``, then perhaps ``called back 3``."""
    queue, first, _, last, within, _, offered, _, seconds, *more = line.split(" ")
    begins, ends = zone.instant_s(_day(first), 0), zone.instant_s(_day(last) + timedelta(days=1), 0)
    back = int(more[-1]) if more else None
    return Answered(queue, begins, ends, int(offered), int(within), float(seconds), back)


def _contact(line: str, zone: Zone) -> ContactEnd:
    """``incoming 2026-03-02 10:00 after 4``: wrap-up ends, the next follows after some seconds."""
    *sort, day, time, _, gap = line.split(" ")
    end = _moment(f"{day} {time}", zone)
    return ContactEnd(end, end + int(gap), "incoming" in sort, "complex" in sort)


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
        on, at = line.split(" ", 1)
        yield from _shift(_day(on), at, zone, extra)
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
    activity = parts.pop(0) if parts[0] in ("leave", "off", "on_call") else "work"
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


def _leave(line: str) -> LeaveAccount:
    """``2025 statutory 144 taken 100``, then perhaps ``lapses 2026-07-01 reminded 2026-03-01``."""
    year, kind, entitled, _, taken, *more = line.split(" ")
    days = {word: _day(day) for word, day in zip(more[::2], more[1::2], strict=True)}
    return LeaveAccount("w", int(year), kind, float(entitled), float(taken), **days)


def _fact(line: str) -> Fact:
    """``pregnant 2026-01-05 to 2026-06-30``: both days included; a side that is not named is open."""
    found = FACT.fullmatch(line)
    assert found is not None, line
    first, last, value = found["first"], found["last"], found["value"]
    return Fact(
        found["name"],
        _day(first) if first else None,
        _day(last) if last else None,
        float(value) if value else None,
    )


def _day(text: str) -> date:
    return date.fromisoformat(text)


def local_text(timeline: Timeline, instant_s: int) -> str:
    """``2026-03-02 13:00`` by the timeline's clock, to write expected starts."""
    seconds = instant_s + int(timeline.clock.offset_s(instant_s))
    return f"{as_date(seconds // 86400)} {seconds % 86400 // 3600:02d}:{seconds % 3600 // 60:02d}"
