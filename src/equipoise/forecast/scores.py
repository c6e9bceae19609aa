"""How good a forecast was: one row a model, level and lead."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Score:
    """Errors over all test intervals of a level; fractions, not percent.

    ``wape`` sum of absolute errors / sum of actuals; ``bias`` sum of errors / sum of actuals;
    ``mase`` scaled by the weekly seasonal naive; ``wql`` mean weighted quantile loss;
    ``coverage80`` and ``coverage95`` share of actuals inside the central bands; ``n`` test
    intervals; ``seconds`` mean time of one fit and forecast.
    """

    wape: float
    bias: float
    mase: float
    wql: float
    coverage80: float
    coverage95: float
    n: int
    seconds: float


@dataclass(frozen=True)
class Backtest:
    """``results[level][lead][model]``; levels are minutes as text or ``day``, leads weeks as text.

    ``chosen`` names the model picked for a level and lead, ``floor`` the error of a perfect rate
    (Poisson noise alone) a level.
    """

    results: dict[str, dict[str, dict[str, Score]]]
    chosen: dict[str, dict[str, str]]
    floor: dict[str, float]
