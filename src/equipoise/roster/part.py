"""``solve_part``: some days of some workers planned anew, with everything around them as it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from time import monotonic

import numpy as np
from numpy.typing import NDArray

from equipoise.centre import Worker
from equipoise.errors import InvalidInput
from equipoise.timegrid import Stretch

from .activities import Placer
from .bound import lower_bound
from .burden import build_burden
from .catalogue import build_catalogue
from .clash import Explainer, relaxable
from .compile.limits import UNLIMITED, Limits
from .cover import build_demand, present
from .crew import Member, build_crew, fold
from .day_layer import build_day_space
from .model import Problem, Progress, Result, Unplaced
from .rows import carried_over, to_stretches
from .search import BEAM, Board, build_up, improve
from .solve import OnProgress, guidance
from .standing import Standing, build_standing, spans_on_queues
from .start_state import start_label
from .state import KEPT, Candidate, State, seat
from .stops import Stop
from .tour_layer import best_tour, build_tour_space

IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]
FIXED = "fixed_days"


@dataclass(frozen=True)
class Part:
    """What may change of a roster: ``rows`` is all of it, ``free`` the days of each worker that may.

    ``change`` is the price of a day that differs from ``rows``, in agent-hours; 0 prices nothing.
    """

    rows: tuple[Stretch, ...]
    free: Mapping[str, frozenset[date]]
    change: float = 0.0


def solve_part(
    problem: Problem, part: Part, stop: Stop, seed: int, on_progress: OnProgress | None = None
) -> Result:
    """The roster with the free days planned anew: lawful together with the days around them.

    Contract hours bind as far as the fixed days leave room: a week that they fill or overfill gets no
    more. A day on which a row of absence stands is fixed. A worker whose fixed days break a limit keeps
    all days as they are and is named in ``held``; so no part is ever without an answer. ``objective`` and
    ``bound`` are those of the whole cover, with the burden and changes of the workers planned.

    Raises
    ------
    InvalidInput
        Nobody of the part is of the problem, or no shift fits the opening hours.
    """
    began = monotonic()
    setup = _prepare(problem, part)
    bound = setup.bound()
    state = setup.first(np.random.default_rng(seed))
    work = 0

    def told(objective: float, done: int) -> bool:
        nonlocal work
        work = done
        progress = Progress(objective, min(bound, objective), work, monotonic() - began)
        if on_progress is not None:
            on_progress(progress)
        return stop(progress)

    best = improve(setup.board, state, np.random.default_rng(seed), told) if setup.crew else state
    rows, unplaced = setup.rows(best)
    objective = best.objective(setup.board.demand)
    return Result(
        stretches=tuple(sorted([*setup.around, *rows])),
        coverage=setup.board.demand.by_interval(best.scheduled),
        objective=objective,
        bound=min(bound, objective),
        work=work,
        seconds=monotonic() - began,
        relaxed=setup.relaxed,
        unplaced=unplaced,
        held=setup.held,
    )


@dataclass(frozen=True)
class _Setup:
    """A part made ready; ``crew`` are the members who can be planned, ``around`` the rows of all others.

    ``base`` is the cover of all that does not change, ``standing`` has the crew's shifts.
    """

    problem: Problem
    standing: Standing
    crew: tuple[Member, ...]
    free: BoolArray
    board: Board
    base: IntArray
    around: tuple[Stretch, ...]
    relaxed: tuple[tuple[str, str], ...]
    held: tuple[str, ...]

    def bound(self) -> float:
        """A lower bound; 0 where a shift that may stay is on several queues, which it cannot weigh."""
        if not self.crew or any(
            len({q for q, _, _ in spans}) > 1 for spans in self.board.space.kept.values()
        ):
            return 0.0
        members = [self._only_free(w, member) for w, member in enumerate(self.crew)]
        fixed = (~self.free & (self.standing.template >= 0)).sum()
        whole = lower_bound(self.problem, self.standing.catalogue, members, self.base)
        return whole + self.problem.weights.day * int(fixed)

    def _only_free(self, w: int, member: Member) -> Member:
        """The limits that the fixed days leave to the free ones."""
        limits = member.limits
        weeks = _hours(self.standing, w, ~self.free[w])
        return replace(
            member,
            limits=replace(
                limits,
                allowed=limits.allowed & self.free[w][:, None],
                week_max_s=np.maximum(limits.week_max_s - weeks, 0),
                total_max_s=max(0, min(limits.total_max_s, UNLIMITED) - int(weeks.sum())),
                total_min_s=max(0, limits.total_min_s - int(weeks.sum())),
            ),
        )

    def first(self, rng: np.random.Generator) -> State:
        """The roster as it stands, and new tours for those whose own is not lawful."""
        days, breaks = self.free.shape[1], self.board.space.window.shape[1]
        state = State.empty(len(self.crew), days, breaks, self.base)
        left = [w for w in range(len(self.crew)) if not self._stays(state, w)]
        left = [int(w) for w in rng.permutation(left)]
        for free in (False, True):
            left = build_up(self.board, state, left, BEAM, free=free)
        for w in left:
            member = self.crew[w]
            tour = Explainer(self.standing.catalogue, member).tour(list(member.tightenings))
            assert tour is not None  # whoever has none is held
            seat(state, self.board.demand, self.board.space, self.board.crew[w], w, tour)
        return state

    def _stays(self, state: State, w: int) -> bool:
        """Enter a worker's tour as it stands, where it is lawful as a whole."""
        one, tour = self.board.crew[w], self.standing.template[w]
        worked = np.flatnonzero(tour >= 0)
        price = np.full(one.tours.allowed.shape, np.inf)
        price[worked, tour[worked]] = np.where(one.tours.allowed[worked, tour[worked]], -1.0, np.inf)
        found = best_tour(one.tours, price, np.zeros(len(tour)), 0.0, BEAM)
        if found is None or not np.array_equal(found[1], tour):
            return False
        state.template[w], state.queue[w] = tour, KEPT
        state.own[w] = one.burden.cost(tour)
        state.add(self.board.space, w, 1)
        return True

    def rows(self, best: State) -> tuple[list[Stretch], tuple[Unplaced, ...]]:
        """The crew's rows: those that stay as they stood, and new ones with their activities."""
        anew = to_stretches(self.problem, self.standing.catalogue, self.crew, best)
        stays = [
            row
            for (w, day), rows in self.standing.rows.items()
            for row in rows
            if self.standing.away[w, day] or _is_kept(best, w, day)
        ]
        placer = Placer(self.problem, self.standing.catalogue, self.board.demand, best.scheduled)
        placed, unplaced = placer.place_all(self.crew, anew, stays)
        return [*stays, *placed], unplaced


def _is_kept(state: State, w: int, day: int) -> bool:
    return bool(state.template[w, day] >= 0 and state.queue[w, day] == KEPT)


def _prepare(problem: Problem, part: Part) -> _Setup:
    asked = replace(problem.workforce, workers=tuple(w for w in problem.workers if w.name in part.free))
    if not asked.workers:
        raise InvalidInput("there is nobody to roster", field="workers")
    smaller = replace(problem, workforce=asked)
    plain = build_catalogue(problem)
    standing = build_standing(problem, plain, [worker.name for worker in asked.workers], part.rows)
    free = _free_days(standing, part, asked.workers)
    kept, relaxed, held = [], [], []
    for w, member in enumerate(build_crew(smaller, standing.catalogue)):
        found, dropped = _planned(smaller, _fixed(standing, w, free[w], member), standing)
        if found is None:
            held.append(member.worker.name)
        else:
            kept.append((w, _priced(standing, w, free[w], found, part.change)))
            relaxed += [(member.worker.name, name) for name in dropped]
    at = [w for w, _ in kept]
    standing = _only(standing, at)
    return _assembled(smaller, part, standing, [member for _, member in kept], free[at], relaxed, held)


def _assembled(
    problem: Problem,
    part: Part,
    standing: Standing,
    members: list[Member],
    free: BoolArray,
    relaxed: list[tuple[str, str]],
    held: list[str],
) -> _Setup:
    catalogue = standing.catalogue
    demand, space = build_demand(problem, catalogue), build_day_space(catalogue, problem.grid.start_s)
    names = {member.worker.name for member in members}
    around = tuple(row for row in part.rows if row.worker not in names)
    fixed = [row for (w, d), rows in standing.rows.items() if not free[w, d] for row in rows]
    base = present(problem, catalogue, [*carried_over(problem), *around, *fixed])
    for (w, d), rows in standing.rows.items():
        if free[w, d]:
            spans = spans_on_queues(problem, catalogue, rows, base.shape[1])
            space.kept[w, d] = np.array(spans, dtype=np.int64).reshape(-1, 3)
    crew = tuple(_candidate(problem, standing, w, free[w], member) for w, member in enumerate(members))
    board = Board(demand, space, crew, catalogue.unit_s / 3600)
    return _Setup(problem, standing, tuple(members), free, board, base, around, tuple(relaxed), tuple(held))


def _free_days(standing: Standing, part: Part, workers: Iterable[Worker]) -> BoolArray:
    days = standing.catalogue.days
    asked = [[day in part.free[worker.name] for day in days] for worker in workers]
    return np.array(asked, dtype=np.bool_) & ~standing.away


def _only(standing: Standing, at: list[int]) -> Standing:
    """The rows of some workers, renumbered."""
    place = {w: new for new, w in enumerate(at)}
    rows = {(place[w], d): rows for (w, d), rows in standing.rows.items() if w in place}
    return replace(standing, template=standing.template[at], rows=rows, away=standing.away[at])


def _hours(standing: Standing, w: int, days: BoolArray) -> IntArray:
    """Working seconds by calendar week of the shifts that stand on some days."""
    catalogue, tour = standing.catalogue, standing.template[w]
    worked = np.flatnonzero((tour >= 0) & days)
    hours = np.bincount(
        catalogue.week[worked],
        weights=catalogue.work_s[worked, tour[worked]],
        minlength=int(catalogue.week[-1]) + 1,
    )
    return np.asarray(hours, dtype=np.int64)


def _fixed(standing: Standing, w: int, free: BoolArray, member: Member) -> Member:
    """The member with one tightening more: fixed days are as they stand, free ones may be."""
    everything, catalogue = np.ones_like(free), standing.catalogue
    lawful = fold(member.tightenings, replace(catalogue, open=catalogue.open | standing.is_given()[None, :]))
    hold = partial(
        _hold,
        tour=standing.template[w],
        free=free,
        lawful=lawful.allowed,
        fixed_s=_hours(standing, w, ~free),
        stands_s=_hours(standing, w, everything),
    )
    named = member.tightenings | {FIXED: hold}
    return replace(member, tightenings=named, limits=fold(named, catalogue))


def _hold(
    limits: Limits, tour: IntArray, free: BoolArray, lawful: BoolArray, fixed_s: IntArray, stands_s: IntArray
) -> Limits:
    """Hours give way to what the fixed days take, and to what stands where that is less than is due."""
    allowed = limits.allowed & free[:, None]
    worked = np.flatnonzero(tour >= 0)
    allowed[worked, tour[worked]] = lawful[worked, tour[worked]] | ~free[worked]
    return replace(
        limits,
        allowed=allowed,
        must=~free & (tour >= 0),
        week_max_s=np.maximum(limits.week_max_s, fixed_s),
        week_min_s=np.minimum(limits.week_min_s, stands_s),
        total_max_s=max(limits.total_max_s, int(fixed_s.sum())),
        total_min_s=min(limits.total_min_s, int(stands_s.sum())),
    )


def _planned(problem: Problem, member: Member, standing: Standing) -> tuple[Member | None, list[str]]:
    """The member with guidance relaxed where it must be, and what was; None where no tour is lawful."""
    catalogue = standing.catalogue
    if Explainer(catalogue, member).possible(list(member.tightenings)):
        return member, []
    dropped = relaxable(catalogue, member, guidance(problem.rules))
    if dropped is None:
        return None, []
    named = {name: t for name, t in member.tightenings.items() if name not in dropped}
    return replace(member, tightenings=named, limits=fold(named, catalogue)), dropped


def _priced(standing: Standing, w: int, free: BoolArray, member: Member, change: float) -> Member:
    """The member with the price of each day that would differ."""
    tour, own, off = standing.template[w], member.own_cost.copy(), member.off_cost.copy()
    own[free] += change
    worked = np.flatnonzero(free & (tour >= 0))
    own[worked, tour[worked]] -= change
    off[worked] += change
    return replace(member, own_cost=own, off_cost=off)


def _candidate(problem: Problem, standing: Standing, w: int, free: BoolArray, member: Member) -> Candidate:
    catalogue = standing.catalogue
    tours = build_tour_space(catalogue, member.limits, start_label(member.context, member.limits))
    due = int(tours.scalars[0])
    burden = build_burden(catalogue, problem.weights, member.own_cost, member.off_cost, due)
    anew = member.limits.allowed & free[:, None] & ~standing.is_given()[None, :]
    return Candidate(tours, member.skills, burden, standing.template[w], anew)
