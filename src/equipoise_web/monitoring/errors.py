"""Refusals of the monitoring app."""

from __future__ import annotations

from equipoise.errors import EquipoiseError


class NotNoticed(EquipoiseError):
    """A system may not record this worker: no notice of the description in force came before."""

    code = "monitoring.not_noticed"

    def __init__(self, system: object, worker: object) -> None:
        super().__init__(f"{worker} had no notice of what {system} records under the description in force")
