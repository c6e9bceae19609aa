"""Which model to trust, and how far its past bias should be taken out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .candidates import BASELINE, Candidate
from .levels import pairs, slots_per_bucket
from .rolling import Track
from .table import FloatArray

FEWEST_WEEKS = 4  # to tell a gain from luck
NOISE, LARGEST_BIAS = 2.0, 0.10


def choose(
    track: Track, evidence: Sequence[Track], candidates: Sequence[Candidate], levels: Sequence[str]
) -> Candidate:
    """The 4-week mean, unless another candidate is clearly better over ``levels`` in past weeks.

    Each candidate in turn, in the order given, replaces the best so far when its weekly gain over
    all tracks in ``evidence`` (the same queue at every lead) exceeds its standard error, and the
    track itself does not speak against it: one lead has too few weeks to tell a gain from luck.
    """
    best: Candidate = BASELINE
    for candidate in candidates:
        shared = _gain(evidence, candidate, best, levels)
        if len(shared) < FEWEST_WEEKS:
            break
        error = shared.std(ddof=1) / np.sqrt(len(shared))
        own = _gain([track], candidate, best, levels)
        if shared.mean() > error and shared.mean() + own.sum() / max(len(own), 1) > 0:
            best = candidate
    return best


def _gain(tracks: Sequence[Track], one: Candidate, other: Candidate, levels: Sequence[str]) -> FloatArray:
    """Fall in error from ``other`` to ``one`` in each target week, averaged over the tracks with it."""
    targets = np.concatenate([track.targets for track in tracks])
    gains = np.concatenate([_losses(track, other, levels) - _losses(track, one, levels) for track in tracks])
    _, week = np.unique(targets, return_inverse=True)
    return np.asarray(np.bincount(week, weights=gains) / np.maximum(np.bincount(week), 1))


def _losses(track: Track, candidate: Candidate, levels: Sequence[str]) -> FloatArray:
    """Error of each target week, summed over levels."""
    return np.sum([weekly_error(track, track.expected[candidate.name], level) for level in levels], axis=0)


def weekly_error(track: Track, expected: FloatArray, level: str) -> FloatArray:
    """Absolute error of each target week over the mean weekly volume, shape ``(k,)``."""
    k, _, n_slots = track.counts.shape
    pair = pairs(track, expected, slots_per_bucket(level, n_slots))
    weekly = np.bincount(pair.week, weights=np.abs(pair.expected - pair.actual), minlength=k)
    return np.asarray(weekly / max(float(pair.actual.sum()) / max(k, 1), 1e-9))


def bias_correction(track: Track, candidate: Candidate) -> float:
    """Factor that takes out persistent bias; 1 for plain means.

    Of the mean weekly log-ratio of actual to expected, what exceeds two standard errors, capped
    at 10 %: the bias of a few weeks is mostly the level wandering, and correcting that hurts.
    """
    k = len(track.targets)
    if not candidate.corrected or k < FEWEST_WEEKS:
        return 1.0
    came = track.counts.sum(axis=(1, 2))
    expected = track.expected[candidate.name].sum(axis=(1, 2))
    ratio = np.log((came + 0.5) / (expected + 0.5))
    # weeks forecast from overlapping spans err together
    noise = float(np.sqrt(ratio.var(ddof=1) * (1 + track.lead) / k))
    beyond = np.sign(ratio.mean()) * max(abs(float(ratio.mean())) - NOISE * noise, 0.0)
    return float(np.exp(np.clip(beyond, -LARGEST_BIAS, LARGEST_BIAS)))
