"""Rows of the other tables: restrictions, facts, pay bands, leave, and the opening of hours accounts."""

from __future__ import annotations

from typing import Any

from equipoise_web.core.models import Person
from equipoise_web.people.files import values
from equipoise_web.people.files.changes import NEW, Change, Writes
from equipoise_web.people.files.known import Known
from equipoise_web.people.files.periods import Periods
from equipoise_web.people.models import (
    Fact,
    FactName,
    HealthFact,
    HealthFactName,
    HoursEntry,
    HoursKind,
    LeaveAccount,
    PayBand,
    Restriction,
    RestrictionKind,
    Worker,
)
from equipoise_web.people.models.fact import WITH_VALUE
from equipoise_web.people.models.restriction import AT_A_TIME, ON_A_DAY

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
LEAVE = {
    "entitled_h": "entitled_h",
    "taken_h": "taken_h",
    "lapses_on": "lapses",
    "reminded_on": "reminded",
}


class OnFile:
    """Compares rows about workers who stand in the database or in the table ``workers`` of the same files."""

    def __init__(
        self, known: Known, periods: Periods, writes: Writes, workers: dict[str, Worker], actor: Person
    ) -> None:
        self.known, self.periods, self.writes = known, periods, writes
        self.workers, self.actor = workers, actor
        self.seen: dict[tuple[Any, ...], int] = {}

    def row(self, change: Change) -> None:
        """Note what one row would do; Refusal where it cannot be used."""
        number = change.worker = values.needed(change.line, "worker", 100)
        if number not in self.workers:
            raise change.line.refusal("unknown_worker", "worker", value=number)
        getattr(self, f"_{change.table}")(change, self.workers[number])

    def _restrictions(self, change: Change, worker: Worker) -> None:
        line = change.line
        values.needed(line, "restriction")
        kind = values.one_of(line, "restriction", RestrictionKind.values)
        at = weekday = None
        if kind in AT_A_TIME:
            at = values.clock_time(line, "at")
        elif line.cells.get("at"):
            raise line.refusal("value_unwanted", "at")
        if kind in ON_A_DAY:
            values.needed(line, "weekday")
            weekday = WEEKDAYS.index(values.one_of(line, "weekday", WEEKDAYS))
        elif line.cells.get("weekday"):
            raise line.refusal("value_unwanted", "weekday")
        same = {"kind": kind, "weekday": weekday}
        self.periods.touch(change, Restriction, worker, same, values.period(line), {"at": ("at", at)})
        self._name(change, "restriction", kind)

    def _facts(self, change: Change, worker: Worker) -> None:
        line = change.line
        values.needed(line, "fact")
        name = values.one_of(line, "fact", (*FactName.values, *HealthFactName.values))
        value = values.number(line, "value")
        if value is None and name in WITH_VALUE:
            raise line.refusal("value_needed", "value")
        if value is not None and name not in WITH_VALUE:
            raise line.refusal("value_unwanted", "value")
        model = Fact if name in FactName.values else HealthFact
        given = {"value": ("value", value)} if model is Fact else {}
        self.periods.touch(change, model, worker, {"name": name}, values.period(line), given)
        self._name(change, "fact", name)

    def _pay_bands(self, change: Change, worker: Worker) -> None:
        band = values.needed(change.line, "band", 60)
        given = {"band": ("band", band)}
        self.periods.touch(change, PayBand, worker, {}, values.period(change.line), given)

    def _leave(self, change: Change, worker: Worker) -> None:
        line = change.line
        year = int(values.needed_number(line, "year", 1970, 2199))
        kind = values.needed(line, "kind", 40).lower()
        if not kind.replace("-", "").replace("_", "").isascii() or " " in kind:
            raise line.refusal("not_one_of", "kind", value=kind, choices="a-z, 0-9, - , _")
        self._once(change, "kind", "leave", worker.number, year, kind)
        given = {
            "entitled_h": values.needed_number(line, "entitled_h"),
            "taken_h": values.needed_number(line, "taken_h"),
            "lapses_on": values.day(line, "lapses"),
            "reminded_on": values.day(line, "reminded"),
        }
        rows = self.known.of(LeaveAccount, worker.number)
        there = next((row for row in rows if (row.year, row.kind) == (year, kind)), None)
        if there is None:
            change.action = NEW
            self.writes.added.append(LeaveAccount(worker=worker, year=year, kind=kind, **given))
        for name, value in given.items():
            absent = LEAVE[name] not in line.cells
            if not absent and change.told(LEAVE[name], getattr(there, name, None), value) and there:
                self.writes.change(there, name, value)

    def _hours(self, change: Change, worker: Worker) -> None:
        line = change.line
        hours, day = values.hundredths(line, "hours"), values.day(line, "day")
        note = values.text(line, "note", 200)
        if day is None:
            raise line.refusal("required", "day")
        self._once(change, "worker", "hours", worker.number)
        there = next(iter(self.known.of(HoursEntry, worker.number)), None)
        if there is not None:
            if (there.hours, there.day) != (hours, day):
                raise line.refusal("opened", "hours", hours=there.hours, day=there.day)
            return
        change.action = NEW
        for column, value in (("hours", hours), ("day", day), ("note", note)):
            change.told(column, None, value)
        row = HoursEntry(
            worker=worker, kind=HoursKind.OPENING, hours=hours, day=day, note=note, by=self.actor
        )
        self.writes.added.append(row)

    def _once(self, change: Change, field: str, *key: Any) -> None:
        if key in self.seen:
            raise change.line.refusal("row_twice", field, earlier=self.seen[key])
        self.seen[key] = change.line.number

    @staticmethod
    def _name(change: Change, column: str, name: str) -> None:
        """Say of a new row what it is."""
        if change.action == NEW:
            change.fields.insert(0, (column, "", name))
