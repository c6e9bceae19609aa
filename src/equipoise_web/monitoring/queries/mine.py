"""What is recorded about a person, and what that person was told."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from equipoise_web.core.access import Standing
from equipoise_web.monitoring.models import Notice, Observation, Receipt
from equipoise_web.monitoring.queries.said import Said, said

MOST = 200


@dataclass(frozen=True)
class OwnNotice:
    """A notice with the description that it delivered; ``received_at`` is None while it is not confirmed."""

    notice: Notice
    description: Said
    received_at: datetime | None


@dataclass(frozen=True)
class Observed:
    """One record: what kind, which value, and when it is deleted."""

    observed_at: datetime
    kind: str
    value: str
    deleted_at: datetime


def own_notices(standing: Standing) -> list[OwnNotice]:
    """The notices that the person had, the latest first."""
    found = Notice.objects.visible_to(standing).filter(worker=standing.person_id)
    rows = found.select_related("system", "version").order_by("-delivered_at", "-pk")
    received = dict(
        Receipt.objects.visible_to(standing)
        .filter(notice__worker=standing.person_id)
        .values_list("notice", "received_at")
    )
    return [OwnNotice(row, said(row.version), received.get(row.pk)) for row in rows]


def own_observations(standing: Standing) -> dict[int, list[Observed]]:
    """The latest records about the person, at most ``MOST``, by system."""
    found = Observation.objects.visible_to(standing).filter(worker=standing.person_id)
    rows = found.select_related("notice__version").order_by("-observed_at", "-pk")[:MOST]
    systems: dict[int, list[Observed]] = defaultdict(list)
    for row in rows:
        kept = timedelta(days=row.notice.version.data["retention_days"])
        value = _plain(row.value)
        systems[row.system_id].append(Observed(row.observed_at, row.kind, value, row.observed_at + kept))
    return dict(systems)


def _plain(value: str) -> str:
    """A stored JSON value without its quotation marks and braces where it is simple."""
    read = json.loads(value)
    if isinstance(read, dict):
        return ", ".join(f"{key}: {each}" for key, each in read.items())
    return ", ".join(map(str, read)) if isinstance(read, list) else str(read)
