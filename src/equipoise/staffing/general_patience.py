"""M/M/n+G: what customers meet when patience has any shape.

The virtual wait (of somebody with endless patience) has density ``lambda p1 exp(g(x))`` with
``g(x) = lambda H(x) - n mu x`` and ``H`` the restricted mean of patience. As ``g`` is concave, all of it lies
in one window around its peak; every measure is an integral of positive terms over that window, so
nothing cancels and, scaled by the peak, nothing overflows.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import ArrayLike, NDArray

from equipoise.errors import InvalidInput

from .chain import idle_weight
from .definitions import service_level
from .patience import Times
from .performance import HOUR_S, Performance, check_numbers, whole_agents
from .quadrature import integrate

FloatArray = NDArray[np.float64]
NEGLIGIBLE = 45.0  # exp(-45) of the peak


def performance_with(
    agents: ArrayLike,
    rate_per_h: ArrayLike,
    aht_s: ArrayLike,
    *,
    answered_within_s: ArrayLike,
    definition: str,
    patience: Times,
) -> Performance:
    """As :func:`equipoise.staffing.performance.performance`, with patience of any shape; broadcast.

    Parameters
    ----------
    patience
        Of those who wait, e.g. :class:`equipoise.staffing.patience.Lognormal`. The other parameters are
        those of ``performance``, one contact at once.

    Raises
    ------
    InvalidInput
        A value is out of range, or more contacts that never give up arrive than agents can serve.

    References
    ----------
    Baccelli and Hebuterne (1981); Zeltyn and Mandelbaum (2005), Queueing Systems 51.
    """
    parts = [np.asarray(part, dtype=float) for part in (agents, rate_per_h, aht_s, answered_within_s)]
    for part, name, positive in zip(
        parts[1:], ("rate_per_h", "aht_s", "answered_within_s"), (False, True, False), strict=True
    ):
        check_numbers(part, name, positive=positive)
    n, rate, aht, within = np.broadcast_arrays(*parts)
    cells = zip(whole_agents(n).flat, rate.flat, aht.flat, within.flat, strict=True)
    rows = np.array([_cell(int(a), float(r), float(h), float(t), patience) for a, r, h, t in cells]).T
    wait, lost, inside, short, mean, answered, held = (row.reshape(n.shape) for row in rows.reshape(7, -1))
    share = service_level(1.0, 1.0 - lost, inside, short, definition=definition)
    busy = held / np.where(n > 0, n, np.nan)
    return Performance(wait, lost, inside, short, mean, answered, busy, held, held, share)


def required_with(
    rate_per_h: ArrayLike,
    aht_s: ArrayLike,
    *,
    answered_within_s: float,
    share: float,
    definition: str,
    patience: Times,
    max_occupancy: float = 1.0,
) -> NDArray[np.int64]:
    """Fewest agents with the share answered in time and occupancy at most the ceiling; broadcast.

    As :func:`equipoise.staffing.performance.required`; cells without contacts need 0 agents.
    """
    if not (0 < share < 1 and 0 < max_occupancy <= 1):
        raise InvalidInput("the target share must lie between 0 and 1, the ceiling above 0 and up to 1")
    rate, aht = np.broadcast_arrays(np.asarray(rate_per_h, dtype=float), np.asarray(aht_s, dtype=float))
    check_numbers(rate, "rate_per_h")
    check_numbers(aht, "aht_s", positive=True)

    def meets(agents: int, r: float, h: float) -> bool:
        if agents <= r * h / HOUR_S * patience.endless:
            return False
        at = performance_with(
            agents, r, h, answered_within_s=answered_within_s, definition=definition, patience=patience
        )
        return bool(at.service_level >= share - 1e-12 and at.occupancy <= max_occupancy * (1 + 1e-12))

    pairs = zip(rate.flat, aht.flat, strict=True)
    found = [_fewest(partial(meets, r=float(r), h=float(h)), r * h / HOUR_S) for r, h in pairs]
    return np.array(found, dtype=np.int64).reshape(rate.shape)


def _fewest(meets: Callable[[int], bool], load: float) -> int:
    """Smallest whole number that meets (which holds from some number on); 0 without load."""
    if load == 0:
        return 0
    low, high = 0, max(1, int(load))
    while not meets(high):
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if meets(middle) else (middle, high)
    return high


def _cell(
    agents: int, rate_per_h: float, aht_s: float, within_s: float, patience: Times
) -> tuple[float, ...]:
    """Wait, abandon, answered and abandoned within, mean waits of all and of answered, in hand."""
    lam, ends = rate_per_h / HOUR_S, agents / aht_s
    if agents == 0:
        raise InvalidInput("at least one agent is needed", field="agents")
    if lam == 0:
        return 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0
    if lam * patience.endless >= ends:
        raise InvalidInput(
            "more contacts that never give up arrive than the agents can serve: the queue grows without end",
            field="agents",
        )
    window = _Window.of(lam, ends, patience)
    edges = window.edges((within_s, *patience.breaks))
    sums = integrate(lambda x: window.terms(x, within_s), edges)
    every, lost, late, later, short, waited, answered_wait = sums
    weight = lam / (idle_weight(agents, lam, np.array([aht_s])) * np.exp(-window.height) + lam * every)
    gone = weight * lost
    answered = 1.0 - gone
    early = weight * (short + later * float(1.0 - patience.survival(np.array([within_s]))[0]))
    means = weight * waited, weight * answered_wait / answered
    return weight * every, gone, answered - weight * late, early, *means, lam * aht_s * answered


@dataclass(frozen=True)
class _Window:
    """Where the virtual wait can be, and how high ``g`` rises there."""

    lam: float
    ends: float
    patience: Times
    low: float
    peak: float
    high: float
    height: float

    @classmethod
    def of(cls, lam: float, ends: float, patience: Times) -> _Window:
        def g(x: float) -> float:
            return float(lam * patience.restricted_mean(np.array([x]))[0] - ends * x)

        def rises(x: float) -> bool:
            return bool(lam * patience.survival(np.array([x]))[0] > ends)

        peak = _last(rises, 0.0, 1.0 / ends) if lam > ends else 0.0
        height = g(peak)
        low = _last(lambda x: g(x) < height - NEGLIGIBLE, 0.0, peak) if height > NEGLIGIBLE else 0.0
        high = _last(lambda x: g(x) > height - NEGLIGIBLE, peak, peak + 1.0 / ends)
        return cls(lam, ends, patience, low, peak, high, height)

    def edges(self, inner: tuple[float, ...]) -> FloatArray:
        """Panels' edges: the window's, its peak, those given, and finer ones towards its start."""
        finer = self.low + (self.high - self.low) * 10.0 ** -np.arange(1.0, 7.0)
        points = np.array((self.low, self.peak, self.high, *inner, *finer))
        return np.unique(points[(points >= self.low) & (points <= self.high)])

    def terms(self, x: FloatArray, within_s: float) -> FloatArray:
        """What is integrated, shape ``(7, m)``."""
        stays, mean = self.patience.survival(x), self.patience.restricted_mean(x)
        e = np.exp(self.lam * mean - self.ends * x - self.height)
        after = x > within_s
        leaves = e * (1.0 - stays)
        answered = e * stays
        return np.array([e, leaves, answered * after, e * after, leaves * ~after, e * mean, answered * x])


def _last(holds: Callable[[float], bool], low: float, high: float) -> float:
    """About where ``holds``, true from ``low`` on, ends; looked for beyond ``high`` if it holds there."""
    step = high - low
    while holds(high):
        low, step = high, 2.0 * step
        high = low + step
    for _ in range(60):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if holds(middle) else (low, middle)
    return high
