"""Customers, people, money and what stands before publication: the figures of one roster."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from equipoise_web.scheduling.models import Roster
from equipoise_web.scheduling.queries.roster_findings import Mark, counts


@dataclass(frozen=True)
class QueueFigure:
    """Share of the contacts offered that are answered in time, by simulation.

    ``low`` to ``high`` holds nine of ten repetitions.
    """

    name: str
    mean: float | None
    low: float | None
    high: float | None
    target: float
    offered: float

    @property
    def title(self) -> str:
        return self.name[:1].upper() + self.name[1:]

    @property
    def margin(self) -> float:
        """How far above its own target the mean is; an unknown mean comes first."""
        return -1.0 if self.mean is None else self.mean - self.target


@dataclass(frozen=True)
class Figures:
    """The plan's own indices, queues weakest first; an empty part was not computed."""

    queues: tuple[QueueFigure, ...]
    preferences: dict[str, Any]
    unsocial: dict[str, Any]
    strain: dict[str, Any]
    money: dict[str, Any]
    findings: dict[str, int]

    @property
    def weakest(self) -> QueueFigure | None:
        return self.queues[0] if self.queues else None

    @property
    def rest(self) -> tuple[QueueFigure, ...]:
        return self.queues[1:]

    @property
    def over_contract(self) -> float | None:
        """Paid and absent hours beside contract hours, over everybody."""
        if not self.money:
            return None
        return float(self.money["paid_h"] + self.money["absence_h"] - self.money["contract_h"])


def figures_of(roster: Roster, marks: Iterable[Mark]) -> Figures:
    """The figures of a roster as planned, and the findings that the viewer may see."""
    people = roster.balance.get("people", {})
    return Figures(
        _queues(roster.balance.get("customers", {})),
        people.get("preferences", {}),
        people.get("unsocial", {}),
        people.get("strain", {}),
        roster.balance.get("money", {}),
        counts(marks),
    )


def _queues(customers: dict[str, Any]) -> tuple[QueueFigure, ...]:
    found = [
        QueueFigure(name, row["mean"], row["low"], row["high"], row["target"], row["offered"])
        for name, row in customers.get("queues", {}).items()
    ]
    return tuple(sorted(found, key=lambda figure: figure.margin))
