"""``facts.csv``: what is on file about workers from one day to another."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

from equipoise.rules.model import Fact, WorkerFacts
from equipoise.rules.schema import FACTS, WITH_VALUE

from ..rows import Row, read_rows
from .known import known_worker

REQUIRED = ("worker", "fact")
OPTIONAL = ("from", "to", "value")


def read_fact_rows(path: Path, workers: Collection[str]) -> dict[str, tuple[Fact, ...]]:
    """The facts of every one of the workers, who may have none.

    Raises
    ------
    InvalidInput
        An unknown worker or fact, a last day before the first, a value where the fact has none or
        none where it has one, or the same fact of a worker twice on a day.
    """
    rows = tuple(read_rows(path, REQUIRED, OPTIONAL))
    names = [known_worker(row, workers) for row in rows]
    facts = [_fact(row) for row in rows]
    _refuse_overlap(rows, names, facts)
    found: dict[str, list[Fact]] = {worker: [] for worker in workers}
    for name, fact in zip(names, facts, strict=True):
        found[name].append(fact)
    return {name: tuple(theirs) for name, theirs in found.items()}


def with_facts(worker: WorkerFacts, facts: dict[str, tuple[Fact, ...]]) -> WorkerFacts:
    """The worker with the facts on file."""
    return replace(worker, facts=facts[worker.worker])


def _fact(row: Row) -> Fact:
    name = row.one_of("fact", FACTS)
    first, last = row.day_or_none("from"), row.day_or_none("to")
    if first and last and last < first:
        raise row.wrong("to", f"the last day {last} is before the first, {first}")
    value = row.number_or_none("value")
    if value is None and name in WITH_VALUE:
        raise row.wrong("value", f"{name} is a number: a value is required")
    if value is not None and name not in WITH_VALUE:
        raise row.wrong("value", f"{name} has no value: leave it blank")
    return Fact(name, first, last, value)


def _refuse_overlap(rows: Sequence[Row], names: Sequence[str], facts: Sequence[Fact]) -> None:
    def key(i: int) -> tuple[str, str, date]:
        return names[i], facts[i].name, facts[i].first or date.min

    for i, j in pairwise(sorted(range(len(rows)), key=key)):
        if key(i)[:2] == key(j)[:2] and key(j)[2] <= (facts[i].last or date.max):
            first, second = sorted((rows[i], rows[j]), key=lambda row: row.number)
            raise second.wrong("from", f"overlaps the same fact of the same worker in row {first.number}")
