"""The fewest agents for a target, one contact at once: few looks, each short.

Erlang C starts from the load and adds agents one by one, by Erlang B's recurrence. Erlang A looks where the
logit of the share, nearly a straight line in the number of agents, says the answer is; every look narrows
a bracket, and the answer is given only when it meets the target and one agent fewer does not.
"""

from __future__ import annotations

import math

from numba import njit

from .definitions import ratio
from .palm import is_complete
from .waiting import waiting

SLACK = 1e-12  # a target met but for rounding is met
EXACT = 1e-17  # relative size of a series' tail that may be dropped
SMALLEST = 1e-15  # shares closer to 0 or 1 are at this distance for the logit


@njit(cache=True, error_model="numpy")
def inverse_blocking(lines: int, load: float) -> float:
    """``1 / B(load, lines)``, the sum over j of ``lines! / (lines - j)! / load**j``.

    All terms are positive; their number grows with the square root of ``lines`` where load and lines are
    near, which is what the recurrence from 0 lines cannot offer.
    """
    inverse = 1.0 / load
    total, term = 1.0, 1.0
    for left in range(lines, 0, -1):
        term *= left * inverse
        total += term
        if left < load and term < EXACT * total:
            break
        if math.isinf(total):
            break
    return total


@njit(cache=True, error_model="numpy")
def fewest_patient(
    lam: float, aht: float, within: float, target: float, code: int, max_occupancy: float
) -> int:
    """Nobody gives up (Erlang C); all definitions agree, and abandonment targets are met by stability."""
    load = lam * aht
    agents = int(load) + 1
    if max_occupancy < 1.0:
        agents = max(agents, math.ceil(load / (max_occupancy * (1.0 + SLACK))))
    while lam >= agents / aht:
        agents += 1
    if code > 3:
        return agents
    missed = 1.0 - target + SLACK
    inverse = inverse_blocking(agents - 1, load)
    late, each = math.exp(-(agents - load) * within / aht), math.exp(-within / aht)
    while load * late > missed * ((agents - load) * inverse + load):
        inverse = 1.0 + inverse * agents / load
        agents += 1
        late *= each
    return agents


@njit(cache=True, error_model="numpy")
def tail(x: float, y: float) -> float:
    """``A(x, y) - 1`` of Palm's series (see :mod:`equipoise.staffing.palm`)."""
    total, term, below = 0.0, 1.0, x
    while True:
        below += 1.0
        term *= y / below
        total += term
        if term * y <= EXACT * total * (below + 1.0 - y):
            return total


@njit(cache=True, error_model="numpy")
def reached(
    agents: int, lam: float, aht: float, theta: float, within: float, code: int
) -> tuple[float, float]:
    """The share that a target is about, and the share that gives up (Erlang A)."""
    load, rate = lam * aht, agents / aht
    x, y = rate / theta, lam / theta
    inverse = inverse_blocking(agents - 1, load)
    if is_complete(x, y):
        _, gone, inside, short, _, _ = waiting(inverse, lam, rate, theta, within)
        return ratio(code, 1.0, 1.0 - gone, inside, short), gone
    rest = tail(x, y)
    last = 1.0 / (inverse + lam / rate * (1.0 + rest))
    gone = last * (1.0 - (1.0 - y / x) * (1.0 + rest))
    if code > 3:
        return 1.0 - gone, gone
    z = y * math.exp(-theta * within)
    later = last * math.exp(y - z - rate * within)
    rest_later = tail(x, z)
    inside = 1.0 - gone - later * rest_later
    short = gone - later * (1.0 - (1.0 - z / x) * (1.0 + rest_later)) if code > 0 else 0.0
    return ratio(code, 1.0, 1.0 - gone, inside, short), gone


@njit(cache=True, error_model="numpy")
def fewest_impatient(
    lam: float, aht: float, theta: float, within: float, target: float, code: int, max_occupancy: float
) -> int:
    """Who waits gives up at rate ``theta`` (Erlang A)."""
    load = lam * aht
    goal, slope = _logit(target), 2.0 / math.sqrt(load + 1.0)
    low, high = 0, -1  # high < 0: not yet found
    agents, before, height_before, looks = max(1, int(load)), 0, 0.0, 0
    while high < 0 or high - low > 1:
        share = reached(agents, lam, aht, theta, within, code)[0]
        if share >= target - SLACK:
            high = agents
        else:
            low = agents
        height = _logit(share) - goal
        if before > 0 and (height - height_before) * (agents - before) > 0.0:
            slope = (height - height_before) / (agents - before)
        before, height_before = agents, height
        looks += 1
        agents = _next(agents - height / slope, low, high, looks)
    if max_occupancy >= 1.0:
        return high
    return _calm(high, lam, aht, theta, within, max_occupancy)


@njit(cache=True, error_model="numpy")
def _calm(agents: int, lam: float, aht: float, theta: float, within: float, max_occupancy: float) -> int:
    """The fewest from ``agents`` on with at most that occupancy, which falls with every agent."""
    load, most = lam * aht, max_occupancy * (1.0 + SLACK)
    low, high = agents - 1, max(agents, math.ceil(load / most))
    guess, looks = agents, 0
    while high - low > 1 or looks == 0:
        gone = reached(guess, lam, aht, theta, within, 4)[1]
        spare = guess * most - load * (1.0 - gone)
        if spare >= 0.0:
            high = guess
        else:
            low = guess
        looks += 1
        guess = _next(guess - spare / most, low, high, looks)
    return high


@njit(cache=True, error_model="numpy")
def _next(root: float, low: int, high: int, looks: int) -> int:
    """Where to look next: at the root, but inside the bracket, and in its middle when that goes on long."""
    if high < 0:
        return low + 1 + int(min(max(root - low - 1.0, 0.0), 2.0 * low + 100.0) + 0.999999)
    if looks > 6 and looks % 2 == 1:
        return (low + high) // 2
    return max(low + 1, min(high - 1, math.ceil(min(max(root, low), high))))


@njit(cache=True, error_model="numpy")
def _logit(share: float) -> float:
    if math.isnan(share):  # nothing counts: as bad as none in time
        share = 0.0
    inside = min(max(share, SMALLEST), 1.0 - SMALLEST)
    return math.log(inside / (1.0 - inside))
