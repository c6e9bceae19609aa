"""Refusals of the setup app; its pages say them in the reader's language."""

from __future__ import annotations

from equipoise.errors import EquipoiseError


class PlaceNameTaken(EquipoiseError):
    """Another organisation or centre has this name; ``field`` is one of the two words."""

    code = "place.name_taken"

    def __init__(self, field: str) -> None:
        super().__init__(f"another {field} has this name")
        self.field = field


class ZoneFixed(EquipoiseError):
    """A centre keeps its time zone: history and rosters are stored by it."""

    code = "centre.zone_fixed"
