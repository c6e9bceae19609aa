"""Why a worker can have no lawful tour: rules that cannot all hold, and of which none can be spared."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from equipoise.errors import Clash

from .catalogue import Catalogue
from .compile import Tightening
from .crew import Member, fold
from .start_state import start_label
from .tour_layer import best_tour, build_tour_space, corridor, even_path

BEAM, WIDE_BEAM = 4, 48


@dataclass(frozen=True)
class Explainer:
    """Asks the one-person programme what is possible without some of the rules."""

    catalogue: Catalogue
    member: Member

    def possible(self, names: list[str], week: int | None = None) -> bool:
        """Whether a tour keeps to the named rules alone; with ``week``, to the least hours of that
        calendar week only."""
        return self.tour(names, week) is not None

    def tour(self, names: list[str], week: int | None = None) -> NDArray[np.int64] | None:
        """A tour that keeps to the named rules, whatever it costs."""
        named: dict[str, Tightening] = {name: self.member.tightenings[name] for name in names}
        limits = fold(named, self.catalogue)
        if week is not None:
            only = np.arange(len(limits.week_min_s)) == week
            limits = replace(limits, week_min_s=limits.week_min_s * only, total_min_s=0)
        initial = start_label(self.member.context, limits)
        space = build_tour_space(self.catalogue, limits, initial)
        price = np.where(limits.allowed, 0.0, np.inf)
        off = np.zeros(len(self.catalogue.days))
        narrow = corridor(space, even_path(space), 1.0)
        tries = ((narrow, 1), (space, BEAM), (space, WIDE_BEAM))  # only the last may say no
        found = (best_tour(tours, price, off, 0.0, beam) for tours, beam in tries)
        return next((answer[1] for answer in found if answer is not None), None)

    def clash(self) -> Clash:
        """A set of which none can be left out, found by leaving one out at a time."""
        needed = list(self.member.tightenings)
        week = next((w for w in range(self.member.context.weeks) if not self.possible(needed, w)), None)
        for name in list(needed):
            rest = [other for other in needed if other != name]
            if not self.possible(rest, week):
                needed = rest
        days = [d for d, w in zip(self.catalogue.days, self.catalogue.week, strict=True) if week in (None, w)]
        return Clash(self.member.worker.name, tuple(needed), days[0].isoformat(), days[-1].isoformat())


def relaxable(catalogue: Catalogue, member: Member, guidance: list[str]) -> list[str] | None:
    """The fewest-in-order rules of guidance to leave out so that a tour exists; ``None`` if the law
    and the contract alone already clash."""
    explainer = Explainer(catalogue, member)
    kept = [name for name in member.tightenings if name not in guidance]
    if not explainer.possible(kept):
        return None
    for name in guidance:
        if explainer.possible([*kept, name]):
            kept.append(name)
    return [name for name in guidance if name not in kept]
