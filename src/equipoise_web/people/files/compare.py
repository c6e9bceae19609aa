"""Files against the people of a centre: what each row would do, and what would be written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from equipoise_web.core.models import Centre, Person
from equipoise_web.people.files.changes import ACTIONS, REFUSED, Change, Writes
from equipoise_web.people.files.known import known_of
from equipoise_web.people.files.on_file import OnFile
from equipoise_web.people.files.people import People
from equipoise_web.people.files.periods import Periods
from equipoise_web.people.files.reasons import Refusal
from equipoise_web.people.files.tables import TABLES, WORKERS, Line, Sheet

ORDER = [table.name for table in TABLES]


@dataclass(frozen=True)
class Comparison:
    """What files would do. Nothing is written while a row is refused."""

    changes: tuple[Change, ...]
    writes: Writes

    @property
    def counts(self) -> dict[str, int]:
        """Rows by what they do."""
        found = Counter(change.action for change in self.changes)
        return {action: found[action] for action in ACTIONS}

    @property
    def is_refused(self) -> bool:
        return any(change.action == REFUSED for change in self.changes)

    def data(self) -> list[dict[str, Any]]:
        """As the draft keeps it."""
        return [change.data() for change in self.changes]


def compare(centre: Centre, sheets: Iterable[Sheet], actor: Person) -> Comparison:
    """Compare files with the rows of a centre as they stand; nothing is written."""
    known, writes = known_of(centre), Writes()
    periods = Periods(known, writes)
    people = People(known, periods, writes)
    on_file = OnFile(known, periods, writes, people.workers, actor)
    changes: list[Change] = []
    for sheet in sorted(sheets, key=lambda each: ORDER.index(each.table)):
        judge = people.row if sheet.table == WORKERS.name else on_file.row
        for line in sheet.lines:
            change = Change(sheet.table, line)
            changes.append(change)
            try:
                judge(change)
            except Refusal as refusal:
                change.refuse(refusal)
    periods.refuse_overlaps()
    return Comparison(tuple(changes), writes)


def kept(sheets: Iterable[Sheet]) -> list[dict[str, Any]]:
    """Tables as a draft keeps them."""
    return [
        {
            "table": sheet.table, "file": sheet.file, "columns": list(sheet.columns),
            "lines": [[line.number, line.cells, line.bad] for line in sheet.lines],
        }
        for sheet in sheets
    ]  # fmt: skip


def restored(content: Iterable[dict[str, Any]]) -> list[Sheet]:
    """Tables as they were read."""
    return [
        Sheet(
            each["table"], each["file"], tuple(each["columns"]),
            tuple(Line(each["file"], number, cells, bad) for number, cells, bad in each["lines"]),
        )
        for each in content
    ]  # fmt: skip
