"""Cells as values; what cannot be one is refused with row and column."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal

from equipoise_web.core.forms.days import FIRST, LAST
from equipoise_web.people.files.tables import Line

TRUTH = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
SKILL = re.compile(
    r"(?P<queue>.+?)(?::(?P<level>\d{1,3}))?"
    r"(?:@(?P<first>\d{4}-\d\d-\d\d)?\.\.(?P<last>\d{4}-\d\d-\d\d)?)?"
)
USUAL_LEVEL, LEAST_LEVEL, MOST_LEVEL = 3, 1, 5
HOURS_IN_WEEK = 168.0


@dataclass(frozen=True)
class SkillText:
    """A skill as a cell names it."""

    queue: str
    level: int
    first: date | None
    last: date | None


def text(line: Line, field: str, most: int) -> str:
    """The text of a cell, empty where there is none."""
    if bad := line.bad.get(field):
        raise line.refusal(bad, field)
    value = line.cells.get(field, "")
    if len(value) > most:
        raise line.refusal("too_long", field, most=most)
    return value


def needed(line: Line, field: str, most: int = 200) -> str:
    """The text of a cell that must not be blank."""
    value = text(line, field, most)
    if not value:
        raise line.refusal("required", field)
    return value


def day(line: Line, field: str) -> date | None:
    """A day, or None where the cell is blank."""
    value = text(line, field, 40)
    if not value:
        return None
    try:
        found = date.fromisoformat(value)
    except ValueError:
        raise line.refusal("not_a_day", field, value=value) from None
    if not FIRST <= found <= LAST:
        raise line.refusal("out_of_range", field, value=value, least=FIRST, most=LAST)
    return found


def period(line: Line) -> tuple[date | None, date | None]:
    """The columns ``from`` and ``to``."""
    first, last = day(line, "from"), day(line, "to")
    if first and last and last < first:
        raise line.refusal("end_before_start", "to")
    return first, last


def clock_time(line: Line, field: str) -> time:
    """A time of day."""
    value = needed(line, field)
    try:
        found = time.fromisoformat(value.zfill(5))
    except ValueError:
        raise line.refusal("not_a_time", field, value=value) from None
    return found.replace(second=0, microsecond=0, tzinfo=None)


def number(line: Line, field: str, least: float = 0.0, most: float = 1e5) -> float | None:
    """A number, or None where the cell is blank."""
    value = text(line, field, 40)
    if not value:
        return None
    try:
        found = float(value)
    except ValueError:
        found = math.nan
    if not math.isfinite(found):
        raise line.refusal("not_a_number", field, value=value)
    if not least <= found <= most:
        raise line.refusal("out_of_range", field, value=value, least=f"{least:g}", most=f"{most:g}")
    return found


def needed_number(line: Line, field: str, least: float = 0.0, most: float = 1e5) -> float:
    """A number that must not be blank."""
    needed(line, field)
    found = number(line, field, least, most)
    assert found is not None
    return found


def hundredths(line: Line, field: str) -> Decimal:
    """Hours with at most two decimals, below 0 too."""
    return Decimal(f"{needed_number(line, field, -99_999, 99_999):.2f}")


def one_of(line: Line, field: str, choices: Sequence[str]) -> str:
    """A word from a list, or empty."""
    value = text(line, field, 200).lower()
    if value and value not in choices:
        raise line.refusal("not_one_of", field, value=value, choices=", ".join(choices))
    return value


def truth(line: Line, field: str) -> bool | None:
    """Yes or no, or None where the cell is blank."""
    value = one_of(line, field, tuple(TRUTH))
    return TRUTH[value] if value else None


def skills(line: Line) -> list[SkillText]:
    """The column ``skills``: ``queue:level`` or ``queue:level@from..to``, with semicolons between."""
    parts = filter(None, map(str.strip, text(line, "skills", 2000).split(";")))
    return [_skill(line, part) for part in parts]


def _skill(line: Line, part: str) -> SkillText:
    found = SKILL.fullmatch(part)
    if found is None:
        raise line.refusal("skill_form", "skills", value=part)
    level = int(found["level"]) if found["level"] else USUAL_LEVEL
    if not LEAST_LEVEL <= level <= MOST_LEVEL:
        raise line.refusal("out_of_range", "skills", value=level, least=LEAST_LEVEL, most=MOST_LEVEL)
    try:
        first, last = (date.fromisoformat(end) if end else None for end in (found["first"], found["last"]))
    except ValueError:
        raise line.refusal("skill_form", "skills", value=part) from None
    if first and last and last < first:
        raise line.refusal("end_before_start", "skills")
    return SkillText(found["queue"].strip(), level, first, last)


def shown(value: object) -> str:
    """A value as a file writes it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.10g}"
    if isinstance(value, time):
        return value.strftime("%H:%M")
    return value.isoformat() if isinstance(value, date) else str(value)


def shown_skill(queue: str, level: int, first: date | None, last: date | None) -> str:
    """A skill as the column ``skills`` writes it."""
    span = f"@{shown(first)}..{shown(last)}" if first or last else ""
    return f"{queue}:{level}{span}"
