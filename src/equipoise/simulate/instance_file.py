"""An instance's file, and the document of what was simulated."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

from equipoise.errors import InvalidInput

from .days import Days, Mean
from .instance import Instance, instance_from

LARGEST = 64 << 20


def read_instance(path: Path) -> Instance:
    """A JSON file as in ``docs/reference/schemas/simulation_input.schema.json``.

    Raises :class:`InvalidInput` with the file, and the line or field, for one that cannot be used.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise InvalidInput(f"more than {LARGEST:,} bytes: the limit", file=str(path))
        document = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise InvalidInput(f"cannot be read: {error.strerror}", file=str(path)) from error
    except json.JSONDecodeError as error:
        raise InvalidInput(f"not JSON: {error.msg}", file=str(path), row=error.lineno) from error
    except UnicodeDecodeError as error:
        raise InvalidInput("not UTF-8", file=str(path)) from error
    if not isinstance(document, dict):
        raise InvalidInput("the file holds no object", file=str(path))
    try:
        return instance_from(document)
    except InvalidInput as error:
        raise InvalidInput(error.reason, str(path), field=error.field) from error


def days_document(path: Path, found: Days) -> dict[str, Any]:
    """The output of ``equipoise simulate --instance``."""
    skills = range(found.counts.shape[1])
    groups = found.instance.group_of_agent
    return {
        "instance": str(path),
        "days": len(found.counts),
        "seed": found.seed,
        "answered_within_s": found.instance.answered_within_s,
        "aggregate": _measures(found, None),
        "per_skill": [_measures(found, skill) for skill in skills],
        "occupancy": found.occupancy(),
        "agents": [
            {"group": int(group), **{name: _number(value) for name, value in row.items()}}
            for group, row in zip(groups, found.agents(), strict=True)
        ],
    }


def _measures(found: Days, skill: int | None) -> dict[str, dict[str, float | None]]:
    return {name: _mean(value) for name, value in found.measures(skill).items()}


def _mean(value: Mean) -> dict[str, float | None]:
    return {"mean": _number(value.mean), "half_width": _number(value.half_width)}


def _number(value: float) -> float | None:
    return value if math.isfinite(value) else None
