"""The event loop of an instance: groups with ranked skills, one day.

An arrival goes to the first group of its skill's list with an idle agent, there to the one idle longest. A
freed agent takes the first skill of its group's list with somebody waiting, first come first served. Who has
given up is found out when a freed agent looks. Nothing is interrupted, and agents stay until all are served.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit

from .instance import FloatArray, Instance, IntArray
from .instance_draws import Day

OFFERED, ANSWERED, WITHIN, ABANDONED, SHORT, WAIT_S = range(6)
MEASURES = 6
HANDLING, BEGUN, NO_PAUSE = range(3)


class Team(NamedTuple):
    """``prefer[skill]`` lists groups, ``serve[group]`` skills, padded with -1; ``start`` each first agent."""

    group: IntArray
    start: IntArray
    prefer: IntArray
    serve: IntArray
    interval_s: float
    within_s: float


def team_of(instance: Instance) -> Team:
    """The instance as the event loop reads it."""
    start = np.cumsum([0, *instance.agents])
    orders = (_padded(instance.groups_of), _padded(instance.skills_of))
    return Team(instance.group_of_agent, start, *orders, instance.interval_s, instance.answered_within_s)


def _padded(orders: tuple[tuple[int, ...], ...]) -> IntArray:
    out = np.full((len(orders), max(map(len, orders), default=0) + 1), -1, dtype=np.int64)
    for row, order in zip(out, orders, strict=True):
        row[: len(order)] = order
    return out


def play_day(team: Team, day: Day, tally: FloatArray, strain: FloatArray) -> None:
    """Add a day to ``tally`` ``(n_skills, n, 6)`` and to ``strain`` ``(n_agents, 3)``.

    Measures by skill and interval of arrival are :data:`OFFERED` to :data:`WAIT_S`, of agents
    :data:`HANDLING` (s), :data:`BEGUN` and :data:`NO_PAUSE`.
    """
    orders = (team.group, team.start, team.prefer, team.serve)
    _play(*orders, 1.0 / team.interval_s, team.within_s, *day, tally, strain)


@njit(cache=True)
def _play(
    group: IntArray,
    start: IntArray,
    prefer: IntArray,
    serve: IntArray,
    per_s: float,
    within: float,
    first: IntArray,
    at: FloatArray,
    handle: FloatArray,
    patience: FloatArray,
    tally: FloatArray,
    strain: FloatArray,
) -> None:
    # Arrays are passed one by one: handing records around costs half of the speed.
    ends, busy, size = np.empty(group.size), np.empty(group.size, dtype=np.int64), 0
    idle, oldest, idle_n = np.arange(group.size), np.zeros(start.size - 1, dtype=np.int64), np.diff(start)
    head, tail, coming = first[:-1].copy(), first[:-1].copy(), np.empty(first.size - 1)
    for s in range(coming.size):
        coming[s] = at[first[s]] if first[s] < first[s + 1] else np.inf
    while True:
        skill = _soonest(coming)
        arrival = coming[skill]
        while size > 0 and ends[0] <= arrival:
            now, agent = ends[0], busy[0]
            of, contact = _waiting(serve, group[agent], head, tail, at, patience, now, per_s, within, tally)
            if contact >= 0:
                _answered(tally, of, at[contact], now - at[contact], per_s, within)
                strain[agent, HANDLING] += handle[contact]
                strain[agent, BEGUN] += 1.0
                strain[agent, NO_PAUSE] += 1.0
                _sink(ends, busy, size, now + handle[contact], agent)
            else:
                size -= 1
                _sink(ends, busy, size, ends[size], busy[size])
                _rest(start, idle, oldest, idle_n, group[agent], agent)
        if arrival == np.inf:
            break
        contact = tail[skill]
        tail[skill] += 1
        coming[skill] = at[contact + 1] if contact + 1 < first[skill + 1] else np.inf
        tally[skill, _interval(tally, arrival, per_s), OFFERED] += 1.0
        agent = _idle(start, prefer, idle, oldest, idle_n, skill)
        if agent >= 0:
            head[skill] = tail[skill]
            _answered(tally, skill, arrival, 0.0, per_s, within)
            strain[agent, HANDLING] += handle[contact]
            strain[agent, BEGUN] += 1.0
            _rise(ends, busy, size, arrival + handle[contact], agent)
            size += 1
    for s in range(coming.size):
        for contact in range(head[s], tail[s]):
            _gave_up(tally, s, at[contact], patience[contact], per_s, within)


@njit(cache=True, inline="always")
def _soonest(coming: FloatArray) -> int:
    best = 0
    for s in range(1, coming.size):
        if coming[s] < coming[best]:
            best = s
    return best


@njit(cache=True, inline="always")
def _interval(tally: FloatArray, arrival: float, per_s: float) -> int:
    return min(int(arrival * per_s), tally.shape[1] - 1)


@njit(cache=True, inline="always")
def _waiting(
    serve: IntArray,
    group: int,
    head: IntArray,
    tail: IntArray,
    at: FloatArray,
    patience: FloatArray,
    now: float,
    per_s: float,
    within: float,
    tally: FloatArray,
) -> tuple[int, int]:
    """Skill and contact that an agent of a group takes now, or -1; those who gave up are counted."""
    of, found, rank = -1, -1, 0
    while found < 0 and serve[group, rank] >= 0:
        of = serve[group, rank]
        while found < 0 and head[of] < tail[of]:
            contact = head[of]
            head[of] += 1
            if at[contact] + patience[contact] > now:
                found = contact
            else:
                _gave_up(tally, of, at[contact], patience[contact], per_s, within)
        rank += 1
    return of, found


@njit(cache=True, inline="always")
def _gave_up(tally: FloatArray, skill: int, arrival: float, wait: float, per_s: float, within: float) -> None:
    interval = _interval(tally, arrival, per_s)
    tally[skill, interval, ABANDONED] += 1.0
    tally[skill, interval, WAIT_S] += wait
    if wait <= within:
        tally[skill, interval, SHORT] += 1.0


@njit(cache=True, inline="always")
def _answered(
    tally: FloatArray, skill: int, arrival: float, wait: float, per_s: float, within: float
) -> None:
    interval = _interval(tally, arrival, per_s)
    tally[skill, interval, ANSWERED] += 1.0
    tally[skill, interval, WAIT_S] += wait
    if wait <= within:
        tally[skill, interval, WITHIN] += 1.0


@njit(cache=True, inline="always")
def _idle(
    start: IntArray, prefer: IntArray, idle: IntArray, oldest: IntArray, idle_n: IntArray, skill: int
) -> int:
    """Take the agent idle longest from the first group with one, or -1; each group's idle are a ring."""
    rank = 0
    while prefer[skill, rank] >= 0 and idle_n[prefer[skill, rank]] == 0:
        rank += 1
    g = prefer[skill, rank]
    if g < 0:
        return -1
    agent = idle[start[g] + oldest[g]]
    following = oldest[g] + 1
    oldest[g] = following if following < start[g + 1] - start[g] else 0
    idle_n[g] -= 1
    return agent


@njit(cache=True, inline="always")
def _rest(start: IntArray, idle: IntArray, oldest: IntArray, idle_n: IntArray, g: int, agent: int) -> None:
    room, place = start[g + 1] - start[g], oldest[g] + idle_n[g]
    idle[start[g] + (place if place < room else place - room)] = agent
    idle_n[g] += 1


@njit(cache=True, inline="always")
def _rise(ends: FloatArray, busy: IntArray, place: int, end: float, agent: int) -> None:
    """Put an agent into a heap by end that has ``place`` of them."""
    while place > 0 and ends[(place - 1) >> 1] > end:
        above = (place - 1) >> 1
        ends[place], busy[place] = ends[above], busy[above]
        place = above
    ends[place], busy[place] = end, agent


@njit(cache=True, inline="always")
def _sink(ends: FloatArray, busy: IntArray, size: int, end: float, agent: int) -> None:
    """Put an agent in the place of a heap's first."""
    place, below = 0, 1
    while below < size:
        if below + 1 < size and ends[below + 1] < ends[below]:
            below += 1
        if end <= ends[below]:
            break
        ends[place], busy[place] = ends[below], busy[below]
        place, below = below, 2 * below + 1
    if size > 0:
        ends[place], busy[place] = end, agent
