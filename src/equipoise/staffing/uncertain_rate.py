"""A rate that is not known: what a forecast's own uncertainty does to service."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from equipoise.errors import InvalidInput

from .definitions import service_level
from .performance import performance
from .quadrature import integrate

FloatArray = NDArray[np.float64]
TAIL = 1e-17  # probability cut off on either side
PANELS = 8


@dataclass(frozen=True)
class UncertainRate:
    """``over_rates``: mean of an interval's service level. ``over_contacts``: what a contact can expect.

    The second is the ratio of expected counts and is lower, as busy intervals hold more contacts.
    ``p_abandon`` is of all contacts.
    """

    over_rates: float
    over_contacts: float
    p_abandon: float


def with_uncertain_rate(
    agents: int,
    mean_per_h: float,
    aht_s: float,
    *,
    rate_cv: float,
    patience_s: float,
    answered_within_s: float,
    definition: str,
) -> UncertainRate:
    """Erlang A averaged over a gamma-distributed rate.

    ``mean_per_h`` > 0 contacts an hour, ``rate_cv`` >= 0 its standard deviation / mean; the others are
    those of :func:`equipoise.staffing.performance.performance`. Patience must be finite: without
    abandonment some rates have no steady state. Raises :class:`InvalidInput` for values out of range.

    References
    ----------
    Jongbloed and Koole (2001), Applied Stochastic Models in Business and Industry 17(4).
    """
    if not 0 < mean_per_h < np.inf:
        raise InvalidInput(f"{mean_per_h:g} is not a number > 0", field="mean_per_h")
    if not 0 <= rate_cv < np.inf:
        raise InvalidInput(f"{rate_cv:g} is not a number >= 0", field="rate_cv")
    if not (patience_s is not None and 0 < patience_s < np.inf):
        raise InvalidInput("an uncertain rate needs a finite patience", field="patience_s")

    def at(factor: FloatArray) -> FloatArray:
        met = performance(
            agents,
            mean_per_h * factor,
            aht_s,
            answered_within_s=answered_within_s,
            definition=definition,
            patience_s=patience_s,
        )
        rows = (met.service_level, factor, factor * met.p_abandon, factor * met.answered_within)
        return np.array([*rows, factor * met.abandoned_within])

    level, total, lost, within, short = expectation(at, rate_cv)
    ratio = service_level(total, total - lost, within, short, definition=definition)
    return UncertainRate(float(level), float(ratio), float(lost / total))


def expectation(f: Callable[[FloatArray], FloatArray], cv: float) -> FloatArray:
    """Means ``(k,)`` of ``f``, from ``(m,)`` to ``(k, m)``, over a gamma factor with mean 1."""
    from scipy.special import gammainccinv, gammaincinv, gammaln

    if cv == 0:
        return f(np.ones(1))[:, 0]
    shape = cv**-2
    low = max(float(gammaincinv(shape, TAIL)) / shape, np.finfo(float).tiny ** 0.5)
    high = float(gammainccinv(shape, TAIL)) / shape

    def weighted(log_factor: FloatArray) -> FloatArray:
        density = np.exp(
            shape * (log_factor - np.expm1(log_factor) - 1.0) + shape * np.log(shape) - gammaln(shape)
        )
        return f(np.exp(log_factor)) * density

    return integrate(weighted, np.linspace(np.log(low), np.log(high), PANELS + 1), 1e-10)


def count_probability(count: ArrayLike, mean: float, rate_cv: float) -> FloatArray:
    """Probability of ``count`` contacts when the rate is gamma: negative binomial, Poisson at cv 0.

    ``count`` whole numbers >= 0; ``mean`` > 0 contacts expected in the same period. The variance is
    ``mean + (rate_cv mean)**2``.
    """
    from scipy.special import betaln, gammaln

    n = np.asarray(count, dtype=float)
    if not (np.all(n >= 0) and np.all(n == np.round(n))):
        raise InvalidInput("counts must be whole numbers >= 0", field="count")
    if not (0 < mean < np.inf and 0 <= rate_cv < np.inf):
        raise InvalidInput("mean must be > 0 and rate_cv >= 0", field="mean")
    if rate_cv == 0:
        return np.exp(n * np.log(mean) - mean - gammaln(n + 1.0))
    shape = rate_cv**-2
    log_share = n * np.log(mean / (shape + mean)) - shape * np.log1p(mean / shape)
    return np.asarray(np.exp(log_share - betaln(shape, n + 1.0) - np.log(shape + n)))
