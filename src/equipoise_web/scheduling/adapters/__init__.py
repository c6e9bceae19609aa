"""Rows into the planning library's values; the only place where that translation is made."""

from equipoise_web.scheduling.adapters.centre import planning_centre, rule_packs
from equipoise_web.scheduling.adapters.history import planning_history
from equipoise_web.scheduling.adapters.inputs import inputs_sha256
from equipoise_web.scheduling.adapters.people import planning_workforce
from equipoise_web.scheduling.adapters.stretches import as_stretches, instant, seconds

__all__ = [
    "as_stretches",
    "inputs_sha256",
    "instant",
    "planning_centre",
    "planning_history",
    "planning_workforce",
    "rule_packs",
    "seconds",
]
