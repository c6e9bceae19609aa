"""The published shapes that generated contacts follow; ``shapes.json`` says how they were estimated."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class Profile:
    """Share of a day's contacts in equal bins of ``minutes`` from ``from_minute`` after midnight."""

    from_minute: int
    minutes: int
    share: FloatArray

    def at(self, minutes: FloatArray) -> FloatArray:
        """Relative density at minutes of the day, linear between the middles of the bins."""
        middles = self.from_minute + self.minutes * (np.arange(len(self.share)) + 0.5)
        return np.interp(minutes, middles, self.share)

    def at_fraction(self, fractions: FloatArray) -> FloatArray:
        """Relative density at fractions (0 to 1) of the open day."""
        return self.at(self.from_minute + fractions * self.minutes * len(self.share))


@dataclass(frozen=True)
class Arrivals:
    """How contacts come in: five working days of the week, a short day, and their dispersion.

    ``month_turn`` holds factors for the last open day of a month (-1) and the first three;
    ``after_closure`` that of the first open day after a closed weekday.
    """

    weekday_factor: FloatArray
    profiles: tuple[Profile, ...]
    short_day_factor: float
    short_day: Profile
    day_cv: float
    interval_cv: float
    month_turn: dict[int, float]
    after_closure: float


@dataclass(frozen=True)
class Conversation:
    """Handle time (lognormal) and exponential patience of one type of call."""

    mean_s: float
    log_sd: float
    patience_s: float


@dataclass(frozen=True)
class Shapes:
    """``arrivals`` by source (retail_bank, small_bank), ``conversations`` by type of call."""

    arrivals: dict[str, Arrivals]
    conversations: dict[str, Conversation]
    aht_day_cv: float


@lru_cache(maxsize=1)
def load_shapes() -> Shapes:
    """The estimates as published in ``shapes.json``."""
    raw = json.loads(files("equipoise.demo").joinpath("shapes.json").read_text("utf-8"))
    retail, small = raw["retail_bank"], raw["small_bank"]
    short = Profile(small["short_day_from_minute"], 30, np.array(small["short_day_profile"]))
    minutes, first = retail["profile_minutes"], retail["profile_from_minute"]
    weekdays = tuple(Profile(first, minutes, np.array(share)) for share in retail["profile"])
    evening = Profile(small["profile_from_minute"], small["profile_minutes"], np.array(small["profile"]))
    turn = {int(at): factor for at, factor in retail["month_turn"].items()}
    calendar = (turn, retail["after_closure"])
    short_day = (small["short_day_factor"], short)
    arrivals = {
        "retail_bank": Arrivals(
            np.array(retail["weekday_factor"]),
            weekdays,
            *short_day,
            retail["day_cv"],
            retail["interval_cv"]["15"],
            *calendar,
        ),
        "small_bank": Arrivals(
            np.array(small["weekday_factor"]),
            (evening,) * 5,
            *short_day,
            small["day_cv"],
            small["interval_cv"]["30"],
            *calendar,
        ),
    }
    handled, patience = raw["handle_time"]["by_type"], raw["patience"]["by_type"]
    conversations = {
        kind: Conversation(handled[kind]["mean_s"], handled[kind]["log_sd"], patience[kind]["mean_s"])
        for kind in handled
    }
    return Shapes(arrivals, conversations, raw["handle_time"]["day_mean_cv"])
