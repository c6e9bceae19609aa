"""What a stretch of a draft can be: activities, and the queues that a worker has learnt."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from equipoise_web.core import marks
from equipoise_web.core.models import Centre
from equipoise_web.core.queries.gates import version_in_force
from equipoise_web.people.models import Worker
from equipoise_web.scheduling.models import ShiftSystem
from equipoise_web.scheduling.queries.shifts import Row
from equipoise_web.service.models import Queue

USUAL = ("work", "break", "meal", "meeting", "training", "coaching", "representation", "standby", "on_call")


def activities_of(centre: Centre, rows: Iterable[Row]) -> list[tuple[str, Any]]:
    """The usual activities, those of the centre's shift system, and those that are there."""
    system = ShiftSystem.objects.filter(centre=centre).select_related("matter").first()
    version = version_in_force(system.matter, timezone.now()) if system else None
    own = [activity["name"] for activity in (version.data.get("activity", []) if version else [])]
    names = dict.fromkeys([*USUAL, *own, "leave", "off", *(row.activity for row in rows)])
    return [(name, activity_word(name)) for name in names]


def activity_word(name: str) -> Any:
    """The word of an activity; a name of the centre's own as it is."""
    words = {"standby": _("Standby"), "compensation": _("Compensation")}
    known = marks.ACTIVITIES.get(name)
    return words.get(name) or (known.word if known else name)


def workers_queues(worker: Worker, rows: Iterable[Row]) -> dict[int, Queue]:
    """The queues that a worker has learnt, best first, and those of the rows."""
    learnt = [skill.queue_id for skill in worker.skills.order_by("-level", "queue__position")]
    wanted = dict.fromkeys([*learnt, *(row.queue for row in rows if row.queue is not None)])
    found = Queue.objects.in_bulk(list(wanted))
    return {pk: found[pk] for pk in wanted}
