"""Rule packs as data, one folder a jurisdiction, and the function that reads them."""

from equipoise.rules.loading import PACKS, home_zones, known_packs, load_packs
from equipoise.rules.specs import own_files, refuse_unconfirmable

__all__ = ["PACKS", "home_zones", "known_packs", "load_packs", "own_files", "refuse_unconfirmable"]
