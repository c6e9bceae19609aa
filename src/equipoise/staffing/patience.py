"""How long people are prepared to wait (or a contact takes): the shapes a time can have.

Every shape gives its survival, its integral (the mean of the time cut off at x) and the points at which
the survival jumps or bends, which is all that the queue with general patience has to know.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from equipoise.errors import InvalidInput

FloatArray = NDArray[np.float64]


class Times(Protocol):
    """A distribution of times in seconds, >= 0; all arrays in and out have one shape."""

    @property
    def breaks(self) -> tuple[float, ...]:
        """Times > 0 at which the survival is not smooth."""
        ...

    @property
    def endless(self) -> float:
        """Share whose time never ends."""
        ...

    def survival(self, x: FloatArray) -> FloatArray:
        """Share longer than ``x`` >= 0."""
        ...

    def restricted_mean(self, x: FloatArray) -> FloatArray:
        """Mean of ``min(time, x)``: the integral of the survival from 0 to ``x``."""
        ...


@dataclass(frozen=True)
class Exponential:
    """Memoryless, ``mean_s`` > 0 seconds; infinity for never."""

    mean_s: float
    breaks = ()

    def __post_init__(self) -> None:
        _check_positive(self.mean_s, "mean_s", finite=False)

    @property
    def endless(self) -> float:
        return 1.0 if np.isinf(self.mean_s) else 0.0

    def survival(self, x: FloatArray) -> FloatArray:
        return np.exp(-x / self.mean_s)

    def restricted_mean(self, x: FloatArray) -> FloatArray:
        return x if np.isinf(self.mean_s) else -self.mean_s * np.expm1(-x / self.mean_s)


@dataclass(frozen=True)
class Deterministic:
    """The same for everybody, ``value_s`` >= 0 seconds; 0 is a contact that never waits."""

    value_s: float
    endless = 0.0

    def __post_init__(self) -> None:
        if not 0 <= self.value_s < np.inf:
            raise InvalidInput(f"{self.value_s:g} is not a number >= 0", field="value_s")

    @property
    def breaks(self) -> tuple[float, ...]:
        return (self.value_s,) if self.value_s > 0 else ()

    def survival(self, x: FloatArray) -> FloatArray:
        return np.where(x < self.value_s, 1.0, 0.0)

    def restricted_mean(self, x: FloatArray) -> FloatArray:
        return np.minimum(x, self.value_s)


@dataclass(frozen=True)
class Lognormal:
    """Logarithm normal; ``mean_s`` > 0 seconds, ``cv`` > 0 is standard deviation / mean."""

    mean_s: float
    cv: float
    breaks = ()
    endless = 0.0

    def __post_init__(self) -> None:
        _check_positive(self.mean_s, "mean_s")
        _check_positive(self.cv, "cv")

    @classmethod
    def of_logarithm(cls, mu: float, sigma: float) -> Lognormal:
        """From mean and standard deviation of the logarithm of seconds."""
        _check_positive(sigma, "sigma")
        return cls(float(np.exp(mu + sigma**2 / 2.0)), float(np.sqrt(np.expm1(sigma**2))))

    @property
    def sigma(self) -> float:
        """Standard deviation of the logarithm."""
        return float(np.sqrt(np.log1p(self.cv**2)))

    def survival(self, x: FloatArray) -> FloatArray:
        from scipy.special import ndtr

        return np.asarray(ndtr(-self._standard(x)))

    def restricted_mean(self, x: FloatArray) -> FloatArray:
        from scipy.special import ndtr

        z = self._standard(x)
        return np.asarray(self.mean_s * ndtr(z - self.sigma) + x * ndtr(-z))

    def _standard(self, x: FloatArray) -> FloatArray:
        with np.errstate(divide="ignore"):
            return (np.log(x / self.mean_s) + self.sigma**2 / 2.0) / self.sigma


@dataclass(frozen=True)
class Gamma:
    """``mean_s`` > 0 seconds, ``cv`` > 0; a whole ``1 / cv**2`` is Erlang's distribution."""

    mean_s: float
    cv: float
    breaks = ()
    endless = 0.0

    def __post_init__(self) -> None:
        _check_positive(self.mean_s, "mean_s")
        _check_positive(self.cv, "cv")

    def survival(self, x: FloatArray) -> FloatArray:
        from scipy.special import gammaincc

        shape = self.cv**-2
        return np.asarray(gammaincc(shape, shape * x / self.mean_s))

    def restricted_mean(self, x: FloatArray) -> FloatArray:
        from scipy.special import gammainc

        shape = self.cv**-2
        scaled = shape * x / self.mean_s
        return np.asarray(self.mean_s * gammainc(shape + 1.0, scaled) + x * self.survival(x))


@dataclass(frozen=True)
class Weibull:
    """Survival ``exp(-(x / scale_s)**shape)``; ``shape`` under 1: who has waited is more patient."""

    scale_s: float
    shape: float
    breaks = ()
    endless = 0.0

    def __post_init__(self) -> None:
        _check_positive(self.scale_s, "scale_s")
        _check_positive(self.shape, "shape")

    def survival(self, x: FloatArray) -> FloatArray:
        return np.exp(-((x / self.scale_s) ** self.shape))

    def restricted_mean(self, x: FloatArray) -> FloatArray:
        from scipy.special import gamma, gammainc

        inverse = 1.0 / self.shape
        whole = self.scale_s * gamma(1.0 + inverse)
        return np.asarray(whole * gammainc(inverse, (x / self.scale_s) ** self.shape))


@dataclass(frozen=True)
class Mixture:
    """Several kinds of people: ``shares`` >= 0 with sum 1, one distribution each.

    ``Deterministic(0.0)`` among ``parts`` is balking: hanging up at once when nobody is free. A share
    with ``Exponential(inf)`` never gives up.
    """

    shares: tuple[float, ...]
    parts: tuple[Times, ...]

    def __post_init__(self) -> None:
        if len(self.shares) != len(self.parts) or not self.parts:
            raise InvalidInput("a mixture needs one share for each of its parts", field="shares")
        if not (min(self.shares) >= 0 and abs(sum(self.shares) - 1.0) < 1e-9):
            raise InvalidInput("the shares of a mixture must be >= 0 and add up to 1", field="shares")

    @property
    def breaks(self) -> tuple[float, ...]:
        return tuple(sorted({at for part in self.parts for at in part.breaks}))

    @property
    def endless(self) -> float:
        return sum(share * part.endless for share, part in self._pairs())

    def survival(self, x: FloatArray) -> FloatArray:
        return np.sum([share * part.survival(x) for share, part in self._pairs()], axis=0)

    def restricted_mean(self, x: FloatArray) -> FloatArray:
        return np.sum([share * part.restricted_mean(x) for share, part in self._pairs()], axis=0)

    def _pairs(self) -> list[tuple[float, Times]]:
        return list(zip(self.shares, self.parts, strict=True))


@dataclass(frozen=True)
class Stepwise:
    """From data: survival ``levels[i]`` from ``at_s[i]`` on (Kaplan-Meier), 1 before the first.

    ``at_s`` increases from above 0, ``levels`` decrease within [0, 1]. What is left after the last step
    (people who were still waiting when they were last seen) is taken to end at ``last_s``.
    """

    at_s: tuple[float, ...]
    levels: tuple[float, ...]
    last_s: float
    endless = 0.0

    def __post_init__(self) -> None:
        at, levels = np.array((0.0, *self.at_s, self.last_s)), np.array((1.0, *self.levels, 0.0))
        if len(self.at_s) != len(self.levels) or np.any(np.diff(at[:-1]) <= 0) or at[-1] < at[-2]:
            raise InvalidInput("steps need increasing times, one level each, and a last time", field="at_s")
        if not np.all(np.diff(levels) <= 0):
            raise InvalidInput("survival must decrease within 0 and 1", field="levels")

    @property
    def breaks(self) -> tuple[float, ...]:
        return tuple(sorted({*self.at_s, self.last_s}))

    def survival(self, x: FloatArray) -> FloatArray:
        levels = np.array((1.0, *self.levels, 0.0))
        return levels[np.searchsorted((*self.at_s, self.last_s), x, side="right")]

    def restricted_mean(self, x: FloatArray) -> FloatArray:
        at = np.array((0.0, *self.at_s, self.last_s))
        area = np.concatenate([[0.0], np.cumsum(np.diff(at) * np.array((1.0, *self.levels)))])
        return np.interp(x, at, area)


def hyperexponential(shares: Sequence[float], means_s: Sequence[float]) -> Mixture:
    """A mixture of exponentials: some give up soon, others hardly ever."""
    return Mixture(tuple(shares), tuple(Exponential(mean) for mean in means_s))


def _check_positive(value: float, name: str, *, finite: bool = True) -> None:
    if not (value > 0 and (np.isfinite(value) or not finite)):
        raise InvalidInput(f"{value:g} is not a {'finite ' if finite else ''}number > 0", field=name)
