"""``workers.csv`` and its companions -> :class:`equipoise.centre.Workforce`."""

from __future__ import annotations

from os.path import lexists
from pathlib import Path

from equipoise.centre import Centre, Worker, Workforce
from equipoise.timegrid import Stretch

from ..roster import read_stretches
from .periods import read_absences, read_availability, read_preferences
from .workers import read_workers


def read_workforce(folder: Path, centre: Centre) -> Workforce:
    """Everybody in a centre folder; all files but ``workers.csv`` may be absent.

    Raises
    ------
    InvalidInput
        Names file, row and column; workers in the other files must stand in ``workers.csv``.
    """
    workers = read_workers(folder / "workers.csv", centre)
    known = {worker.name: worker for worker in workers}
    return Workforce(
        workers,
        read_availability(folder / "availability.csv", centre, known),
        read_absences(folder / "absences.csv", centre, known),
        read_preferences(folder / "preferences.csv", centre, known),
        _previous(folder / "previous.csv", known),
    )


def _previous(path: Path, known: dict[str, Worker]) -> tuple[Stretch, ...]:
    if not lexists(path):
        return ()
    stretches, rows = read_stretches(path)
    for stretch, row in zip(stretches, rows, strict=True):
        if stretch.worker not in known:
            raise row.wrong("worker", f"unknown worker {stretch.worker!r}: not in workers.csv")
    return stretches
