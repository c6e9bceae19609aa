"""One hash over all that a plan is made from, to see whether it changed meanwhile."""

from __future__ import annotations

import dataclasses
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Max, Sum

from equipoise_web.compliance.queries.in_force import rules_for
from equipoise_web.core.canonical import canonical, sha256_hex
from equipoise_web.core.models import Centre
from equipoise_web.scheduling.adapters.people import planning_workforce
from equipoise_web.scheduling.description import planning_document
from equipoise_web.service.models import HistoryInterval


def inputs_sha256(centre: Centre, first: date, last: date, at: datetime) -> str:
    """SHA-256 over the centre's document and rules, its people and their time, and its history."""
    workforce = planning_workforce(centre, first, last)
    parts = {
        "centre": planning_document(centre, at, first),
        "rules": _rules(centre, first),
        "workforce": dataclasses.asdict(workforce),
        "history": _history(centre),
        "period": [first.isoformat(), last.isoformat()],
    }
    return sha256_hex(canonical(_plain(parts)).encode())


def _rules(centre: Centre, first: date) -> list[Any]:
    """What is in force for a roster from a day, and what somebody confirmed of it."""
    rules = rules_for(centre, first)
    return [[source.content for source in rules.sources], sorted(rules.confirmed.rules)]


def _history(centre: Centre) -> dict[str, Any]:
    """Counts that change with any import: a changed row belongs to a later import than before."""
    rows = HistoryInterval.objects.filter(queue__centre=centre)
    return rows.aggregate(n=Count("pk"), last=Max("starts_at"), source=Max("source"), offered=Sum("offered"))


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return value.isoformat() if isinstance(value, date | datetime) else value
