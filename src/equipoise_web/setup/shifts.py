"""A shift system judged: what the library would refuse, and which open hours no shift reaches."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from equipoise.errors import InvalidInput
from equipoise_web.service.description import judge
from equipoise_web.service.forms.centre import DAYS

# The form's names of what the library calls otherwise.
NAMES = {"starts": "first", "lengths_h": "length"}
Span = tuple[int, int]


def refuse_shifts(content: Mapping[str, Any]) -> None:
    """Judge each row of the tables by itself.

    Raises
    ------
    InvalidInput
        The library would not take it; ``field`` is the name and the row of the form, ``first_2``.
    """
    for table in ("shift", "break"):
        for row, each in enumerate(content.get(table, ()), start=1):
            try:
                judge({table: [each]})
            except InvalidInput as error:
                name = NAMES.get(error.field or "", error.field)
                raise InvalidInput(error.reason, field=f"{name}_{row}" if name else None) from None


def spans_of(content: Mapping[str, Any]) -> list[Span]:
    """Every shift that a day may have, in minutes since its midnight."""
    from equipoise.io.centre.hours import starts_of

    found = set()
    for each in content.get("shift", ()):
        texts = each["starts"] if isinstance(each["starts"], list) else [each["starts"]]
        for start in (start for text in texts for start in starts_of(text)):
            found |= {(start, start + round(length * 60)) for length in each["lengths_h"]}
    return sorted(found)


def open_spans(opening: Mapping[str, Any], day: str) -> list[Span]:
    """Opening hours of a weekday, in minutes since its midnight."""
    from equipoise.io.centre.hours import range_of

    return sorted(range_of(text) for text in opening.get(day, ()))


def uncovered(content: Mapping[str, Any], opening: Mapping[str, Any]) -> dict[str, list[str]]:
    """Open hours of each weekday that no shift reaches, as texts; days that are covered are left out."""
    shifts = spans_of(content)
    found = {day: [each for span in open_spans(opening, day) for each in _left(span, shifts)] for day in DAYS}
    return {day: [f"{_clock(a)}–{_clock(b)}" for a, b in left] for day, left in found.items() if left}


def _left(span: Span, shifts: list[Span]) -> list[Span]:
    """What of a span lies in no shift; those of the day before reach into the morning."""
    at, end = span
    left = []
    earlier = [(first - 1440, last - 1440) for first, last in shifts if last > 1440]
    for first, last in sorted([*earlier, *shifts]):
        if first > at:
            left.append((at, min(first, end)))
        at = max(at, last)
        if at >= end:
            break
    if at < end:
        left.append((at, end))
    return [(a, b) for a, b in left if a < b]


def _clock(minutes: int) -> str:
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}" if minutes != 1440 else "24:00"
