"""The profile of payroll hours: its columns, once, for the CSV, the JSON Schema and the reference page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

NAME, VERSION = "payroll_hours", 1
PROFILE = f"{NAME}/{VERSION}"
PLANNED, AMENDED = "planned", "amended"
STATES = (PLANNED, AMENDED)
SCHEMA_ID = f"{NAME}.schema.json"


@dataclass(frozen=True)
class Column:
    """A column: its unit (empty for text), and what it holds. ``blank`` where it may have no value."""

    name: str
    unit: str
    meaning: str
    blank: bool = False

    def schema(self) -> dict[str, Any]:
        """Its values in JSON Schema."""
        kind = KINDS.get(self.name) or {"type": "number", "minimum": 0}
        if self.blank:
            kind = kind | {"type": [kind["type"], "null"]}
        return kind | {"description": f"{self.meaning}{f' Unit: {self.unit}.' if self.unit else ''}"}


KINDS: dict[str, dict[str, Any]] = {
    "worker": {"type": "string", "minLength": 1},
    "day": {"type": "string", "format": "date"},
    "roster": {"type": "integer", "minimum": 1},
    "state": {"enum": list(STATES), "type": "string"},
    "amendments": {"type": "integer", "minimum": 0},
    "changed_at": {"type": "string", "format": "date-time"},
}
HOURS = "hours"
COLUMNS = (
    Column("worker", "", "Number of the worker, as the centre has brought it in."),
    Column("day", "ISO date", "Local day of the centre. Time past midnight is in the next day."),
    Column("roster", "", "Number of the published roster that covers the day."),
    Column("state", "", "planned: as published. amended: changed since, see changed_at."),
    Column("amendments", "count", "Amendments since publication that touched the day."),
    Column("changed_at", "ISO instant", "The last change since publication.", blank=True),
    Column("published_paid_h", HOURS, "What paid_h was when the roster was published."),
    Column("paid_h", HOURS, "work_h + training_h + meeting_h + other_h + break_paid_h."),
    Column("work_h", HOURS, "On contacts of a queue."),
    Column("training_h", HOURS, "Training and coaching."),
    Column("meeting_h", HOURS, "Meetings."),
    Column("other_h", HOURS, "Other paid activities, protected time among them."),
    Column("break_paid_h", HOURS, "Breaks, which are paid."),
    Column("break_unpaid_h", HOURS, "Meals, which are not paid and not in paid_h."),
    Column("leave_h", HOURS, "What absences of any kind count for. Why somebody is away is not told."),
    Column("on_call_h", HOURS, "On-call duty, not in paid_h."),
    Column("night_h", HOURS, "Of paid_h: between 00:00 and 06:00."),
    Column("sunday_h", HOURS, "Of paid_h: on a Sunday."),
    Column("holiday_h", HOURS, "Of paid_h: on a public holiday of the centre's calendar."),
    Column(
        "over_contract_h",
        HOURS,
        "Of paid_h + leave_h: above the contract's hours in the week from Monday, in the order of its days. "
        "Blank where no contract is known.",
        blank=True,
    ),
)
NAMES = tuple(column.name for column in COLUMNS)
CSV_COLUMNS = ("profile", "timezone", *NAMES)


def schema() -> dict[str, Any]:
    """The document in JSON Schema 2020-12."""
    row = {
        "type": "object",
        "additionalProperties": False,
        "required": list(NAMES),
        "properties": {column.name: column.schema() for column in COLUMNS},
    }
    day = {"type": "string", "format": "date"}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": "Payroll hours",
        "description": "Hours of each worker and day from published rosters and their amendments.",
        "type": "object",
        "additionalProperties": False,
        "required": ["profile", "centre", "timezone", "first", "last", "made_at", "rows"],
        "properties": {
            "profile": {"const": PROFILE},
            "centre": {
                "type": "object",
                "additionalProperties": False,
                "required": ["id", "name"],
                "properties": {"id": {"type": "string", "format": "uuid"}, "name": {"type": "string"}},
            },
            "timezone": {"type": "string", "description": "IANA time zone of the days."},
            "first": day,
            "last": day,
            "made_at": {"type": "string", "format": "date-time"},
            "rows": {"type": "array", "items": row},
        },
    }


def reference() -> str:
    """The reference page in Markdown."""
    table = [f"| `{each.name}` | {each.unit or '–'} | {each.meaning} |" for each in COLUMNS]
    return HEAD.format(profile=PROFILE) + "\n".join(table) + "\n" + FOOT


HEAD = """# Payroll hours

Profile `{profile}`, made from its definition by `python -m tools.payroll_profile`; a test keeps this page and
[the JSON Schema](payroll_hours.schema.json) current. The version rises when a column changes its meaning or
goes; a new column at the end does not raise it. Hours are decimal with at most four places and a point, days
and instants are ISO 8601, the file is UTF-8 with commas.

In the CSV two columns come first: `profile`, as above, and `timezone`, the IANA zone of the days. In JSON
both stand once, beside `centre`, `first`, `last` and `made_at`. In the CSV a worker's number that a
spreadsheet would take for a formula begins with an apostrophe.

| column | unit | what it holds |
|---|---|---|
"""
FOOT = """
A row stands for each worker and day with any hours, and for each day that was changed, also where nothing is
left of it. Only published rosters count, as they stand when the file is made. A day that changed since
publication says so: take the file again, and compare `changed_at` with the time of the last one.

Hours are elapsed time: a night shift across the change to summer time is an hour shorter. Kinds of `paid_h`
add up to it; `night_h`, `sunday_h` and `holiday_h` are parts of it and may overlap. An absence counts for its
hours, spread evenly over its length; absences that stand in the roster itself count as rostered.
`over_contract_h` is a comparison with the contract, no judgement on overtime: that is a matter of law and
agreement.

HR takes it, of the people in its scope. Pay bands, names of persons and reasons of absence are
not in it, unless the centre took names for numbers.
"""
