"""By which packs ``equipoise check`` judges, and in which time zone; a centre may say both."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from equipoise.centre import Centre
    from equipoise.rules.model import Pack
    from equipoise.timegrid import LocalClock, Zone


@dataclass(frozen=True)
class Law:
    """Packs by name, with the rules confirmed; paths among the names are relative to ``base``."""

    specs: tuple[str, ...]
    confirmed: tuple[str, ...]
    base: Path
    timezone: str | None
    centre: Centre | None

    def packs(self, on: date) -> tuple[Pack, ...]:
        """The packs as they stand on a day."""
        from equipoise.rules.packs import load_packs, refuse_unconfirmable

        refuse_unconfirmable(self.specs, self.confirmed, self.base)
        return load_packs(self.specs, on, confirmed=self.confirmed, base=self.base)

    @property
    def homes(self) -> tuple[str, ...]:
        """Home time zones of the packs."""
        from equipoise.rules.packs import home_zones

        return home_zones(self.specs, base=self.base)

    def zone_of(self, clock: LocalClock) -> Zone | None:
        """The zone of times without offset: the roster's clock if it is one, else the packs' only home."""
        from equipoise.timegrid import Zone, zone

        if isinstance(clock, Zone):
            return clock
        return zone(self.homes[0]) if len(self.homes) == 1 else None


def read_law(pack: list[str], confirmed: list[str], timezone: str | None, centre: Path | None) -> Law:
    """What was asked for; packs (with what is confirmed of them) and zone that were not are the centre's."""
    from equipoise.errors import InvalidInput
    from equipoise.io.centre import read_centre

    if centre is None:
        if not pack:
            raise InvalidInput("name a rule pack, or a centre that has its packs", field="--pack")
        return Law(tuple(pack), tuple(confirmed), Path(), timezone, None)
    known = read_centre(centre)
    zone = timezone or known.timezone
    if pack:
        return Law(tuple(pack), tuple(confirmed), Path(), zone, known)
    folder = centre.parent if centre.suffix == ".toml" else centre
    return Law(known.packs, (*known.confirmed, *confirmed), folder, zone, known)
