"""Positions: given to events after their commit, one after another, under one lock.

A reader that asks for positions above the last one it saw therefore misses nothing: whatever becomes visible
later has a higher position.
"""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from equipoise_web.core.models import Event, EventClock

KEEP = timedelta(days=1)
AT_ONCE = 1000


def sequence() -> int:
    """Number the committed events that have no position, and return how many that were."""
    if not _waiting().exists():
        return 0
    with transaction.atomic():
        clock = EventClock.objects.select_for_update().get()
        # Asked again under the lock: another process may have numbered them meanwhile.
        events = list(_waiting().order_by("pk")[:AT_ONCE])
        for event in events:
            clock.last += 1
            event.position = clock.last
        Event.objects.bulk_update(events, ["position"], batch_size=200)
        clock.save(update_fields=["last"])
    return len(events)


def _waiting() -> QuerySet[Event]:
    return Event.objects.filter(position__isnull=True)


def position() -> int:
    """The last position given."""
    return EventClock.objects.get().last


def after(last: int) -> QuerySet[Event]:
    """The events above a position, in order."""
    return Event.objects.filter(position__gt=last).order_by("position")


def is_complete_after(last: int) -> bool:
    """Whether everything above the position is still there."""
    clock = EventClock.objects.get()
    return clock.pruned <= last <= clock.last


def prune() -> int:
    """Remove the events that are older than a day, and return how many that were."""
    while sequence():
        pass
    with transaction.atomic():
        clock = EventClock.objects.select_for_update().get()
        old = Event.objects.filter(created_at__lt=timezone.now() - KEEP)
        clock.pruned = max(clock.pruned, old.aggregate(last=Max("position"))["last"] or 0)
        clock.save(update_fields=["pruned"])
        # Up to a position rather than to an age: what is left has no gap.
        return Event.objects.filter(position__lte=clock.pruned).delete()[0]
