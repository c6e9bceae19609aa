"""Cells of a spreadsheet as shifts of people on days; a cell that cannot be read is named."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from equipoise.errors import InvalidInput
from equipoise_web.people.models import Worker
from equipoise_web.scheduling.drafting.breaks import with_breaks
from equipoise_web.scheduling.drafting.changing import Change
from equipoise_web.scheduling.drafting.commands import Bench
from equipoise_web.scheduling.drafting.replacement import Piece
from equipoise_web.scheduling.drafting.wall import after_wall, at_wall
from equipoise_web.scheduling.models import Draft
from equipoise_web.service.models import Queue

CELL = re.compile(r"(?:(?P<queue>\D.*?)\s+)?(?P<start>\d{1,2}[:.]\d\d)\s*[-–—]\s*(?P<end>\d{1,2}[:.]\d\d)")
FREE = frozenset({"", "-", "–", "·"})


@dataclass(frozen=True)
class Wrong:
    """A cell that cannot be read, by row and column from 1, and why."""

    row: int
    column: int
    text: str
    why: str


@dataclass(frozen=True)
class Grid:
    """For each line its cells: times with a queue, or None for a free day."""

    cells: tuple[tuple[tuple[time, time, Queue | None] | None, ...], ...]

    @property
    def width(self) -> int:
        return max((len(row) for row in self.cells), default=0)


def read_grid(text: str, queues: Mapping[str, Queue]) -> tuple[Grid, list[Wrong]]:
    """Lines of cells, parted by tabs or semicolons; ``queues`` by the letters and names in use."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    while lines and not lines[-1].strip("\t; "):
        lines.pop()
    wrong: list[Wrong] = []
    rows = [
        tuple(_read(cell, at, column, queues, wrong) for column, cell in enumerate(_parted(line), 1))
        for at, line in enumerate(lines, 1)
    ]
    return Grid(tuple(rows)), wrong


def _parted(line: str) -> list[str]:
    return [cell.strip() for cell in line.split("\t" if "\t" in line else ";")]


def _read(
    cell: str, row: int, column: int, queues: Mapping[str, Queue], wrong: list[Wrong]
) -> tuple[time, time, Queue | None] | None:
    if cell in FREE:
        return None
    matched = CELL.fullmatch(cell)
    if matched is None:
        wrong.append(Wrong(row, column, cell, "format"))
        return None
    try:
        start, end = _time(matched["start"]), _time(matched["end"])
    except ValueError:
        wrong.append(Wrong(row, column, cell, "time"))
        return None
    name = (matched["queue"] or "").casefold()
    if name and name not in queues:
        wrong.append(Wrong(row, column, cell, "queue"))
        return None
    return start, end, queues.get(name)


def _time(text: str) -> time:
    hour, minute = re.split("[:.]", text)
    return time(int(hour), int(minute))


def fits(grid: Grid, workers: Sequence[Worker], days: Sequence[date]) -> list[Wrong]:
    """Cells beyond the people chosen or the days of the roster, and queues that nobody there has learnt."""
    wrong = []
    for at, row in enumerate(grid.cells, 1):
        for column, cell in enumerate(row, 1):
            if at > len(workers):
                wrong.append(Wrong(at, column, "", "person"))
            elif column > len(days):
                wrong.append(Wrong(at, column, "", "day"))
            elif cell and not _learnt(workers[at - 1], cell[2]):
                wrong.append(Wrong(at, column, cell[2].name if cell[2] else "", "skill"))
    return wrong


def pasted(draft: Draft, grid: Grid, workers: Sequence[Worker], days: Sequence[date]) -> list[Change]:
    """The days under the grid become what its cells say; breaks are those that the shift system asks."""
    bench = Bench(draft, workers, days[0], days[-1])
    changes = []
    for worker, row in zip(workers, grid.cells, strict=False):
        gone = [each for day, _cell in zip(days, row, strict=False) for each in bench.of_day(worker, day)]
        coming = [
            piece
            for day, cell in zip(days, row, strict=False)
            if cell
            for piece in _shift(draft, worker, day, cell, bench.zone)
        ]
        if gone or coming:
            changes.append(bench.change(worker, gone, coming))
    if not changes:
        raise InvalidInput("nothing changes", field="cells")
    return changes


def _shift(
    draft: Draft, worker: Worker, day: date, cell: tuple[time, time, Queue | None], zone: str
) -> list[Piece]:
    start, end, queue = cell
    starts_at = at_wall(day, start, zone)
    return with_breaks(draft, starts_at, after_wall(starts_at, end, zone), queue or _best(worker))


def _best(worker: Worker) -> Queue | None:
    """The queue that a worker knows best."""
    skills = sorted(worker.skills.all(), key=lambda skill: (-skill.level, skill.queue.position))
    return skills[0].queue if skills else None


def _learnt(worker: Worker, queue: Queue | None) -> bool:
    known = {skill.queue_id for skill in worker.skills.all()}
    return bool(known) if queue is None else queue.pk in known


def days_from(first: date, last: date, most: int = 31) -> list[date]:
    """Days of a roster from one on."""
    return [first + timedelta(days=number) for number in range(min((last - first).days + 1, most))]
