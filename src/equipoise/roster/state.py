"""The state of the search: everybody's tours and the cover they give together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .burden import Burden
from .cover import Demand
from .day_layer import DaySpace
from .kernels.day import add_shift, place_pauses, price_days
from .tour_layer import TourSpace, best_tour

IntArray = NDArray[np.int64]
FloatArray = NDArray[np.float64]
KEPT = -1  # in place of a queue: the shift stays as it stands


@dataclass
class State:
    """Tours as arrays ``(n_workers, n_days)``: ``template`` (-1 is off) and ``queue``; ``pauses``
    ``(n_workers, n_days, n_breaks)`` first slots of breaks; ``own`` each worker's own cost.
    ``scheduled`` ``(n_queues, n_slots)`` is kept in step with them."""

    template: IntArray
    queue: IntArray
    pauses: IntArray
    own: FloatArray
    scheduled: IntArray

    @classmethod
    def empty(cls, workers: int, days: int, breaks: int, scheduled: IntArray) -> State:
        """Nobody works but those already ``scheduled``."""
        return cls(
            template=np.full((workers, days), -1, dtype=np.int64),
            queue=np.zeros((workers, days), dtype=np.int64),
            pauses=np.full((workers, days, breaks), -1, dtype=np.int64),
            own=np.zeros(workers),
            scheduled=scheduled.copy(),
        )

    def copy(self) -> State:
        """An independent copy."""
        return State(*(getattr(self, name).copy() for name in self.__dataclass_fields__))

    def objective(self, demand: Demand) -> float:
        """Cover cost plus everybody's own cost, in agent-hours."""
        return demand.cost(self.scheduled) + float(self.own.sum())

    def add(self, space: DaySpace, worker: int, sign: int) -> None:
        """Add (1) or take away (-1) a worker's tour from the cover."""
        for day in np.flatnonzero(self.template[worker] >= 0):
            self.add_day(space, worker, int(day), sign)

    def add_day(self, space: DaySpace, worker: int, day: int, sign: int) -> None:
        """The same for one day."""
        s = self.template[worker, day]
        if self.queue[worker, day] == KEPT:
            for queue, first, last in space.kept.get((worker, day), ()):
                self.scheduled[queue, first:last] += sign
            return
        add_shift(
            self.scheduled,
            sign,
            self.queue[worker, day],
            space.first[day, s],
            space.last[day, s],
            space.window[s],
            space.n_breaks[s],
            self.pauses[worker, day],
        )


@dataclass(frozen=True)
class Candidate:
    """What one worker's programme needs at every call.

    ``kept`` ``(n_days,)`` is the template that stands for each day's shift as it is, -1 for none; where
    there are such, ``anew`` says which shifts may be worked besides.
    """

    tours: TourSpace
    skills: IntArray
    burden: Burden
    kept: IntArray | None = None
    anew: NDArray[np.bool_] | None = None


@dataclass(frozen=True)
class Outlook:
    """Where a response looks: a corridor of hours, and the prices of shifts to the person there."""

    tours: TourSpace
    own_price: FloatArray


def respond(
    state: State, demand: Demand, space: DaySpace, one: Candidate, worker: int, at: Outlook, beam: int
) -> bool:
    """Give one worker the cheapest tour of an outlook against everybody else's; their old one must be
    taken out of the cover before. False, and nothing changed, when no lawful tour is found."""
    prefix, price, queue = _prices(state, demand, space, one, worker, at.own_price)
    found = best_tour(at.tours, price, one.burden.wish_off, one.burden.unit_cost, beam)
    if found is None:
        return False
    _install(state, space, one, worker, found[1], queue, prefix)
    return True


def seat(state: State, demand: Demand, space: DaySpace, one: Candidate, worker: int, tour: IntArray) -> None:
    """Give one worker a tour known to be lawful, with the best queues and breaks for it."""
    prefix, _, queue = _prices(state, demand, space, one, worker, one.burden.wish)
    _install(state, space, one, worker, tour, queue, prefix)


def _prices(
    state: State, demand: Demand, space: DaySpace, one: Candidate, worker: int, own_price: FloatArray
) -> tuple[FloatArray, FloatArray, IntArray]:
    """Running sums of marginal prices; price and best queue of every shift."""
    prefix = running_sum(demand.marginal(state.scheduled))
    price = np.empty(space.first.shape)
    queue = np.zeros(space.first.shape, dtype=np.int64)
    price_days(
        prefix,
        one.skills,
        space.first,
        space.last,
        space.window,
        space.n_breaks,
        space.apart,
        one.tours.allowed if one.anew is None else one.anew,
        own_price,
        price,
        queue,
    )
    _price_kept(prefix, space, one, worker, own_price, price, queue)
    return prefix, price, queue


def _price_kept(
    prefix: FloatArray,
    space: DaySpace,
    one: Candidate,
    worker: int,
    own_price: FloatArray,
    price: FloatArray,
    queue: IntArray,
) -> None:
    """What each shift costs that stays as it stands: its cover is that of its own rows."""
    if one.kept is None:
        return
    for day in np.flatnonzero(one.kept >= 0):
        s = one.kept[day]
        if not one.tours.allowed[day, s]:
            continue
        cover = sum(prefix[q, hi] - prefix[q, lo] for q, lo, hi in space.kept.get((worker, int(day)), ()))
        price[day, s], queue[day, s] = own_price[day, s] + cover, KEPT


def _install(
    state: State,
    space: DaySpace,
    one: Candidate,
    worker: int,
    tour: IntArray,
    queue: IntArray,
    prefix: FloatArray,
) -> None:
    state.own[worker] = one.burden.cost(tour)
    state.template[worker] = tour
    state.pauses[worker] = -1
    for day in np.flatnonzero(tour >= 0):
        s = tour[day]
        state.queue[worker, day] = queue[day, s]
        if queue[day, s] == KEPT:
            continue
        place_pauses(
            prefix[queue[day, s]],
            space.first[day, s],
            space.window[s],
            space.n_breaks[s],
            space.apart[s],
            state.pauses[worker, day],
        )
    state.add(space, worker, 1)


def running_sum(marginal: FloatArray) -> FloatArray:
    """Prefix sums over slots with a leading zero, shape ``(n_queues, n_slots + 1)``."""
    return np.concatenate([np.zeros((marginal.shape[0], 1)), np.cumsum(marginal, axis=1)], axis=1)
