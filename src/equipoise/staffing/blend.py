"""Outbound contacts between inbound ones, with some agents kept idle for the next caller."""

from __future__ import annotations

from dataclasses import dataclass

from equipoise.errors import InvalidInput

from .chain import reserve_weight
from .waiting import waiting


@dataclass(frozen=True)
class Blend:
    """Inbound service level (share answered in time), outbound contacts an hour, occupancy."""

    service_level: float
    p_wait: float
    outbound_per_h: float
    occupancy: float


def blend(
    agents: int, inbound_per_h: float, aht_s: float, *, reserve: int, answered_within_s: float
) -> Blend:
    """A team that dials whenever more than ``reserve`` agents are idle, and inbound comes first.

    Assumes that there is always somebody left to dial, that both kinds of contact take the same mean
    time (exponential) and that inbound callers never give up. Then all but ``reserve`` agents are
    always busy, and inbound waits follow Erlang C's law from there.

    Raises
    ------
    InvalidInput
        The reserve is negative or the whole team, a rate is not positive, or inbound alone needs at
        least all agents.

    References
    ----------
    Bhulai and Koole (2003), IEEE Transactions on Automatic Control 48(8); Gans and Zhou (2003),
    Operations Research 51(2).
    """
    if not 0 <= reserve < agents:
        raise InvalidInput(f"reserve {reserve} is not between 0 and {agents - 1}", field="reserve")
    if not (inbound_per_h > 0 and aht_s > 0 and answered_within_s >= 0):
        raise InvalidInput("rate and handle time must be positive")
    lam, rate = inbound_per_h / 3600.0, agents / aht_s
    if lam >= rate:
        raise InvalidInput("inbound contacts alone need at least all agents: the queue grows without end")
    below = reserve_weight(agents, lam, aht_s, reserve)
    p_wait, _, within, *_ = waiting(below, lam, rate, 0.0, answered_within_s)
    dialling = agents - reserve
    lowest = _lowest_state(agents, lam, aht_s, reserve)
    outbound = lowest * dialling / aht_s
    return Blend(within, p_wait, outbound * 3600.0, (lam + outbound) * aht_s / agents)


def _lowest_state(agents: int, lam: float, aht_s: float, reserve: int) -> float:
    """Probability that exactly all but ``reserve`` agents are busy and nobody waits."""
    total, weight = 1.0, 1.0
    for state in range(agents - reserve + 1, agents + 1):
        weight *= lam * aht_s / state
        total += weight
    ratio = lam * aht_s / agents
    return 1.0 / (total + weight * ratio / (1.0 - ratio))
