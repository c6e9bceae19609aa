"""The event loop: one repetition of the whole horizon."""

from __future__ import annotations

import numpy as np
from numba import njit

from .heap import pop, push, remove
from .routing import front, next_contact
from .selection import agent_for
from .state import CHAT, DEFERRED, DONE, IN_HAND, OFF, WAITING, FloatArray, Presence, World


@njit(cache=True)
def play(world: World, presence: Presence, ends: FloatArray) -> FloatArray:
    """Let everything happen to ``world``; contacts open per queue at each of ``ends``, the intervals' ends.

    Of events at one instant, contacts end first, then assignments change, then contacts arrive. What is
    in hand at the last end stays there.
    """
    backlog = np.zeros((world.queues.size, ends.size))
    arrival = change = interval = 0
    while interval < ends.size:
        next_end = world.heap[0].time if world.size[0] > 0 else np.inf
        next_change = presence.at[change] if change < presence.at.size else np.inf
        next_arrival = world.contacts[arrival].at if arrival < world.contacts.size else np.inf
        now = min(next_end, next_change, next_arrival, ends[interval])
        if next_end == now:
            _finish(world, now)
        elif next_change == now:
            _assign(world, presence.worker[change], presence.assignment[change], now)
            change += 1
        elif next_arrival == now:
            _arrive(world, arrival, now)
            arrival += 1
        else:
            for queue in range(world.queues.size):
                backlog[queue, interval] = _open(world, queue, now)
            interval += 1
    for worker in range(world.agents.size):
        _book(world, worker, ends[-1])
    return backlog


@njit(cache=True)
def _book(world: World, worker: int, now: float) -> None:
    """Book the time since the worker's last change."""
    agent = world.agents[worker]
    since = now - agent.changed
    if agent.held > 0:
        agent.handling += since
    if agent.held > 0 or agent.assignment != OFF:
        agent.available += since
    agent.changed = now


@njit(cache=True)
def _arrive(world: World, contact: int, now: float) -> None:
    queue = world.contacts[contact].queue
    world.queues[queue].tail += 1
    world.contacts[contact].status = WAITING
    worker = agent_for(world, queue)
    if worker >= 0:
        if world.agents[worker].filling >= 0:
            _set_aside(world, worker, now)
        _begin(world, contact, worker, now)


@njit(cache=True)
def _begin(world: World, contact: int, worker: int, now: float) -> None:
    _book(world, worker, now)
    one, agent = world.contacts[contact], world.agents[worker]
    queue = world.queues[one.queue]
    if np.isnan(one.started):
        one.started = now
        agent.begun += 1
        if agent.held > 0 or agent.freed == now:
            agent.no_pause += 1
    one.status, one.agent, one.ends = IN_HAND, worker, now + one.left
    agent.used += queue.weight
    agent.held += 1
    if queue.kind == DEFERRED and agent.assignment != one.queue:
        agent.filling = contact
    push(world, one.ends, contact)


@njit(cache=True)
def _set_aside(world: World, worker: int, now: float) -> None:
    """Put deferred work back at its place in the queue, with the time it still needs."""
    _book(world, worker, now)
    agent = world.agents[worker]
    remove(world, agent.filling)
    one = world.contacts[agent.filling]
    one.status, one.left = WAITING, one.ends - now
    queue = world.queues[one.queue]
    queue.head = min(queue.head, one.place)
    agent.filling, agent.held, agent.used, agent.freed = -1, 0, 0.0, now


@njit(cache=True)
def _finish(world: World, now: float) -> None:
    contact = pop(world)
    one = world.contacts[contact]
    worker = one.agent
    _book(world, worker, now)
    agent, queue = world.agents[worker], world.queues[one.queue]
    one.status, one.done = DONE, now
    queue.finished += 1
    agent.held -= 1
    agent.used -= queue.weight
    agent.filling, agent.freed = -1, now
    if agent.held == 0:
        agent.used, agent.idle_since = 0.0, now
    _seek(world, worker, now)


@njit(cache=True)
def _assign(world: World, worker: int, assignment: int, now: float) -> None:
    """Work begins at once; a break or another activity begins after the contact in hand."""
    _book(world, worker, now)
    agent = world.agents[worker]
    if agent.assignment == OFF and agent.held == 0:
        agent.idle_since = now
    agent.assignment = assignment
    _seek(world, worker, now)


@njit(cache=True)
def _seek(world: World, worker: int, now: float) -> None:
    while world.agents[worker].assignment != OFF:
        contact = next_contact(world, worker, now)
        if contact < 0:
            return
        _begin(world, contact, worker, now)


@njit(cache=True)
def _open(world: World, queue: int, now: float) -> int:
    """Voice and chat: contacts waiting. Other channels: contacts not done, those in hand included."""
    at = world.queues[queue]
    if at.kind > CHAT:
        return at.tail - at.finished
    front(world, queue, now)
    waiting = 0
    for place in range(at.head, at.tail):
        one = world.contacts[world.order[at.first + place]]
        if one.status == WAITING and one.give_up > now:
            waiting += 1
    return waiting
