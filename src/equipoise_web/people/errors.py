"""Refusals of the people app."""

from __future__ import annotations

from equipoise.errors import EquipoiseError


class ImportEnded(EquipoiseError):
    """The import was applied or dropped already."""

    code = "people.import_ended"


class ImportRefused(EquipoiseError):
    """Rows of the import cannot be used: nothing of it is applied."""

    code = "people.import_refused"


class ImportOutdated(EquipoiseError):
    """Rows changed since the import was compared: it was compared anew, to be looked at once more."""

    code = "people.import_outdated"


class Overlapping(EquipoiseError):
    """Another row of the worker holds in these days."""

    code = "people.overlapping"


class NumberTaken(EquipoiseError):
    """Another worker of the centre has this number."""

    code = "people.number_taken"
