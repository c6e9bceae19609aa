"""Queues of a centre: added, changed, set aside and taken back; never removed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max

from equipoise_web.core.access import demand
from equipoise_web.core.audit.record import record
from equipoise_web.core.models import Centre, Person
from equipoise_web.core.roles import Role
from equipoise_web.service.description import QUEUE_FIELDS, refuse_queue, values_of
from equipoise_web.service.errors import NameFixed, NameTaken
from equipoise_web.service.models import Queue


@transaction.atomic
def add_queue(*, actor: Person, centre: Centre, values: Mapping[str, Any]) -> Queue:
    """A new queue after the others.

    Raises
    ------
    InvalidInput
        The library would not take it; names the field.
    NameTaken
        Another queue of the centre has this name.
    """
    centre = _locked(actor, centre)
    refuse_queue(values)
    _refuse_taken(centre, values["name"], None)
    last = centre.queues.aggregate(last=Max("position"))["last"]
    position = 0 if last is None else last + 1
    queue = Queue.objects.create(centre=centre, position=position, **_own(values))
    record(actor, "queue.added", queue, centre=centre, new=_own(values))
    return queue


@transaction.atomic
def change_queue(*, actor: Person, queue: Queue, values: Mapping[str, Any]) -> Queue:
    """Other values for a queue; what has been planned keeps those of its moment.

    Raises
    ------
    InvalidInput, NameTaken
        As for a new queue.
    NameFixed
        It has history, and another name was given.
    """
    centre = _locked(actor, queue.centre)
    queue = Queue.objects.select_for_update().get(pk=queue.pk)
    refuse_queue(values)
    if values["name"] != queue.name and queue.history.exists():
        raise NameFixed(f"{queue} has history: its name stays")
    _refuse_taken(centre, values["name"], queue)
    before = values_of(queue)
    changed = {key: value for key, value in _own(values).items() if before[key] != value}
    if changed:
        for key, value in changed.items():
            setattr(queue, key, value)
        queue.save(update_fields=list(changed))
        old = {key: before[key] for key in changed}
        record(actor, "queue.changed", queue, centre=centre, old=old, new=changed)
    return queue


@transaction.atomic
def set_active(*, actor: Person, queue: Queue, active: bool) -> bool:
    """Plan for a queue again, or no longer; False when it is so already."""
    centre = _locked(actor, queue.centre)
    changed = Queue.objects.filter(pk=queue.pk, active=not active).update(active=active)
    if changed:
        action = "queue.reactivated" if active else "queue.deactivated"
        record(actor, action, queue, centre=centre, old={"active": not active}, new={"active": active})
    return bool(changed)


def _locked(actor: Person, centre: Centre) -> Centre:
    demand(actor, Role.PLANNER, over=centre)
    return Centre.objects.select_for_update().get(pk=centre.pk)


def _refuse_taken(centre: Centre, name: str, queue: Queue | None) -> None:
    others = centre.queues.exclude(pk=queue.pk) if queue else centre.queues.all()
    if others.filter(name=name).exists():
        raise NameTaken(f"{centre} has a queue {name!r} already")


def _own(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: values[key] for key in QUEUE_FIELDS}
