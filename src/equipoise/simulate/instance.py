"""A team of groups with ranked skills, without a roster: one day, again and again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from equipoise.errors import InvalidInput

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
MOST_CONTACTS = 20_000_000  # a day
MOST_AGENTS = 100_000


@dataclass(frozen=True)
class Instance:
    """What a day is made of.

    ``arrivals`` are contacts expected by skill and interval, ``(n_skills, n)``; ``aht_s`` and
    ``patience_s`` (infinity: never gives up) means by skill. Group ``g`` has ``agents[g]`` people, who take
    the first of ``skills_of[g]`` with somebody waiting; a contact goes to the first of ``groups_of[skill]``
    with somebody idle. Arrivals are Poisson, handle times and patience exponential.
    """

    interval_s: float
    arrivals: FloatArray
    aht_s: FloatArray
    patience_s: FloatArray
    agents: tuple[int, ...]
    skills_of: tuple[tuple[int, ...], ...]
    groups_of: tuple[tuple[int, ...], ...]
    answered_within_s: float

    def __post_init__(self) -> None:
        skills, groups = len(self.groups_of), len(self.agents)
        _check_numbers(self)
        _check_order(self.skills_of, skills, "skills_in_priority_order")
        _check_order(self.groups_of, groups, "groups_by_skill_in_preference_order")
        for skill, order in enumerate(self.groups_of):
            if not any(self.agents[group] for group in order):
                raise InvalidInput(f"nobody has skill {skill}", field="groups_by_skill_in_preference_order")
            for group in order:
                if skill not in self.skills_of[group]:
                    raise InvalidInput(f"skill {skill} prefers group {group}, which does not have it")

    @property
    def horizon_s(self) -> float:
        """Length of the day."""
        return float(self.interval_s * self.arrivals.shape[1])

    @property
    def group_of_agent(self) -> IntArray:
        """Each agent's group, group by group."""
        return np.repeat(np.arange(len(self.agents)), self.agents)


def instance_from(document: Mapping[str, Any]) -> Instance:
    """From a JSON object as in ``docs/reference/schemas/simulation_input.schema.json``.

    The instance is the object itself, or its key ``instance``. Raises :class:`InvalidInput` naming the field
    that is absent, of the wrong kind or out of range.
    """
    given = document.get("instance", document)
    if not isinstance(given, Mapping):
        raise InvalidInput("the instance is not an object", field="instance")
    groups = _get(given, "agent_groups", Sequence)
    try:
        return Instance(
            interval_s=float(_get(given, "interval_s", (int, float))),
            arrivals=_matrix(_get(given, "arrivals_per_interval_by_skill", Sequence)),
            aht_s=np.array(_get(given, "aht_s", Sequence), dtype=float),
            patience_s=np.array(
                [np.inf if one is None else one for one in _get(given, "mean_patience_s", Sequence)],
                dtype=float,
            ),
            agents=tuple(_get(group, "agents", int) for group in groups),
            skills_of=tuple(tuple(_get(group, "skills_in_priority_order", Sequence)) for group in groups),
            groups_of=tuple(map(tuple, _get(given, "groups_by_skill_in_preference_order", Sequence))),
            answered_within_s=float(_get(given, "t_s", (int, float))),
        )
    except (TypeError, ValueError) as error:
        if isinstance(error, InvalidInput):
            raise
        raise InvalidInput(f"a value is of the wrong kind: {error}", field="instance") from error


def _matrix(rows: Sequence[Any]) -> FloatArray:
    matrix = np.array(rows, dtype=float)
    if matrix.ndim != 2 or matrix.shape[1] == 0:
        raise InvalidInput(
            "one row a skill and one number an interval", field="arrivals_per_interval_by_skill"
        )
    return matrix


def _get(given: Any, field: str, kind: Any) -> Any:
    if not isinstance(given, Mapping) or field not in given:
        raise InvalidInput("a value is required", field=field)
    value = given[field]
    if not isinstance(value, kind) or isinstance(value, (bool, str)):
        raise InvalidInput(f"{value!r} is of the wrong kind", field=field)
    return value


def _check_numbers(given: Instance) -> None:
    skills = len(given.groups_of)
    for name in ("arrivals", "aht_s", "patience_s"):
        if getattr(given, name).shape[0] != skills:
            raise InvalidInput(f"{skills} skills, but {getattr(given, name).shape[0]} values", field=name)
    if not 0 < given.interval_s < np.inf:
        raise InvalidInput("an interval lasts a finite time > 0", field="interval_s")
    if not 0 <= given.answered_within_s < np.inf:
        raise InvalidInput("the threshold is a number >= 0", field="t_s")
    if not (np.all(np.isfinite(given.arrivals)) and np.all(given.arrivals >= 0)):
        raise InvalidInput("contacts expected are numbers >= 0", field="arrivals_per_interval_by_skill")
    if not (np.all(np.isfinite(given.aht_s)) and np.all(given.aht_s > 0)):
        raise InvalidInput("handle times are numbers > 0", field="aht_s")
    if not np.all(given.patience_s > 0):
        raise InvalidInput("patience is a number > 0, or null for never", field="mean_patience_s")
    if given.arrivals.sum() > MOST_CONTACTS or not all(0 <= n <= MOST_AGENTS for n in given.agents):
        limits = f"at most {MOST_CONTACTS:,} contacts a day and {MOST_AGENTS:,} agents a group"
        raise InvalidInput(limits, field="agents")


def _check_order(orders: tuple[tuple[int, ...], ...], n: int, field: str) -> None:
    for order in orders:
        if any(not isinstance(one, int) or not 0 <= one < n for one in order) or len(set(order)) < len(order):
            raise InvalidInput(f"{list(order)} are not different numbers from 0 to {n - 1}", field=field)
