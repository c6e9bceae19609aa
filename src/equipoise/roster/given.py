"""A roster that people made, weighed by the same prices of cover as the search's own."""

from __future__ import annotations

from collections.abc import Sequence

from equipoise.timegrid import Stretch

from .catalogue import build_catalogue
from .cover import build_demand, present
from .model import Problem, Result
from .rows import carried_over


def weigh(problem: Problem, stretches: Sequence[Stretch]) -> Result:
    """The roster as it is given: nothing is moved, whatever rules it breaks.

    ``objective`` is the price of cover alone, since what a hand-made shift asks of a person has no
    price here; ``bound`` is 0 and says nothing.
    """
    catalogue = build_catalogue(problem)
    demand = build_demand(problem, catalogue)
    scheduled = present(problem, catalogue, (*carried_over(problem), *stretches))
    return Result(
        stretches=tuple(sorted(stretches)),
        coverage=demand.by_interval(scheduled),
        objective=demand.cost(scheduled),
        bound=0.0,
        work=0,
        seconds=0.0,
    )
