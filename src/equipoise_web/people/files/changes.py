"""What each row of a file would do, field by field, and the rows that it would write."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import models

from equipoise_web.people.files.reasons import Refusal
from equipoise_web.people.files.tables import Line
from equipoise_web.people.files.values import shown

NEW, CHANGED, UNCHANGED, REFUSED = "new", "changed", "unchanged", "refused"
ACTIONS = (REFUSED, NEW, CHANGED, UNCHANGED)


@dataclass
class Change:
    """One row of a file: what it would do to whom. ``fields`` are name, old and new text."""

    table: str
    line: Line
    worker: str = ""
    action: str = UNCHANGED
    fields: list[tuple[str, str, str]] = field(default_factory=list)
    refusal: Refusal | None = None

    def told(self, name: str, old: object, new: object) -> bool:
        """Note a difference; whether there is one."""
        before, after = shown(old), shown(new)
        if before == after:
            return False
        self.fields.append((name, before, after))
        if self.action == UNCHANGED:
            self.action = CHANGED
        return True

    def refuse(self, refusal: Refusal) -> None:
        """The row cannot be used."""
        self.action, self.refusal, self.fields = REFUSED, refusal, []

    def data(self) -> dict[str, Any]:
        """As the draft keeps it."""
        why = self.refusal
        said = {"field": why.field, "code": why.code, "values": why.values} if why else None
        return {
            "table": self.table, "file": self.line.file, "row": self.line.number, "worker": self.worker,
            "action": self.action, "fields": [list(each) for each in self.fields], "refusal": said,
        }  # fmt: skip


@dataclass
class Held:
    """A row with a period as it stands or would stand; ``change`` is the file's row that touches it."""

    row: Any
    first: date | None
    last: date | None
    change: Change | None = None


@dataclass
class Writes:
    """Model instances to write, in an order that the database's guards allow: changes, then additions."""

    changed: dict[int, tuple[models.Model, set[str]]] = field(default_factory=dict)
    added: list[models.Model] = field(default_factory=list)
    moves: list[Callable[[], None]] = field(default_factory=list)

    def change(self, row: models.Model, name: str, value: object) -> None:
        """Set one column of a row that exists."""
        setattr(row, name, value)
        self.changed.setdefault(id(row), (row, set()))[1].add(name)

    def run(self) -> None:
        """Write everything."""
        for row, names in self.changed.values():
            row.save(update_fields=sorted(names))
        for row in self.added:
            row.save(force_insert=True)
        for move in self.moves:
            move()


def refuse_overlaps(held: list[Held]) -> None:
    """Of two rows that hold at once refuse the one from the file; of two from it the later one."""
    ordered = sorted(held, key=lambda each: (each.first or date.min, each.last or date.max))
    before: Held | None = None
    for each in ordered:
        if before is None or (each.first or date.min) > (before.last or date.max):
            before = each
            continue
        wrong, other = _wrong(before, each)
        if wrong.change is not None and wrong.change.action != REFUSED:
            wrong.change.refuse(
                wrong.change.line.refusal(
                    "overlaps", "from", first=shown(other.first) or "…", last=shown(other.last) or "…"
                )
            )
        before = max(before, each, key=lambda one: one.last or date.max)


def _wrong(one: Held, other: Held) -> tuple[Held, Held]:
    """The row to refuse, and the one that it is in the way of."""

    def place(held: Held) -> tuple[bool, int]:
        change = held.change
        return (change is not None and change.action != UNCHANGED), change.line.number if change else 0

    return (one, other) if place(one) > place(other) else (other, one)
