"""What all rules together allow one worker: the numbers that the tour programme obeys."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from equipoise.roster.catalogue import Catalogue
from equipoise.rules.parameters import Night

IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]
UNLIMITED = 1 << 40
DEFAULT_NIGHT = Night()


@dataclass(frozen=True)
class Limits:
    """Day filters, resources and automata of one worker; rules can only tighten them.

    Arrays of shape ``(n_days, n_templates)``: ``allowed``, ``rest_s`` (rest due after the shift),
    ``series_night``, ``run_night``, ``counted_night``, ``sunday``. ``week_max_s`` and
    ``week_min_s`` have one value a calendar week, ``total_*`` hold over the horizon.

    Weekly rest: a run is shifts with less than ``reset_s`` between them; from the run's first
    moment to its last at most ``span_s`` may pass. A series is nights less than 24 hours apart;
    from ``series_nights`` on, ``series_rest_s`` follows. ``past_rest_s`` and ``past_night_rest_s``
    follow a shift and a night shift of the past, and ``night`` says what the latter is. On the days of
    ``must`` (``(n_days,)``, or none at all) there is no day off.
    """

    allowed: BoolArray
    rest_s: IntArray
    week_max_s: IntArray
    week_min_s: IntArray
    total_max_s: int
    total_min_s: int
    series_night: BoolArray
    run_night: BoolArray
    counted_night: BoolArray
    sunday: BoolArray
    reset_s: int = 0
    span_s: int = UNLIMITED
    series_nights: int = UNLIMITED
    series_rest_s: int = 0
    run_with_night: int = UNLIMITED
    night_cap: int = UNLIMITED
    sunday_cap: int = UNLIMITED
    past_rest_s: int = 0
    past_night_rest_s: int = 0
    night: Night = DEFAULT_NIGHT
    must: BoolArray | None = None

    @classmethod
    def free(cls, catalogue: Catalogue) -> Limits:
        """No limit but the catalogue itself."""
        shape, weeks = catalogue.start_s.shape, int(catalogue.week[-1]) + 1
        never = np.zeros(shape, dtype=np.bool_)
        return cls(
            allowed=catalogue.open.copy(),
            rest_s=np.zeros(shape, dtype=np.int64),
            week_max_s=np.full(weeks, UNLIMITED, dtype=np.int64),
            week_min_s=np.zeros(weeks, dtype=np.int64),
            total_max_s=UNLIMITED,
            total_min_s=0,
            series_night=never,
            run_night=never,
            counted_night=never,
            sunday=never,
        )

    def forbid(self, where: BoolArray) -> Limits:
        """These shifts may not be worked."""
        return replace(self, allowed=self.allowed & ~where)

    def rest_after(self, where: BoolArray | None, seconds: float) -> Limits:
        """At least this rest follows these shifts, and night shifts of the past; ``None`` means any
        shift, of the past too."""
        due, night = round(seconds), max(self.past_night_rest_s, round(seconds))
        if where is None:
            rest = np.maximum(self.rest_s, due)
            past = max(self.past_rest_s, due)
            return replace(self, rest_s=rest, past_rest_s=past, past_night_rest_s=night)
        rest = np.where(where, np.maximum(self.rest_s, due), self.rest_s)
        return replace(self, rest_s=rest, past_night_rest_s=night)

    def cap_weeks(self, most_s: IntArray) -> Limits:
        """At most this working time in each calendar week; never below zero."""
        return replace(self, week_max_s=np.maximum(np.minimum(self.week_max_s, most_s), 0))
