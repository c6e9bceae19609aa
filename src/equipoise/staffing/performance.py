"""What customers and agents meet with a number of agents, and the fewest agents for a target.

Contacts arrive at random (Poisson) at a steady rate; handle times are exponential; who waits gives up
after an exponential patience, or never. Each agent has up to ``concurrency`` contacts in hand, the
next going to the least loaded. One at once is Erlang A, or Erlang C where nobody gives up.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from equipoise.errors import InvalidInput

from .cells import performance_cells, required_cells
from .definitions import ABANDON, definition_code, service_level

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
HOUR_S = 3600.0


@dataclass(frozen=True)
class Performance:
    """Shares of offered contacts, seconds and means, all in the shape of the broadcast input.

    ``mean_wait_s`` counts answered and abandoned contacts, ``asa_s`` (average speed of answer) the
    answered ones. ``occupancy`` is contacts in hand / (agents x concurrency), NaN without agents;
    ``busy_agents`` are agents with at least one contact.
    """

    p_wait: FloatArray
    p_abandon: FloatArray
    answered_within: FloatArray
    abandoned_within: FloatArray
    mean_wait_s: FloatArray
    asa_s: FloatArray
    occupancy: FloatArray
    in_hand: FloatArray
    busy_agents: FloatArray
    service_level: FloatArray


def performance(
    agents: ArrayLike,
    rate_per_h: ArrayLike,
    aht_s: ArrayLike,
    *,
    answered_within_s: ArrayLike,
    definition: str,
    patience_s: ArrayLike | None = None,
    concurrency: int = 1,
) -> Performance:
    """Waiting, abandonment, service level and occupancy; all arrays broadcast.

    Parameters
    ----------
    agents
        People on contacts, whole numbers >= 0.
    rate_per_h
        Contacts offered an hour, >= 0.
    aht_s
        Mean handle time in seconds, > 0. With ``concurrency`` k > 1 it is the time a contact takes at
        every level, unless a leading axis of length k gives one time a level.
    answered_within_s
        Threshold of the service level, seconds >= 0.
    definition
        One of :data:`equipoise.centre.DEFINITIONS`.
    patience_s
        Mean patience in seconds, > 0; ``None``, NaN or infinity: nobody gives up.

    Raises
    ------
    InvalidInput
        A value is out of range, or nobody gives up and the queue would grow without end.

    References
    ----------
    Erlang (1917); Palm (1957); Garnett, Mandelbaum and Reiman (2002), M&SOM 4(3).
    """
    cells = _Cells.of(rate_per_h, aht_s, answered_within_s, patience_s, concurrency, agents)
    n = whole_agents(cells.extra)
    unstable = (cells.theta == 0) & (cells.lam * cells.levels[-1] >= n * concurrency) & (cells.lam > 0)
    if np.any(unstable):
        at = int(np.flatnonzero(unstable)[0])
        load = cells.lam[at] * cells.levels[-1, at] / concurrency
        where = f"cell {at}: " if n.size > 1 else ""
        raise InvalidInput(
            f"{where}the load keeps {load:g} agents busy, {n[at]} are there and nobody gives up: "
            "the queue would grow without end",
            field="agents",
        )
    rows = performance_cells(n, cells.lam, cells.levels, cells.theta, cells.within)
    wait, abandon, within, short, mean, answered_mean, held, busy = (row.reshape(cells.shape) for row in rows)
    share = service_level(1.0, 1.0 - abandon, within, short, definition=definition)
    slots = np.where(n > 0, n * float(concurrency), np.nan).reshape(cells.shape)
    return Performance(wait, abandon, within, short, mean, answered_mean, held / slots, held, busy, share)


def required(
    rate_per_h: ArrayLike,
    aht_s: ArrayLike,
    *,
    answered_within_s: ArrayLike,
    share: ArrayLike,
    definition: str,
    patience_s: ArrayLike | None = None,
    max_occupancy: ArrayLike = 1.0,
    concurrency: int = 1,
) -> IntArray:
    """Fewest agents with the share answered in time and occupancy at most the ceiling; broadcast.

    ``share`` lies strictly between 0 and 1, ``max_occupancy`` in (0, 1]; the other parameters are those
    of :func:`performance`. Cells without contacts need 0 agents, all others at least 1.
    """
    code = definition_code(definition)
    return _required(
        rate_per_h, aht_s, answered_within_s, share, code, patience_s, max_occupancy, concurrency
    )


def required_for_abandonment(
    rate_per_h: ArrayLike, aht_s: ArrayLike, *, max_abandon: ArrayLike, patience_s: ArrayLike
) -> IntArray:
    """Fewest agents with at most a share of contacts abandoned; broadcast."""
    kept = 1.0 - np.asarray(max_abandon, dtype=float)
    return _required(rate_per_h, aht_s, 0.0, kept, ABANDON, patience_s, 1.0, 1)


def _required(
    rate_per_h: ArrayLike,
    aht_s: ArrayLike,
    within_s: ArrayLike,
    share: ArrayLike,
    code: int,
    patience_s: ArrayLike | None,
    max_occupancy: ArrayLike,
    concurrency: int,
) -> IntArray:
    targets = np.broadcast_arrays(np.asarray(share, dtype=float), np.asarray(max_occupancy, dtype=float))
    if not (np.all(targets[0] > 0) and np.all(targets[0] < 1)):
        raise InvalidInput("the target share must lie between 0 and 1", field="share")
    if not (np.all(targets[1] > 0) and np.all(targets[1] <= 1)):
        raise InvalidInput("the occupancy ceiling must be above 0 and at most 1", field="max_occupancy")
    cells = _Cells.of(rate_per_h, aht_s, within_s, patience_s, concurrency, targets[0])
    ceiling = np.broadcast_to(targets[1], cells.shape).ravel()
    found = required_cells(cells.lam, cells.levels, cells.theta, cells.within, cells.extra, code, ceiling)
    return found.reshape(cells.shape)


@dataclass(frozen=True)
class _Cells:
    """Checked input, flattened; rates a second."""

    shape: tuple[int, ...]
    lam: FloatArray
    levels: FloatArray
    within: FloatArray
    theta: FloatArray
    extra: FloatArray

    @classmethod
    def of(
        cls,
        rate_per_h: ArrayLike,
        aht_s: ArrayLike,
        within_s: ArrayLike,
        patience_s: ArrayLike | None,
        concurrency: int,
        extra: ArrayLike,
    ) -> _Cells:
        rate, within = np.asarray(rate_per_h, dtype=float), np.asarray(within_s, dtype=float)
        aht = np.asarray(aht_s, dtype=float)
        patience = np.asarray(np.inf if patience_s is None else patience_s, dtype=float)
        patience = np.where(np.isnan(patience), np.inf, patience)
        check_numbers(rate, "rate_per_h")
        check_numbers(within, "answered_within_s")
        check_numbers(aht, "aht_s", positive=True)
        check_numbers(patience, "patience_s", positive=True, finite=False)
        if concurrency < 1:
            raise InvalidInput("an agent has at least one contact at once", field="concurrency")
        leading = aht.ndim > 0 and concurrency > 1 and aht.shape[0] == concurrency
        levels = tuple(aht) if leading else (aht,) * concurrency
        arrays = np.broadcast_arrays(rate, within, patience, np.asarray(extra, dtype=float), *levels)
        flat = [np.array(array).ravel() for array in arrays]  # own memory: kernels of one kind only
        shape = arrays[0].shape
        return cls(shape, flat[0] / HOUR_S, np.array(flat[4:]), flat[1], 1.0 / flat[2], flat[3])


def check_numbers(values: FloatArray, name: str, *, positive: bool = False, finite: bool = True) -> None:
    """Raise :class:`InvalidInput` for a value that is not finite and >= 0 (> 0 where ``positive``)."""
    bad = ~np.isfinite(values) if finite else np.isnan(values)
    bad |= values <= 0.0 if positive else values < 0.0
    if np.any(bad):
        value = values.ravel()[int(np.flatnonzero(bad.ravel())[0])]
        raise InvalidInput(f"{value:g} is not a number {'> 0' if positive else '>= 0'}", field=name)


def whole_agents(agents: FloatArray) -> IntArray:
    """Whole numbers >= 0, or :class:`InvalidInput`."""
    if not (np.all(agents >= 0) and np.all(agents == np.round(agents)) and np.all(agents < 1e9)):
        raise InvalidInput("agents must be whole numbers >= 0", field="agents")
    return agents.astype(np.int64)
