"""A limited number of lines: who finds all of them taken hears the engaged tone (M/M/n/K+M)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from equipoise.errors import InvalidInput

from .definitions import service_level
from .performance import HOUR_S, check_numbers, whole_agents

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class FiniteLines:
    """Shares of all offered contacts, means in seconds, in the shape of the broadcast input.

    ``mean_wait_s`` counts contacts that got a line, ``asa_s`` the answered. ``service_level`` is of all
    offered, ``service_level_accepted`` of those that got a line, both by the definition given.
    """

    p_blocked: FloatArray
    p_wait: FloatArray
    p_abandon: FloatArray
    answered_within: FloatArray
    abandoned_within: FloatArray
    mean_wait_s: FloatArray
    asa_s: FloatArray
    occupancy: FloatArray
    service_level: FloatArray
    service_level_accepted: FloatArray


def finite_lines(
    agents: ArrayLike,
    lines: ArrayLike,
    rate_per_h: ArrayLike,
    aht_s: ArrayLike,
    *,
    answered_within_s: ArrayLike,
    definition: str,
    patience_s: ArrayLike | None = None,
) -> FiniteLines:
    """Blocking, waiting and abandonment with ``lines`` for agents and queue together; broadcast.

    ``lines`` is at least ``agents``, which is at least 1; the other parameters are those of
    :func:`equipoise.staffing.performance.performance`. Nothing is unstable here: with nobody giving up
    the lines themselves limit the queue. Raises :class:`InvalidInput` for values out of range.

    References
    ----------
    Riordan (1962), Stochastic Service Systems, on M/M/n/K with defection; the wait of a contact
    with ``k`` before it is the logarithm of a beta variable.
    """
    given = (
        agents,
        lines,
        rate_per_h,
        aht_s,
        answered_within_s,
        np.inf if patience_s is None else patience_s,
    )
    n, k, rate, aht, within, patience = np.broadcast_arrays(*(np.asarray(x, dtype=float) for x in given))
    check_numbers(rate, "rate_per_h")
    check_numbers(aht, "aht_s", positive=True)
    check_numbers(within, "answered_within_s")
    check_numbers(patience, "patience_s", positive=True, finite=False)
    if np.any(whole_agents(n) < 1) or np.any(whole_agents(k) < n):
        raise InvalidInput("there must be at least one agent, and a line for each agent", field="lines")
    cells = zip(
        n.flat,
        k.flat,
        (rate / HOUR_S).flat,
        (1.0 / aht).flat,
        within.flat,
        (1.0 / patience).flat,
        strict=True,
    )
    rows = np.array([_cell(int(a), int(b), lam, mu, t, theta) for a, b, lam, mu, t, theta in cells])
    blocked, wait, lost, inside, short, total, answered_total, busy = rows.T.reshape(8, *n.shape)
    answered = 1.0 - blocked - lost
    return FiniteLines(
        blocked,
        wait,
        lost,
        inside,
        short,
        _over(total, 1.0 - blocked),
        _over(answered_total, answered),
        busy / n,
        service_level(1.0, answered, inside, short, definition=definition, blocked=blocked),
        service_level(1.0 - blocked, answered, inside, short, definition=definition),
    )


def _cell(n: int, lines: int, lam: float, mu: float, within: float, theta: float) -> tuple[float, ...]:
    """Blocked, wait, abandon, answered and abandoned within, total waits of all and answered, busy agents."""
    at = _states(n, lines, lam, mu, theta)
    waits = at[n:-1]
    ahead = np.arange(waits.size, dtype=float)
    rate = n * mu
    leaving = (ahead + 1.0) * theta
    answered = rate / (rate + leaving)
    steps = np.cumsum(1.0 / (rate + leaving))
    in_time, late = _by(within, ahead, rate, theta)
    measures = (
        at[-1],
        waits.sum(),
        waits @ (1.0 - answered),
        at[:n].sum() + waits @ (answered * in_time),
        waits @ (1.0 - answered * in_time - np.exp(-theta * within) * late),
        waits @ ((ahead + 1.0) / (rate + leaving)),
        waits @ (answered * steps),
        at @ np.minimum(np.arange(lines + 1), n),
    )
    return tuple(float(measure) for measure in measures)


def _states(n: int, lines: int, lam: float, mu: float, theta: float) -> FloatArray:
    """Probability of 0 to ``lines`` contacts present."""
    present = np.arange(1, lines + 1)
    ends = np.minimum(present, n) * mu + np.maximum(present - n, 0) * theta
    if lam == 0.0:
        return np.concatenate([[1.0], np.zeros(lines)])
    height = np.concatenate([[0.0], np.cumsum(np.log(lam / ends))])
    weight = np.exp(height - height.max())
    return weight / weight.sum()


def _by(within: float, ahead: FloatArray, rate: float, theta: float) -> tuple[FloatArray, FloatArray]:
    """Of those answered the share in time, and the share whose virtual wait is longer than ``within``."""
    from scipy.special import betainc, betaincc, gammainc, gammaincc

    if theta == 0.0:
        return _float(gammainc(ahead + 1.0, rate * within)), _float(gammaincc(ahead + 1.0, rate * within))
    x, z = rate / theta, np.exp(-theta * within)
    return _float(betaincc(x + 1.0, ahead + 1.0, z)), _float(betainc(x, ahead + 1.0, z))


def _float(values: ArrayLike) -> FloatArray:
    return np.asarray(values, dtype=np.float64)


def _over(total: FloatArray, count: FloatArray) -> FloatArray:
    return np.divide(total, count, out=np.full(total.shape, np.nan), where=count > 0)
