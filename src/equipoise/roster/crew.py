"""The crew: each worker made ready for the optimiser, with limits, skills and wishes as numbers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from equipoise.centre import Preference, Worker
from equipoise.timegrid import Stretch, by_worker

from .catalogue import Catalogue
from .compile import Tightening, tightenings
from .compile.context import Context, begun_before, shifts_of
from .compile.limits import Limits
from .contracts import own_tightenings
from .model import Problem

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class Member:
    """One worker: what may be worked, on which queues, and what each choice costs them.

    ``skills`` are queue indices. ``own_cost`` ``(n_days, n_templates)`` and ``off_cost``
    ``(n_days,)`` price wishes not met, in agent-hours.
    """

    worker: Worker
    context: Context
    tightenings: dict[str, Tightening]
    limits: Limits
    skills: NDArray[np.int64]
    own_cost: FloatArray
    off_cost: FloatArray


def build_crew(problem: Problem, catalogue: Catalogue) -> tuple[Member, ...]:
    """Everybody made ready under the problem's rules."""
    previous = by_worker(problem.workforce.previous)
    return tuple(
        build_member(problem, catalogue, worker, previous.get(worker.name, ())) for worker in problem.workers
    )


def build_member(
    problem: Problem, catalogue: Catalogue, worker: Worker, previous: tuple[Stretch, ...] = ()
) -> Member:
    """Fold the worker's own limits and every rule into one set of limits."""
    context = build_context(problem, catalogue, worker, previous)
    named = own_tightenings(problem, worker, context) | tightenings(problem.rules, context)
    skills = [problem.queues.index(queue) for queue in worker.skills if queue in problem.queues]
    own_cost, off_cost = wish_costs(problem, catalogue, worker)
    limits = fold(named, catalogue)
    return Member(worker, context, named, limits, np.array(sorted(skills)), own_cost, off_cost)


def fold(named: dict[str, Tightening], catalogue: Catalogue) -> Limits:
    """All tightenings applied in turn."""
    return reduce(lambda limits, tighten: tighten(limits), named.values(), Limits.free(catalogue))


def build_context(
    problem: Problem, catalogue: Catalogue, worker: Worker, previous: tuple[Stretch, ...]
) -> Context:
    """The worker's past and absences."""
    before = begun_before(previous, problem.grid.start_s)
    absences = tuple(a for a in problem.workforce.absences if a.worker == worker.name)
    return Context(catalogue, worker.facts, shifts_of(before), absences, worker.max_h)


def wish_costs(problem: Problem, catalogue: Catalogue, worker: Worker) -> tuple[FloatArray, FloatArray]:
    """Prices of working against ``avoid`` and of not working along ``prefer``, day by day."""
    own = np.zeros(catalogue.start_s.shape)
    off = np.zeros(len(catalogue.days))
    for wish in problem.workforce.preferences:
        if wish.worker != worker.name:
            continue
        price = problem.weights.preference * wish.weight
        met = _works(catalogue, wish)
        if wish.kind == "avoid":
            own += price * met
        else:  # one shift grants it, so each day that could is priced its part
            days = _asked_days(catalogue, wish, met)
            each = price / max(1, int(days.sum()))
            own += each * (days[:, None] & ~met)
            off += each * days
    return own, off


def _works(catalogue: Catalogue, wish: Preference) -> NDArray[np.bool_]:
    """Which shifts fall in the wish's time and, where it names a start, begin then."""
    overlaps = (catalogue.start_s < wish.end_s) & (catalogue.end_s > wish.start_s)
    if not wish.shift:
        return overlaps
    starts = np.array([f"{t.start_minute // 60:02d}:{t.start_minute % 60:02d}" for t in catalogue.templates])
    return overlaps & (starts == wish.shift)[None, :]


def _asked_days(catalogue: Catalogue, wish: Preference, met: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Days of the wish's time on which some shift could meet it."""
    touched = (catalogue.midnight_s[:-1] < wish.end_s) & (catalogue.midnight_s[1:] > wish.start_s)
    return np.asarray(touched & met.any(axis=1))
