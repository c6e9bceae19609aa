"""A target for the day instead of for every interval: what it saves, and which intervals it gives up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from equipoise.errors import InvalidInput

from .performance import HOUR_S, check_numbers, performance, required

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
SLACK = 4e-12  # every interval may itself be short by rounding
ENOUGH = 1.0 - 1e-9  # no more agents than this share asks for in one interval


@dataclass(frozen=True)
class DailyPlan:
    """``agents`` and ``service_level`` per interval, ``(n,)``, and the ``share`` of the whole day."""

    agents: IntArray
    service_level: FloatArray
    share: float


def daily_agents(
    contacts: ArrayLike,
    aht_s: ArrayLike,
    *,
    interval_s: float,
    answered_within_s: float,
    share: float,
    definition: str,
    floor_share: float = 0.0,
    patience_s: float | None = None,
) -> DailyPlan:
    """Fewest agents in all with the volume-weighted service level of the day at the target: exact.

    Beware: without a floor the optimum may leave an interval without any agent, and the day still looks
    good. An interval whose queue would grow without end counts as 0.

    Parameters
    ----------
    contacts
        Expected an interval, >= 0, shape ``(n,)``; ``aht_s`` one for all or one each.
    floor_share
        Least service level of every interval with contacts, 0 to ``share``.
    share, definition, answered_within_s, patience_s
        As in :func:`equipoise.staffing.performance.required`; ``None``: nobody gives up.

    Raises
    ------
    InvalidInput
        A value is out of range.
    """
    offered = np.asarray(contacts, dtype=float)
    check_numbers(offered, "contacts")
    if not 0 <= floor_share <= share:
        raise InvalidInput("the floor must lie between 0 and the target", field="floor_share")
    rate = offered * HOUR_S / interval_s
    aht = np.broadcast_to(np.asarray(aht_s, dtype=float), offered.shape)
    asked: dict[str, Any] = {
        "answered_within_s": answered_within_s,
        "definition": definition,
        "patience_s": patience_s,
    }
    most = required(rate, aht, share=max(ENOUGH, share), **asked)
    plain = required(rate, aht, share=share, **asked)
    least = required(rate, aht, share=floor_share, **asked) if floor_share > 0 else np.zeros_like(most)
    levels = [_levels(int(n), r, h, asked) for n, r, h in zip(most, rate, aht, strict=True)]
    agents = _cheapest(levels, offered, least, int(plain.sum()), share)
    reached = np.array([level[n] for level, n in zip(levels, agents, strict=True)])
    total = offered.sum()
    return DailyPlan(
        agents, np.where(offered > 0, reached, np.nan), float(reached @ offered / total) if total else np.nan
    )


def _levels(most: int, rate: float, aht: float, asked: dict[str, Any]) -> FloatArray:
    """Service level with 0 to ``most`` agents, 0 where the queue would grow without end."""
    out = np.zeros(most + 1)
    unstable = 0 if asked["patience_s"] is not None else int(rate * aht / HOUR_S + 1e-9)
    n = np.arange(unstable + 1, most + 1)
    out[unstable + 1 :] = performance(n, rate, aht, **asked).service_level
    return out


def _cheapest(
    levels: list[FloatArray], offered: FloatArray, least: IntArray, budget: int, share: float
) -> IntArray:
    """Dynamic programme: the most contacts in time with every total of agents up to ``budget``."""
    best = np.full(budget + 1, -np.inf)
    best[0] = 0.0
    choices = []
    for level, volume, low in zip(levels, offered, least, strict=True):
        following, choice = np.full(budget + 1, -np.inf), np.zeros(budget + 1, dtype=np.int64)
        for n in range(int(low), min(level.size - 1, budget) + 1):
            reached = np.full(budget + 1, -np.inf)
            reached[n:] = best[: budget + 1 - n] + volume * level[n]
            better = reached > following
            following, choice = np.where(better, reached, following), np.where(better, n, choice)
        choices.append(choice)
        best = following
    enough = best >= share * offered.sum() * (1.0 - SLACK)
    left = int(np.argmax(enough))
    agents = np.zeros(offered.size, dtype=np.int64)
    for i in range(offered.size - 1, -1, -1):
        agents[i] = choices[i][left]
        left -= agents[i]
    return agents
