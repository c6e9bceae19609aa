"""Refusals of the service app; the pages say them in the reader's language by their code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise.errors import EquipoiseError

if TYPE_CHECKING:
    from equipoise_web.service.history_rows import Difference


class ImportOutdated(EquipoiseError):
    """A compared file is not applied: the history changed since; ``difference`` is what it would do now."""

    code = "history.outdated"

    def __init__(self, staged: object, difference: Difference) -> None:
        super().__init__(f"{staged}: the history changed since this file was compared")
        self.difference = difference


class NameFixed(EquipoiseError):
    """A queue keeps its name: files of history and rosters call it so."""

    code = "queue.name_fixed"


class IntervalFixed(EquipoiseError):
    """A centre keeps its interval: its history is stored in it."""

    code = "centre.interval_fixed"


class NameTaken(EquipoiseError):
    """Another queue of the centre has this name."""

    code = "queue.name_taken"
