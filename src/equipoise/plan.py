"""The whole line from history to a checked and simulated roster, as one value."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from equipoise.centre import Centre, Workforce
from equipoise.contacts import History
from equipoise.forecast import Forecast
from equipoise.forecast.scores import Backtest
from equipoise.roster import Problem, Result
from equipoise.rules.model import Findings, Pack
from equipoise.simulate import Simulation
from equipoise.staffing import Requirement


@dataclass(frozen=True)
class Plan:
    """Everything a report needs; ``seconds`` holds the time each step took."""

    centre: Centre
    workforce: Workforce
    history: History
    forecast: Forecast
    backtests: dict[str, Backtest]
    requirement: Requirement
    packs: tuple[Pack, ...]
    problem: Problem
    result: Result
    findings: Findings
    simulation: Simulation
    start: date
    weeks: int
    seed: int
    inputs_sha256: str
    seconds: dict[str, float] = field(default_factory=dict)
