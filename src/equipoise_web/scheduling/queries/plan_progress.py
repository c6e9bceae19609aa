"""How far a plan is: its steps, and the best roster so far beside the bound."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DONE, NOW, AHEAD = "done", "now", "ahead"
STEPS: dict[str, Promise] = {
    "reading": _("Reading the centre"),
    "forecast": _("Forecast"),
    "backtest": _("Accuracy of the forecast"),
    "requirement": _("Requirement"),
    "roster": _("Roster"),
    "check": _("Check of all rules"),
    "simulation": _("Simulation"),
}
OF_A_PART = ("reading", "roster", "check")  # a search on a draft makes no forecast
AS_GOOD_AS_BEST = 0.0005


@dataclass(frozen=True)
class Step:
    """One step; ``state`` is done, now or ahead."""

    name: str
    word: Promise
    state: str


@dataclass(frozen=True)
class Shown:
    """What is shown of a plan.

    ``objective`` is the roster's cost in agent-hours, as the centre weighs people short, people over and
    wishes; ``bound`` what none within the rules can cost less than. ``gap`` is the share left to gain, None
    where no useful bound is known; ``of_part`` says that a part of a draft is searched.
    """

    steps: tuple[Step, ...]
    first: date
    last: date
    objective: float | None
    bound: float | None
    tours: int
    seconds: float | None
    asked_s: float | None
    asked_tours: int | None
    of_part: bool = False

    @property
    def gap(self) -> float | None:
        if not self.objective or self.bound is None or self.bound <= 0:
            return None
        return max(0.0, self.objective - self.bound) / self.objective

    @property
    def is_best(self) -> bool:
        """Whether no roster can be noticeably better."""
        return self.gap is not None and self.gap <= AS_GOOD_AS_BEST

    @property
    def share(self) -> float | None:
        """How much of the search is over; None before it begins and for a search without a measure."""
        if self.asked_tours:
            return min(1.0, self.tours / self.asked_tours)
        if self.asked_s and self.seconds is not None:
            return min(1.0, self.seconds / self.asked_s)
        return None


def progress_of(progress: Mapping[str, Any], arguments: Mapping[str, Any], state: str) -> Shown:
    """From what the job told and what was asked of it."""
    first = date.fromisoformat(arguments["start"])
    return Shown(
        _steps(progress.get("step", ""), state, OF_A_PART if "part" in arguments else tuple(STEPS)),
        first,
        first + timedelta(days=7 * arguments["weeks"] - 1),
        progress.get("objective"),
        progress.get("bound"),
        progress.get("tours", 0),
        progress.get("seconds"),
        arguments.get("seconds"),
        arguments.get("work"),
        "part" in arguments,
    )


def _steps(current: str, state: str, names: tuple[str, ...]) -> tuple[Step, ...]:
    """Steps before the current one are done; of a plan that is done all are."""
    at = len(names) if state == DONE else names.index(current) if current in names else 0
    return tuple(
        Step(name, STEPS[name], DONE if place < at else NOW if place == at else AHEAD)
        for place, name in enumerate(names)
    )
