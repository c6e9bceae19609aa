"""What past errors say about a forecast: which model, its bias, its spread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .candidates import CANDIDATES, Candidate
from .choice import bias_correction, choose
from .levels import default_level, pairs
from .rolling import FEWEST_DAYS, WEEK, Track, calibration_targets, first_observed, roll
from .spread import Spread, excess_variance, spread_of
from .table import DayTable, KnownDays

LEADS = (0, 1, 3, 7, 15)


@dataclass(frozen=True)
class Calibration:
    """How one queue is forecast at one lead.

    ``factor`` takes out bias; ``spread`` is that of the base interval and ``day_cv2`` the squared
    coefficient of variation of a day's level.
    """

    candidate: Candidate
    factor: float
    spread: Spread
    day_cv2: float


def calibrate(past: DayTable, known: KnownDays, leads: Sequence[int]) -> dict[int, Calibration]:
    """A calibration for each lead (whole weeks) wanted, by backtest on the last weeks of ``past``.

    Leads are tried at 0, 1, 3, 7 and 15 weeks; one between takes the next longer one, and one
    beyond history's reach the longest that can be tried.
    """
    reach = max(leads)
    upper = next((lead for lead in LEADS if lead >= reach), LEADS[-1])
    usable = [lead for lead in LEADS if lead <= upper and _reaches(past, lead)] or [0]
    targets = {lead: calibration_targets(past, past.n_days, lead) for lead in usable}
    tracks = {lead: t.known_at(past.n_days) for lead, t in roll(past, known, CANDIDATES, targets).items()}
    tried = {lead: _calibration(track, tracks) for lead, track in tracks.items()}
    return {lead: tried[_nearest(usable, lead)] for lead in leads}


def _reaches(past: DayTable, lead: int) -> bool:
    return past.n_days - WEEK * (lead + 1) - first_observed(past) >= FEWEST_DAYS


def _nearest(usable: Sequence[int], lead: int) -> int:
    return next((each for each in usable if each >= lead), usable[-1])


def _calibration(track: Track, tracks: Mapping[int, Track]) -> Calibration:
    n_slots = track.counts.shape[2]
    candidate = choose(track, list(tracks.values()), CANDIDATES, [default_level(n_slots), "day"])
    factor = bias_correction(track, candidate)
    expected = track.expected[candidate.name] * factor
    return Calibration(
        candidate,
        factor,
        spread_of(pairs(track, expected, 1)),
        excess_variance(pairs(track, expected, n_slots)),
    )
