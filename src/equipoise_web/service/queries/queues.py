"""The queues of a centre with what customers may expect of them."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from equipoise_web.core.access import Standing
from equipoise_web.core.models import Centre
from equipoise_web.service.description import values_of
from equipoise_web.service.models import HistoryInterval, Queue
from equipoise_web.service.promises import promise


@dataclass(frozen=True)
class Promised:
    """A queue with its service level in words."""

    queue: Queue
    promise: str


def promised_queues(standing: Standing, centre: Centre) -> list[Promised]:
    """All queues of the centre, those in use first."""
    rows = Queue.objects.visible_to(standing).filter(centre=centre).order_by("-active", "position", "pk")
    return [Promised(queue, promise(values_of(queue))) for queue in rows]


def visible_queue(standing: Standing, queue: uuid.UUID) -> Queue | None:
    """A queue with ``has_history``, if the reader sees it."""
    history = HistoryInterval.objects.filter(queue=OuterRef("pk"))
    rows = Queue.objects.visible_to(standing).select_related("centre__organisation")
    return rows.annotate(has_history=Exists(history)).filter(uuid=queue).first()
