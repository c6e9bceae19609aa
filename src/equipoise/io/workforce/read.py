"""``workers.csv`` and its companions -> :class:`equipoise.centre.Workforce`."""

from __future__ import annotations

from dataclasses import replace
from os.path import lexists
from pathlib import Path

from equipoise.centre import Centre, Worker, Workforce
from equipoise.timegrid import Stretch, zone

from ..roster import read_stretches
from .facts import read_fact_rows, with_facts
from .leave import read_leave
from .periods import read_absences, read_availability, read_preferences
from .workers import read_workers


def read_workforce(folder: Path, centre: Centre) -> Workforce:
    """Everybody in a centre folder; all files but ``workers.csv`` may be absent.

    Raises
    ------
    InvalidInput
        Names file, row and column; workers in the other files must stand in ``workers.csv``.
    """
    workers = _workers(folder, centre)
    known = {worker.name: worker for worker in workers}
    absences, leave = folder / "absences.csv", folder / "leave.csv"
    hours = {worker.name: worker.contract_h for worker in workers}
    return Workforce(
        workers,
        read_availability(folder / "availability.csv", centre, known),
        read_absences(absences, hours, zone(centre.timezone)) if lexists(absences) else (),
        read_preferences(folder / "preferences.csv", centre, known),
        _previous(folder / "previous.csv", known),
        read_leave(leave, known) if lexists(leave) else None,
    )


def _workers(folder: Path, centre: Centre) -> tuple[Worker, ...]:
    workers, path = read_workers(folder / "workers.csv", centre), folder / "facts.csv"
    if not lexists(path):
        return workers
    facts = read_fact_rows(path, [worker.name for worker in workers])
    return tuple(replace(worker, facts=with_facts(worker.facts, facts)) for worker in workers)


def _previous(path: Path, known: dict[str, Worker]) -> tuple[Stretch, ...]:
    if not lexists(path):
        return ()
    stretches, rows = read_stretches(path)
    for stretch, row in zip(stretches, rows, strict=True):
        if stretch.worker not in known:
            raise row.wrong("worker", f"unknown worker {stretch.worker!r}: not in workers.csv")
    return stretches
