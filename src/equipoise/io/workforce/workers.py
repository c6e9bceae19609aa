"""``workers.csv``: who can be rostered, with contract and skills."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from equipoise.centre import Centre, Worker
from equipoise.errors import InvalidInput
from equipoise.rules.model import WorkerFacts

from ..rows import TRUTH, Row, read_rows
from .capacity import weekly_capacity_h

CONTRACT_TYPES = ("permanent", "fixed", "agency", "on_call")
FACTS = ("worker", "birth_date", "contract_h_per_week", "contract_type")
REQUIRED = ("worker", "contract_h_per_week", "skills")
OPTIONAL = ("team", "birth_date", "contract_type", "min_h", "max_h", "night_ok", "from", "to")
HOURS_EITHER_SIDE = 8.0  # where min_h or max_h is blank: one ordinary shift less or more
DEFAULT_LEVEL, LEVELS = 3, range(1, 6)


def read_facts(path: Path) -> tuple[WorkerFacts, ...]:
    """What rules may know of workers; other columns of ``workers.csv`` may be absent.

    Raises
    ------
    InvalidInput
        A column is missing, a worker occurs twice, or a value cannot be read.
    """
    return tuple(_facts(row) for row in _distinct(read_rows(path, FACTS), path))


def read_workers(path: Path, centre: Centre) -> tuple[Worker, ...]:
    """All workers of a centre, in the file's order.

    Raises
    ------
    InvalidInput
        Also: an unknown queue among the skills, no skill, hours that cannot be worked.
    """
    capacity = weekly_capacity_h(centre)
    known = [queue.name for queue in centre.queues]
    return tuple(
        _worker(row, known, capacity) for row in _distinct(read_rows(path, REQUIRED, OPTIONAL), path)
    )


def _distinct(rows: Iterator[Row], path: Path) -> Iterator[Row]:
    seen: dict[str, int] = {}
    for row in rows:
        name = row.text("worker")
        if name in seen:
            raise row.wrong("worker", f"worker {name!r} stands in row {seen[name]} already")
        seen[name] = row.number
        yield row
    if not seen:
        raise InvalidInput("the file has a header but no rows", file=str(path))


def _facts(row: Row) -> WorkerFacts:
    return WorkerFacts(
        worker=row.text("worker"),
        birth_date=row.day_or_none("birth_date"),
        contract_h_per_week=row.number_or_none("contract_h_per_week"),
        contract_type=row.one_of("contract_type", CONTRACT_TYPES, "permanent"),
    )


def _worker(row: Row, known: list[str], capacity_h: float) -> Worker:
    row.text("contract_h_per_week")
    facts, (min_h, max_h) = _facts(row), _hours(row, capacity_h)
    first, last = row.day_or_none("from"), row.day_or_none("to")
    if first and last and last < first:
        raise row.wrong("to", f"the last day {last} is before the first, {first}")
    if facts.birth_date and first and facts.birth_date >= first:
        raise row.wrong("birth_date", f"born on {facts.birth_date}, not before the first day of work {first}")
    night_ok = TRUTH[row.one_of("night_ok", TRUTH, "yes")]
    return Worker(facts, row.text("team", ""), min_h, max_h, _skills(row, known), night_ok, first, last)


def _hours(row: Row, capacity_h: float) -> tuple[float, float]:
    contract = row.number_or_none("contract_h_per_week") or 0.0
    flexible = row.text("contract_type", "") == "on_call"
    least, most = row.number_or_none("min_h"), row.number_or_none("max_h")
    least = max(contract - HOURS_EITHER_SIDE, 0.0) if least is None else least
    most = contract + HOURS_EITHER_SIDE if most is None else most
    for field, hours in (("contract_h_per_week", contract), ("min_h", least)):
        if hours > capacity_h + 1e-9:
            reason = f"{hours:g} hours a week cannot be worked: opening hours and shift lengths allow"
            raise row.wrong(field, f"{reason} {capacity_h:g} with one day free")
    if least > most:
        raise row.wrong("min_h", f"{least:g} is more than max_h, {most:g}")
    if not flexible and least > contract:
        raise row.wrong("min_h", f"{least:g} is more than the contract's {contract:g} hours a week")
    if not flexible and most < contract:
        raise row.wrong("max_h", f"{most:g} is less than the contract's {contract:g} hours a week")
    return least, most


def _skills(row: Row, known: list[str]) -> dict[str, int]:
    skills: dict[str, int] = {}
    for part in filter(None, map(str.strip, row.text("skills", "").split(";"))):
        queue, _, level = map(str.strip, part.partition(":"))
        if queue not in known:
            raise row.wrong("skills", f"unknown queue {queue!r}; known: {', '.join(known)}")
        if queue in skills:
            raise row.wrong("skills", f"queue {queue!r} occurs twice")
        skills[queue] = _level(row, part, level)
    if not skills:
        raise row.wrong("skills", f"no usable skill: name at least one queue of {', '.join(known)}")
    return skills


def _level(row: Row, part: str, level: str) -> int:
    if not level and ":" not in part:
        return DEFAULT_LEVEL
    if not level.isdecimal() or int(level) not in LEVELS:
        raise row.wrong("skills", f"{part!r}: the level is not a whole number from 1 to 5")
    return int(level)
