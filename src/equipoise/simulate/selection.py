"""Which agent takes a contact that arrives."""

from __future__ import annotations

from typing import Any

from numba import njit

from .routing import FULL, dials, may_dial
from .state import DEFERRED, OFF, OUTBOUND, World

ROUNDING = 1e-9


@njit(cache=True)
def agent_for(world: World, queue: int) -> int:
    """The agent who takes the contact, or -1 when it must wait.

    In turn: nothing to set aside, assigned to the queue, fewest contacts in hand, highest level,
    longest idle. Deferred work outside an agent's assignment is set aside for voice, chat and dialling.
    """
    kind, weight = world.queues[queue].kind, world.queues[queue].weight
    if kind == OUTBOUND and not may_dial(world, queue):
        return -1
    best = -1
    for worker in range(world.agents.size):
        agent, level = world.agents[worker], world.level[worker, queue]
        if agent.assignment == OFF or (agent.assignment != queue and level == 0):
            continue
        if agent.used + weight > FULL and (kind == DEFERRED or agent.filling < 0):
            continue
        if kind == OUTBOUND and not dials(agent, queue, level):
            continue
        if best < 0 or _goes_before(agent, level, world.agents[best], world.level[best, queue], queue):
            best = worker
    return best


@njit(cache=True, inline="always")
def _goes_before(a: Any, level_a: int, b: Any, level_b: int, queue: int) -> bool:
    if (a.filling >= 0) != (b.filling >= 0):
        return a.filling < 0
    if (a.assignment == queue) != (b.assignment == queue):
        return a.assignment == queue
    if abs(a.used - b.used) > ROUNDING:
        return a.used < b.used
    if level_a != level_b:
        return level_a > level_b
    return a.idle_since < b.idle_since
