"""Values that JSON knows, and writing them."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Document = dict[str, Any]


def write_document(path: Path, document: Document) -> None:
    """Indented JSON in UTF-8 with a final newline, keys in their given order."""
    text = json.dumps(document, ensure_ascii=False, allow_nan=False, indent=2)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


def number_or_null(value: float | None) -> float | None:
    """JSON knows neither NaN nor infinity."""
    return float(value) if value is not None and math.isfinite(value) else None


def numbers(values: Mapping[str, float]) -> dict[str, float | None]:
    """:func:`number_or_null` of each value; whole numbers stay whole."""
    return {key: value if isinstance(value, int) else number_or_null(value) for key, value in values.items()}


def distribution(values: NDArray[np.float64]) -> dict[str, float | None]:
    """Mean, 5 % and 95 % quantile over runs; runs without a contact (NaN) say nothing."""
    known = values[~np.isnan(values)]
    if not len(known):
        return {"mean": None, "low": None, "high": None}
    low, high = np.quantile(known, (0.05, 0.95))
    return {"mean": float(known.mean()), "low": float(low), "high": float(high)}
