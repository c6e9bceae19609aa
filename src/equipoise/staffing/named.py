"""Names that reference values use for what is computed here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Inputs = Mapping[str, Any]
DEFINITION = {
    "sl_answered_over_offered": "answered_over_offered",
    "sl_excl_short_abandons": "answered_over_offered_minus_short_abandons",
    "sl_abandons_within_t_counted_good": "answered_plus_short_abandons_over_offered",
    "sl_answered_over_answered": "answered_over_answered",
}


def pick(values: Mapping[str, Any], output: str) -> float:
    """The value of that name; ``NotImplementedError`` where it is not computed."""
    if output not in values:
        raise NotImplementedError(output)
    return float(values[output])
