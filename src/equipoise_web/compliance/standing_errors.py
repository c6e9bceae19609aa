"""Refusals about breaches that are to stand; the pages say them in the reader's language by their code."""

from __future__ import annotations

from equipoise.errors import EquipoiseError


class NothingToStand(EquipoiseError):
    """A dispensation is of a finding that must be fixed; this one is not."""

    code = "dispensation.not_blocking"


class AlreadyStands(EquipoiseError):
    """The finding has a dispensation, which never changes."""

    code = "dispensation.given"


class NothingOwed(EquipoiseError):
    """The dispensation owes no compensation, so there is nothing to settle."""

    code = "dispensation.nothing_owed"


class AlreadySettled(EquipoiseError):
    """The compensation was settled before."""

    code = "dispensation.settled"
