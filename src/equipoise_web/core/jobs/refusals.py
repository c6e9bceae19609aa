"""Why a job was refused, kept as data: the page says it in the reader's language, and to whom it may."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, is_dataclass
from typing import Any

from equipoise.errors import EquipoiseError
from equipoise_web.core.canonical import canonical


def as_error(refusal: EquipoiseError) -> str:
    """The text that stays with the run: the code, and the fields of the refusal as JSON."""
    said = asdict(refusal) if is_dataclass(refusal) else _plain(vars(refusal))
    return f"{refusal.code}: {canonical(said)}"


def fields_of(error: str) -> Mapping[str, Any]:
    """The fields of a refusal that was kept; empty for an error of another kind."""
    _code, _colon, text = error.partition(": ")
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in values.items()
        if isinstance(value, str | int | float | tuple | list) and not name.startswith("_")
    }
