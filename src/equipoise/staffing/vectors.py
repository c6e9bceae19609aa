"""Check the formulas against a file of reference values."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from equipoise.errors import InvalidInput

from .families import FAMILIES

REQUIRED = ("id", "family", "inputs", "output", "value", "tol_rel")
Family = Callable[[Mapping[str, Any], str], float]


@dataclass(frozen=True)
class VectorCheck:
    """How many rows agreed; ``failures`` are ids off by more than their tolerance."""

    rows: int
    passed: int
    skipped: int
    failures: tuple[str, ...]

    @property
    def failed(self) -> int:
        return len(self.failures)


def check_vectors(path: Path) -> VectorCheck:
    """Compute every row of a CSV file with ``id,family,inputs,output,value,tol_rel``.

    ``inputs`` is a JSON object, ``tol_rel`` a relative tolerance, 0 meaning exact. Families and outputs
    that are not implemented are skipped and counted. Raises :class:`InvalidInput` with the row for a
    file that cannot be read.
    """
    rows = passed = skipped = 0
    failures: list[str] = []
    for number, row in _rows(path):
        rows += 1
        family = FAMILIES.get(row["family"])
        found = _computed(path, number, row, family) if family else None
        if found is None:
            skipped += 1
        elif _agrees(path, number, row, found):
            passed += 1
        else:
            failures.append(row["id"])
    return VectorCheck(rows, passed, skipped, tuple(failures))


def _rows(path: Path) -> list[tuple[int, dict[str, str]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines)
            missing = [name for name in REQUIRED if name not in (reader.fieldnames or ())]
            if missing:
                raise InvalidInput(f"column {missing[0]} is missing", file=str(path), row=1)
            return [(number, row) for number, row in enumerate(reader, start=2)]
    except OSError as error:
        raise InvalidInput(error.strerror or "cannot be read", file=str(path)) from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise InvalidInput(f"not a UTF-8 CSV file: {error}", file=str(path)) from error


def _computed(path: Path, number: int, row: dict[str, str], family: Family) -> float | None:
    try:
        inputs = json.loads(row["inputs"])
        return float(family(inputs, row["output"]))
    except NotImplementedError:
        return None
    except KeyError as error:
        raise InvalidInput(f"{error} is missing", file=str(path), row=number, field="inputs") from error
    except (ValueError, TypeError, ArithmeticError) as error:
        raise InvalidInput(str(error), file=str(path), row=number, field="inputs") from error


def _agrees(path: Path, number: int, row: dict[str, str], found: float) -> bool:
    try:
        expected, tolerance = float(row["value"]), float(row["tol_rel"])
    except (ValueError, TypeError) as error:
        raise InvalidInput(str(error), file=str(path), row=number, field="value") from error
    return abs(found - expected) <= tolerance * abs(expected)
