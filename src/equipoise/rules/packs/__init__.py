"""Rule packs as data, one folder a jurisdiction, and the function that reads them."""

from equipoise.rules.loading import PACKS, home_zones, known_packs, load_packs

__all__ = ["PACKS", "home_zones", "known_packs", "load_packs"]
