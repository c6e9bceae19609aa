"""``solve``: the one entry to the optimiser."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from time import monotonic

import numpy as np

from equipoise.errors import Infeasible, InvalidInput
from equipoise.rules.model import Rule
from equipoise.timegrid import Stretch

from .activities import Placer, refuse_unknown_groups
from .bound import lower_bound
from .burden import build_burden
from .catalogue import Catalogue, build_catalogue
from .clash import Explainer, relaxable
from .cover import build_demand, present
from .crew import Member, build_crew, fold
from .day_layer import build_day_space
from .model import Problem, Progress, Result
from .rows import carried_over, to_stretches
from .search import BEAM, Board, build_up, improve
from .start import adopt
from .start_state import start_label
from .state import Candidate, State, seat
from .stops import Stop
from .tour_layer import build_tour_space

OnProgress = Callable[[Progress], None]


def solve(
    problem: Problem,
    stop: Stop,
    seed: int,
    start: Sequence[Stretch] | None = None,
    on_progress: OnProgress | None = None,
) -> Result:
    """A lawful roster near the cheapest cover.

    Parameters
    ----------
    stop
        Asked after every step; see :mod:`equipoise.roster.stops`.
    seed
        With the same problem and a stop by work, the same roster every time.
    start
        A roster to improve on; tours in it that are not lawful are rebuilt.
    on_progress
        Told objective, bound, work and seconds after every step.

    Raises
    ------
    Infeasible
        Law, contract and absences leave some worker no tour; names the smallest clashing sets.
    InvalidInput
        No shift fits the opening hours, or a rule that the optimiser cannot obey.
    """
    began = monotonic()
    setup = prepare(problem)
    bound = lower_bound(problem, setup.catalogue, setup.crew)
    rng = np.random.default_rng(seed)
    state = _first(setup, problem, rng, start)
    board, work = setup.board, 0

    def told(objective: float, done: int) -> bool:
        nonlocal work
        work = done
        progress = Progress(objective, bound, work, monotonic() - began)
        if on_progress is not None:
            on_progress(progress)
        return stop(progress)

    best = improve(board, state, rng, told)
    rows = to_stretches(problem, setup.catalogue, setup.crew, best)
    placer = Placer(problem, setup.catalogue, board.demand, best.scheduled)
    rows, unplaced = placer.place_all(setup.crew, rows)
    return Result(
        stretches=tuple(rows),
        coverage=board.demand.by_interval(best.scheduled),
        objective=best.objective(board.demand),
        bound=bound,
        work=work,
        seconds=monotonic() - began,
        relaxed=setup.relaxed,
        unplaced=unplaced,
    )


@dataclass(frozen=True)
class Setup:
    """A problem made ready: catalogue, crew, board, and the guidance that could not be kept."""

    catalogue: Catalogue
    crew: tuple[Member, ...]
    board: Board
    relaxed: tuple[tuple[str, str], ...]


def prepare(problem: Problem) -> Setup:
    """Compile rules and contracts; raises as :func:`solve` does."""
    if not problem.workers:
        raise InvalidInput("there is nobody to roster", field="workers")
    refuse_unknown_groups(problem)
    catalogue = build_catalogue(problem)
    crew, relaxed = _lawful_crew(problem, catalogue, build_crew(problem, catalogue))
    board = Board(
        demand=build_demand(problem, catalogue),
        space=build_day_space(catalogue, problem.grid.start_s),
        crew=tuple(_candidate(problem, catalogue, member) for member in crew),
        unit_h=catalogue.unit_s / 3600,
    )
    return Setup(catalogue, crew, board, relaxed)


def _lawful_crew(
    problem: Problem, catalogue: Catalogue, crew: tuple[Member, ...]
) -> tuple[tuple[Member, ...], tuple[tuple[str, str], ...]]:
    """Everybody with limits that allow a tour; guidance gives way where it must, and is named."""
    kept, relaxed, clashes = [], [], []
    for member in crew:
        if _has_tour(catalogue, member):
            kept.append(member)
            continue
        dropped = relaxable(catalogue, member, guidance(problem.rules))
        if dropped is None:
            clashes.append(Explainer(catalogue, member).clash())
            continue
        named = {name: t for name, t in member.tightenings.items() if name not in dropped}
        kept.append(replace(member, tightenings=named, limits=fold(named, catalogue)))
        relaxed += [(member.worker.name, name) for name in dropped]
    if clashes:
        raise Infeasible(tuple(clashes))
    return tuple(kept), tuple(relaxed)


def guidance(rules: tuple[Rule, ...]) -> list[str]:
    """Names of the rules that give way where nobody can keep them."""
    return [rule.id for rule in rules if rule.severity == "warn"]


def _has_tour(catalogue: Catalogue, member: Member) -> bool:
    return Explainer(catalogue, member).possible(list(member.tightenings))


def _candidate(problem: Problem, catalogue: Catalogue, member: Member) -> Candidate:
    tours = build_tour_space(catalogue, member.limits, start_label(member.context, member.limits))
    due = int(tours.scalars[0])
    burden = build_burden(catalogue, problem.weights, member.own_cost, member.off_cost, due)
    return Candidate(tours, member.skills, burden)


def _first(
    setup: Setup, problem: Problem, rng: np.random.Generator, start: Sequence[Stretch] | None
) -> State:
    """A lawful roster for everybody: from ``start`` where it is given, by best response else."""
    board, breaks = setup.board, setup.board.space.window.shape[1]
    before = present(problem, setup.catalogue, carried_over(problem))
    state = State.empty(len(setup.crew), len(setup.catalogue.days), breaks, before)
    adopted = adopt(problem, setup.catalogue, setup.crew, board, state, start) if start else set()
    left = [int(w) for w in rng.permutation(len(setup.crew)) if w not in adopted]
    for beam, free in ((BEAM, False), (BEAM, True)):
        left = build_up(board, state, left, beam, free=free)
    for w in left:  # the price led the beam astray: take the tour that showed one to exist
        member = setup.crew[w]
        tour = Explainer(setup.catalogue, member).tour(list(member.tightenings))
        assert tour is not None
        seat(state, board.demand, board.space, board.crew[w], w, tour)
    return state
