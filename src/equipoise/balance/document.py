"""The balance as the JSON document ``balance.json``."""

from __future__ import annotations

import math
from dataclasses import asdict
from typing import Any

from equipoise.plan import Plan

from .indices import Balance, QueueService, balance_indices


def balance_document(plan: Plan) -> dict[str, Any]:
    """The object that ``balance.schema.json`` describes; unknown values are ``None``."""
    balance = balance_indices(plan)
    document = {
        "centre": plan.centre.name,
        "start": plan.start.isoformat(),
        "weeks": plan.weeks,
        "seed": plan.seed,
        "inputs_sha256": plan.inputs_sha256,
        **_groups(balance),
    }
    cleaned: dict[str, Any] = without_nan(document)
    return cleaned


def _groups(balance: Balance) -> dict[str, Any]:
    return {
        "customers": {"queues": {queue.queue: _queue(queue) for queue in balance.customers.queues}},
        "people": asdict(balance.people),
        "money": {**asdict(balance.money), "premiums": None},
    }


def _queue(queue: QueueService) -> dict[str, Any]:
    return {key: value for key, value in asdict(queue).items() if key != "queue"}


def without_nan(value: Any) -> Any:
    """Plain JSON values: floats to nine decimals, NaN as ``None``."""
    if isinstance(value, dict):
        return {key: without_nan(part) for key, part in value.items()}
    if isinstance(value, float):
        return round(float(value), 9) if math.isfinite(value) else None
    return value
