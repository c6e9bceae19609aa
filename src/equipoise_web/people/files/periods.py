"""Rows with a period, found by their first day, as they would stand after a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from equipoise_web.people.files.changes import NEW, UNCHANGED, Change, Held, Writes, refuse_overlaps
from equipoise_web.people.files.known import Known
from equipoise_web.people.models import Contract, Fact, HealthFact, PayBand, Skill, Worker

# Of these one row holds at a time: the database's guards say so too.
ALONE = (Contract, Skill, Fact, HealthFact, PayBand)
Same = tuple[tuple[str, Any], ...]


@dataclass
class Periods:
    """All rows with a period that a file may touch: those that stand, and those that it brings."""

    known: Known
    writes: Writes
    held: dict[tuple[type, str, Same], list[Held]] = field(default_factory=dict)

    def touch(
        self,
        change: Change,
        model: Any,
        worker: Worker,
        same: Mapping[str, Any],
        span: tuple[Any, Any],
        given: Mapping[str, tuple[str, Any]],
    ) -> Held:
        """Note what a row of the file does to the row of the same first day, or that it adds one.

        Parameters
        ----------
        same
            Columns that make rows alike: of these one holds at a time.
        span
            First and last day.
        given
            Value of each further column of the model, with the name that the file has for it.
        """
        there = self.find(model, worker.number, same, span[0])
        if there is None:
            row = model(
                worker=worker, **same, starts_on=span[0], ends_on=span[1],
                **{name: value for name, (_column, value) in given.items()},
            )  # fmt: skip
            return self._add(change, model, worker.number, same, row, given)
        if there.change is not None:
            raise change.line.refusal("row_twice", "from", earlier=there.change.line.number)
        there.change = change
        for name, (column, value) in given.items():
            if change.told(column, getattr(there.row, name), value):
                self.writes.change(there.row, name, value)
        if "to" in change.line.cells and change.told("to", there.last, span[1]):
            self.writes.change(there.row, "ends_on", span[1])
            there.last = span[1]
        return there

    def find(self, model: Any, number: str, same: Mapping[str, Any], first: Any) -> Held | None:
        """The row that begins on a day."""
        return next((each for each in self._rows(model, number, same) if each.first == first), None)

    def refuse_overlaps(self) -> None:
        """Refuse the file's rows that would hold beside another one."""
        for (model, _number, _same), held in self.held.items():
            if model in ALONE:
                refuse_overlaps(held)

    def add(self, change: Change, model: Any, number: str, same: Mapping[str, Any], row: Any) -> Held:
        """Bring in a row that is not there."""
        held = Held(row, row.starts_on, row.ends_on, change)
        self._rows(model, number, same).append(held)
        self.writes.added.append(row)
        return held

    def _add(
        self,
        change: Change,
        model: Any,
        number: str,
        same: Mapping[str, Any],
        row: Any,
        given: Mapping[str, tuple[str, Any]],
    ) -> Held:
        change.action = NEW if change.action == UNCHANGED else change.action
        for column, value in (*_named(given), ("from", row.starts_on), ("to", row.ends_on)):
            change.told(column, None, value)
        return self.add(change, model, number, same, row)

    def _rows(self, model: Any, number: str, same: Mapping[str, Any]) -> list[Held]:
        key = (model, number, tuple(sorted((name, str(value)) for name, value in same.items())))
        if key not in self.held:
            alike = (row for row in self.known.of(model, number) if _is(row, same))
            self.held[key] = [Held(row, row.starts_on, row.ends_on) for row in alike]
        return self.held[key]


def _is(row: Any, same: Mapping[str, Any]) -> bool:
    return all(getattr(row, name) == value for name, value in same.items())


def _named(given: Mapping[str, tuple[str, Any]]) -> Iterable[tuple[str, Any]]:
    return given.values()
