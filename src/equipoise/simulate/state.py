"""What the event loop knows: contacts, queues, agents.

Each is one array of records: a kernel call then hands over a few pointers, not dozens.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
Records = NDArray[np.void]

VOICE, CHAT, DEFERRED, OUTBOUND = 0, 1, 2, 3
OFF, ANY = -2, -1  # assignments other than the number of a queue
TO_COME, WAITING, IN_HAND, DONE, ABANDONED = 0, 1, 2, 3, 4

CONTACT = np.dtype(
    [
        ("at", "f8"),
        ("queue", "i8"),
        ("interval", "i8"),  # of arrival
        ("place", "i8"),  # position within its queue
        ("give_up", "f8"),  # instant, infinite for never
        ("due", "f8"),  # instant, infinite for never
        ("left", "f8"),  # handle time still to go
        ("ends", "f8"),
        ("started", "f8"),  # NaN until begun
        ("done", "f8"),  # NaN until done
        ("agent", "i8"),
        ("status", "i8"),
    ]
)
QUEUE = np.dtype(
    [
        ("kind", "i8"),
        ("weight", "f8"),  # share of an agent that a contact takes
        ("reserve", "i8"),
        ("first", "i8"),  # where its contacts begin in the order
        ("head", "i8"),  # position of the first that may still wait
        ("tail", "i8"),  # arrived
        ("finished", "i8"),
    ]
)
AGENT = np.dtype(
    [
        ("assignment", "i8"),
        ("used", "f8"),  # share of the agent in use
        ("held", "i8"),  # contacts in hand
        ("filling", "i8"),  # deferred contact that can be set aside, or -1
        ("idle_since", "f8"),
        ("freed", "f8"),  # when a contact last ended
        ("changed", "f8"),  # up to when time is booked
        ("available", "f8"),
        ("handling", "f8"),
        ("begun", "i8"),
        ("no_pause", "i8"),
    ]
)
ENDING = np.dtype([("time", "f8"), ("contact", "i8")])


class World(NamedTuple):
    """State of a repetition.

    ``order`` lists contacts queue by queue; ``level[w, q]`` is 0 for no skill; ``heap`` holds contacts in
    hand by their end, the first ``size[0]`` records of it.
    """

    contacts: Records
    order: IntArray
    queues: Records
    agents: Records
    level: IntArray
    heap: Records
    size: IntArray


class Presence(NamedTuple):
    """When each worker's assignment changes: a queue's number, :data:`ANY` or :data:`OFF`."""

    at: FloatArray
    worker: IntArray
    assignment: IntArray


def new_contacts(at: FloatArray, queue: IntArray, interval: IntArray, handle_s: FloatArray) -> Records:
    """Contacts in order of arrival that never give up and are never due."""
    contacts = np.zeros(at.size, CONTACT)
    contacts["at"], contacts["queue"], contacts["interval"], contacts["left"] = at, queue, interval, handle_s
    for name, value in (("give_up", np.inf), ("due", np.inf), ("started", np.nan), ("done", np.nan)):
        contacts[name] = value
    contacts["agent"] = -1
    return contacts


def new_world(contacts: Records, queues: Records, level: IntArray, start: float) -> World:
    """The world before anything happened; ``queues`` gives kind, weight and reserve."""
    queues, agents = queues.copy(), np.zeros(level.shape[0], AGENT)
    order = np.argsort(contacts["queue"], kind="stable")
    queues["first"] = np.searchsorted(contacts["queue"][order], np.arange(queues.size))
    contacts["place"][order] = np.arange(contacts.size) - queues["first"][contacts["queue"][order]]
    agents["assignment"], agents["filling"], agents["freed"] = OFF, -1, -np.inf
    agents["idle_since"] = agents["changed"] = start
    slots = round(1.0 / queues["weight"].min(initial=1.0))
    heap = np.zeros(agents.size * slots + 1, ENDING)
    return World(contacts, order, queues, agents, level, heap, np.zeros(1, np.int64))
