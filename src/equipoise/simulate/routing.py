"""Which contact an agent takes next.

An agent assigned to a queue serves that queue first; then voice and chat of the other skills, highest
level first and among equals the longest wait. An agent assigned to all skills takes the longest wait.
Outbound contacts are begun by those assigned to them (or to all skills) while more than the reserve of
these are free. Last comes deferred work, the one due first.
"""

from __future__ import annotations

from typing import Any

from numba import njit

from .state import ABANDONED, ANY, CHAT, DEFERRED, OUTBOUND, WAITING, World

FULL = 1.0 + 1e-9  # an agent's capacity, with room for rounding


@njit(cache=True)
def front(world: World, queue: int, now: float) -> int:
    """The contact that has waited longest, or -1; those who gave up meanwhile are marked."""
    at = world.queues[queue]
    while at.head < at.tail:
        contact = world.order[at.first + at.head]
        one = world.contacts[contact]
        if one.status == WAITING:
            if one.give_up > now:
                return contact
            one.status = ABANDONED
        at.head += 1
    return -1


@njit(cache=True, inline="always")
def dials(agent: Any, queue: int, level: int) -> bool:
    """Whether an agent makes the contacts of an outbound queue."""
    return agent.assignment == queue or (agent.assignment == ANY and level > 0)


@njit(cache=True)
def may_dial(world: World, queue: int) -> bool:
    """Whether more than the reserve of the agents on an outbound queue are free."""
    free = 0
    for worker in range(world.agents.size):
        agent = world.agents[worker]
        if dials(agent, queue, world.level[worker, queue]) and (agent.held == 0 or agent.filling >= 0):
            free += 1
    return free > world.queues[queue].reserve


@njit(cache=True)
def next_contact(world: World, worker: int, now: float) -> int:
    """The contact to take now, or -1."""
    agent = world.agents[worker]
    own = agent.assignment
    if own >= 0 and agent.used + world.queues[own].weight <= FULL:
        contact = front(world, own, now)
        if contact >= 0 and (world.queues[own].kind != OUTBOUND or may_dial(world, own)):
            return contact
    if agent.used >= 1.0:
        return -1
    contact = _immediate(world, worker, now)
    if contact >= 0 or agent.held > 0:
        return contact
    contact = _outbound(world, worker, now) if own == ANY else -1
    return contact if contact >= 0 else _deferred(world, worker, now)


@njit(cache=True)
def _immediate(world: World, worker: int, now: float) -> int:
    agent = world.agents[worker]
    by_level = agent.assignment != ANY
    best, best_level = -1, 0
    for queue in range(world.queues.size):
        level = world.level[worker, queue]
        if level == 0 or world.queues[queue].kind > CHAT or agent.used + world.queues[queue].weight > FULL:
            continue
        contact = front(world, queue, now)
        if contact < 0:
            continue
        higher, same = by_level and level > best_level, level == best_level or not by_level
        if best < 0 or higher or (same and world.contacts[contact].at < world.contacts[best].at):
            best, best_level = contact, level
    return best


@njit(cache=True)
def _outbound(world: World, worker: int, now: float) -> int:
    for queue in range(world.queues.size):
        if world.queues[queue].kind == OUTBOUND and world.level[worker, queue] > 0:
            contact = front(world, queue, now)
            if contact >= 0 and may_dial(world, queue):
                return contact
    return -1


@njit(cache=True)
def _deferred(world: World, worker: int, now: float) -> int:
    best = -1
    for queue in range(world.queues.size):
        if world.queues[queue].kind == DEFERRED and world.level[worker, queue] > 0:
            contact = front(world, queue, now)
            if contact >= 0 and (best < 0 or world.contacts[contact].due < world.contacts[best].due):
                best = contact
    return best
