"""Many days of an instance: means with 95 % half-widths, and paired differences between two teams."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from equipoise.errors import InvalidInput

from .groups import (
    ABANDONED,
    BEGUN,
    HANDLING,
    MEASURES,
    NO_PAUSE,
    OFFERED,
    SHORT,
    WAIT_S,
    WITHIN,
    play_day,
    team_of,
)
from .instance import FloatArray, Instance
from .instance_draws import draw_day

Z = 1.959963984540054
RATIOS = {
    "sl_answered_over_offered": (WITHIN, (OFFERED,), ()),
    "sl_excl_short_abandons": (WITHIN, (OFFERED,), (SHORT,)),
    "p_abandon": (ABANDONED, (OFFERED,), ()),
    "mean_wait_all_s": (WAIT_S, (OFFERED,), ()),
}


@dataclass(frozen=True)
class Mean:
    """A mean over days and the half-width of its 95 % interval (NaN with one day)."""

    mean: float
    half_width: float


@dataclass(frozen=True)
class Days:
    """What was counted.

    ``counts`` by day, skill and measure, ``(days, n_skills, 6)``; ``by_interval`` the same summed over days
    by interval of arrival, ``(n_skills, n, 6)``; ``strain`` handling seconds, contacts begun, and begun
    without a pause, summed, ``(n_agents, 3)``.
    """

    instance: Instance
    seed: int
    counts: FloatArray
    by_interval: FloatArray
    strain: FloatArray

    def measures(self, skill: int | None = None) -> dict[str, Mean]:
        """:data:`RATIOS` and ``offered_per_day``, of all contacts or of one skill's."""
        counts = self._of(skill)
        found = {name: self.ratio(name, skill) for name in RATIOS}
        return {**found, "offered_per_day": _ratio(counts[:, OFFERED], np.ones(len(counts)))}

    def ratio(self, name: str, skill: int | None = None) -> Mean:
        """One of :data:`RATIOS`: a share of all contacts of all days, not a mean of daily shares."""
        top, more, less = self._parts(name, skill)
        return _ratio(top, more - less)

    def occupancy(self) -> float:
        """Handling time / time from the day's start to its end, all agents together."""
        paid = self.strain.shape[0] * self.instance.horizon_s * len(self.counts)
        return float(self.strain[:, HANDLING].sum() / paid)

    def agents(self) -> list[dict[str, float]]:
        """Each agent's occupancy, share of contacts begun without a pause, and contacts a day."""
        days, paid = len(self.counts), self.instance.horizon_s * len(self.counts)
        return [
            {
                "occupancy": float(row[HANDLING] / paid),
                "no_pause_share": float(row[NO_PAUSE] / row[BEGUN]) if row[BEGUN] else np.nan,
                "contacts_per_day": float(row[BEGUN] / days),
            }
            for row in self.strain
        ]

    def _of(self, skill: int | None) -> FloatArray:
        return self.counts.sum(axis=1) if skill is None else self.counts[:, skill]

    def _parts(self, name: str, skill: int | None) -> tuple[FloatArray, FloatArray, FloatArray]:
        counts = self._of(skill)
        top, more, less = RATIOS[name]
        return counts[:, top], counts[:, list(more)].sum(axis=1), counts[:, list(less)].sum(axis=1)


def simulate_days(instance: Instance, days: int, seed: int, *, first: int = 0) -> Days:
    """Simulate days number ``first`` to ``first + days - 1``; day ``d`` is the same for every team.

    ``days`` >= 1, ``seed`` >= 0, otherwise :class:`InvalidInput`. Memory: a day's contacts, and six
    numbers a day and skill.
    """
    if days < 1 or seed < 0:
        raise InvalidInput(
            "days must be at least 1 and seed at least 0", field="days" if days < 1 else "seed"
        )
    team = team_of(instance)
    skills, n = instance.arrivals.shape
    counts, total = np.zeros((days, skills, MEASURES)), np.zeros((skills, n, MEASURES))
    strain = np.zeros((team.group.size, 3))
    for day in range(days):
        tally = np.zeros((skills, n, MEASURES))
        play_day(team, draw_day(instance, seed, first + day), tally, strain)
        counts[day] = tally.sum(axis=1)
        total += tally
    return Days(instance, seed, counts, total, strain)


def difference(one: Days, other: Days, name: str, skill: int | None = None) -> Mean:
    """``one`` minus ``other`` in one of :data:`RATIOS`, day by day on the same contacts.

    Both with the same seed and days; the half-width is then that of the paired difference, far smaller
    than two independent simulations would give.
    """
    if (one.seed, len(one.counts)) != (other.seed, len(other.counts)):
        raise InvalidInput("paired days need the same seed and number of days", field="seed")
    effects = [_effects(*days._parts(name, skill)) for days in (one, other)]
    values = effects[0] - effects[1]
    return Mean(one.ratio(name, skill).mean - other.ratio(name, skill).mean, _half_width(values))


def _ratio(top: FloatArray, bottom: FloatArray) -> Mean:
    total = bottom.sum()
    if not total:
        return Mean(np.nan, np.nan)
    return Mean(float(top.sum() / total), _half_width(_effects(top, bottom, np.zeros_like(top))))


def _effects(top: FloatArray, more: FloatArray, less: FloatArray) -> FloatArray:
    """What each day does to a ratio of sums (the delta method)."""
    bottom = more - less
    return (top - top.sum() / bottom.sum() * bottom) / bottom.mean()


def _half_width(values: FloatArray) -> float:
    return float(Z * values.std(ddof=1) / np.sqrt(values.size)) if values.size > 1 else np.nan
