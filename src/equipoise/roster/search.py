"""Large-neighbourhood search: take a few people out of the roster, give each the best tour back.

Every step is lawful by construction, because each tour comes from the one-person programme.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .cover import Demand
from .day_layer import DaySpace
from .state import Candidate, Outlook, State, respond
from .tour_layer import corridor, even_path

BEAM = 4
WORSE_ALLOWED = 0.002  # of the best objective: how far a step may go back, to leave a dead end
MOST_PEOPLE = 4
CORRIDOR_H = 1.0  # how far a week's end may stray from the path of hours looked at
WANDER = 0.5  # how often the path itself is moved


@dataclass(frozen=True)
class Board:
    """The fixed parts of a search."""

    demand: Demand
    space: DaySpace
    crew: tuple[Candidate, ...]
    unit_h: float


def build_up(board: Board, state: State, order: list[int], beam: int, *, free: bool = False) -> list[int]:
    """Give everybody in ``order`` a tour, one after the other, with hours spread evenly over the
    weeks unless ``free``; returns who could get none."""
    return [w for w in order if not _first_tour(board, state, w, beam, free=free)]


def _first_tour(board: Board, state: State, w: int, beam: int, *, free: bool) -> bool:
    one = board.crew[w]
    tours = one.tours if free else corridor(one.tours, even_path(one.tours), _width(board))
    usual = np.full(one.tours.n_weeks, np.nan)
    at = Outlook(tours, one.burden.prices(usual, 0))
    return respond(state, board.demand, board.space, one, w, at, beam)


def improve(
    board: Board, state: State, rng: np.random.Generator, told: Callable[[float, int], bool]
) -> State:
    """Improve until ``told(objective, work)`` says stop; returns the best state seen."""
    best = state.copy()
    current = lowest = state.objective(board.demand)
    work = len(board.crew)
    while not told(lowest, work):
        trial = state.copy()
        people = _neighbours(board, rng, int(rng.integers(1, MOST_PEOPLE + 1)))
        work += len(people)
        if not _rebuild(board, state, trial, people, rng):
            continue
        value = trial.objective(board.demand)
        if value < current or value < lowest * (1 + WORSE_ALLOWED):
            state, current = trial, value
        if value < lowest - 1e-9:
            best, lowest = trial.copy(), value
    return best


def _rebuild(board: Board, state: State, trial: State, people: list[int], rng: np.random.Generator) -> bool:
    """Take people out and give each the best tour of an outlook around their present one."""
    for w in people:
        trial.add(board.space, w, -1)
    for w in people:
        at = _outlook(board, board.crew[w], state.template[w], rng)
        if not respond(trial, board.demand, board.space, board.crew[w], w, at, BEAM):
            return False
    return True


def _outlook(board: Board, one: Candidate, tour: NDArray[np.int64], rng: np.random.Generator) -> Outlook:
    """A narrow corridor around the tour's hours and prices around its usual starts; now and then
    moved at random, so that other weeks and other times of day are looked at as well."""
    path, width = _hours_path(one, tour), _width(board)
    usual = one.burden.usual_starts(tour)
    if rng.random() < WANDER:
        path[:-1] += rng.normal(0.0, 4 * width, len(path) - 1)
    if rng.random() < WANDER:
        usual[rng.integers(len(usual))] = rng.choice(one.burden.start_h)
    prices = one.burden.prices(usual, one.burden.weekend_days(tour))
    return Outlook(corridor(one.tours, path, width), prices)


def _hours_path(one: Candidate, template: NDArray[np.int64]) -> NDArray[np.float64]:
    """Running total of hours (units) at each week's end of a tour."""
    worked = np.flatnonzero(template >= 0)
    hours = np.bincount(
        one.tours.week_of_day[worked],
        weights=one.tours.units[worked, template[worked]],
        minlength=one.tours.n_weeks,
    )
    return np.asarray(np.cumsum(hours), dtype=np.float64)


def _width(board: Board) -> float:
    return max(1.0, CORRIDOR_H / board.unit_h)


def _neighbours(board: Board, rng: np.random.Generator, size: int) -> list[int]:
    """A person and up to ``size - 1`` others who share a queue with them, in random order."""
    first = int(rng.integers(len(board.crew)))
    skills = set(board.crew[first].skills.tolist())
    others = [w for w, c in enumerate(board.crew) if w != first and skills & set(c.skills.tolist())]
    picked = rng.permutation(others)[: size - 1].tolist() if others else []
    return [first, *(int(w) for w in picked)]
