"""Counts of one repetition, per queue and interval of arrival."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from equipoise.centre import IMMEDIATE, Queue
from equipoise.staffing.definitions import service_level

from .state import ABANDONED, WAITING, FloatArray, Records


@dataclass(frozen=True)
class Tally:
    """Contacts, shape ``(n_queues, n)`` each.

    ``judged`` are those that count for the service level: all, but for deferred and outbound contacts
    still open at the horizon's end and not yet due. ``within`` were answered (deferred: done) in time,
    ``short`` abandoned within the threshold. ``wait_s`` is the total wait of ``answered`` and
    ``abandoned`` contacts.
    """

    offered: FloatArray
    answered: FloatArray
    abandoned: FloatArray
    judged: FloatArray
    within: FloatArray
    short: FloatArray
    wait_s: FloatArray


def tally(contacts: Records, queues: Sequence[Queue], end: float, n: int) -> Tally:
    """Count; ``end`` is the horizon's end. Immediate channels are answered when begun, others when done."""
    immediate = np.array([queue.channel in IMMEDIATE for queue in queues])[contacts["queue"]]
    threshold = np.array([queue.answered_within_s for queue in queues])[contacts["queue"]]
    begun = ~np.isnan(contacts["started"])
    answered = np.where(immediate, begun, ~np.isnan(contacts["done"]))
    gone = (contacts["status"] == ABANDONED) | (
        (contacts["status"] == WAITING) & (contacts["give_up"] <= end)
    )
    patience = np.where(gone, contacts["give_up"], np.inf) - contacts["at"]
    wait = np.where(begun, contacts["started"] - contacts["at"], patience)
    in_time = np.where(immediate, begun & (wait <= threshold), _by_due(contacts, queues))
    judged = immediate | answered | (contacts["due"] <= end)

    def count(mask: NDArray[np.bool_], weights: FloatArray | None = None) -> FloatArray:
        cell = contacts["queue"][mask] * n + contacts["interval"][mask]
        values = None if weights is None else weights[mask]
        return np.bincount(cell, values, minlength=len(queues) * n).reshape(len(queues), n).astype(float)

    return Tally(
        offered=count(np.ones(wait.size, dtype=np.bool_)),
        answered=count(answered),
        abandoned=count(gone),
        judged=count(judged),
        within=count(in_time),
        short=count(gone & (patience <= threshold)),
        wait_s=count(answered | gone, wait),
    )


def _by_due(contacts: Records, queues: Sequence[Queue]) -> NDArray[np.bool_]:
    """Deferred work is in time when done by its deadline, an outbound call when begun by it."""
    dialled = np.array([queue.channel == "outbound" for queue in queues])[contacts["queue"]]
    moment = np.where(dialled & ~np.isnan(contacts["done"]), contacts["started"], contacts["done"])
    return np.asarray(moment <= contacts["due"])


def share(queue: Queue, part: Tally, q: int, *, per_interval: bool) -> FloatArray:
    """A queue's service level from its counts: one number, or one an interval of arrival."""
    rows = (part.judged[q], part.answered[q], part.within[q], part.short[q])
    judged, answered, within, short = rows if per_interval else (row.sum() for row in rows)
    definition = queue.definition if queue.channel in IMMEDIATE else "answered_over_offered"
    return service_level(judged, answered, within, short, definition=definition)
