"""How good the forecasts would have been: rolling origin over the last full weeks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import numpy as np

from equipoise.contacts import History
from equipoise.errors import InvalidInput
from equipoise.timegrid import HolidayCalendar, OpeningHours

from .accuracy import poisson_floor, seasonal_naive_error
from .candidates import CANDIDATES, Candidate
from .choice import choose
from .effects import normal_days
from .levels import default_level, pairs, slots_per_bucket
from .rolling import FEWEST_DAYS, WEEK, Track, calibration_targets, first_observed, last_observed, roll
from .scores import Backtest, Score
from .table import EPOCH, DayTable, KnownDays, day_table, known_days
from .trial import UPDATE, Trial, expected_at_test, scored, update_pays


def backtest(
    history: History,
    opening: OpeningHours,
    calendar: HolidayCalendar,
    test_weeks: int = 8,
    lead_weeks: Sequence[int] = (0, 1, 3),
    levels: Sequence[str] | None = None,
    intraday: float | None = None,
) -> Backtest:
    """Score every model on the last full weeks (Monday to Sunday) of a history of one queue.

    Each test week is forecast once for each lead, from ``lead`` weeks before it; models, bias,
    bands and the choice of a model use only what was over by then (the choice: by the first
    origin). ``levels`` are minutes as text, or ``day``; by default half an hour, or the finest the
    history allows above it, and the day. With ``intraday`` (a share of the day's
    slots) each level also gets an entry ``<level>@<share>`` for the rest of the day after it, in
    which models named ``...+update`` have seen the first part.

    Raises
    ------
    InvalidInput
        More than one queue, a level finer than the history, or too short a history.
    """
    if len(history.queues) != 1:
        raise InvalidInput(
            f"a backtest takes one queue, not {len(history.queues)}: {', '.join(history.queues)}"
        )
    table = day_table(history, 0, opening)
    levels = (default_level(table.n_slots), "day") if levels is None else levels
    _check(test_weeks, lead_weeks, levels, intraday)
    known = known_days(opening, calendar, table.first_day, table.n_days + WEEK)
    factors = {level: slots_per_bucket(level, table.n_slots) for level in levels}
    tests = _test_weeks(table, known, test_weeks, max(lead_weeks), history.queues[0])
    targets = {lead: calibration_targets(table, tests[0], lead) + tests for lead in lead_weeks}
    tracks = roll(table, known, CANDIDATES, targets)
    return _assess(table, tracks, tests[0], factors, intraday)


def _check(test_weeks: int, leads: Sequence[int], levels: Sequence[str], intraday: float | None) -> None:
    if test_weeks < 1:
        raise InvalidInput("at least one test week is needed", field="test_weeks")
    if not leads or min(leads) < 0:
        raise InvalidInput("leads are whole weeks from 0", field="lead_weeks")
    if not levels:
        raise InvalidInput("at least one level is needed", field="levels")
    if intraday is not None and not 0 < intraday < 1:
        raise InvalidInput("the share of the day seen lies between 0 and 1", field="intraday")


def _test_weeks(table: DayTable, known: KnownDays, count: int, lead: int, queue: str) -> list[int]:
    """First days of the last ``count`` weeks whose normally open days are all in the history."""
    last = last_observed(table)
    normal = normal_days(table, known)
    monday = int(-(table.first_day + 3) % 7)
    starts = np.arange(monday, last + 1, WEEK)
    full = [int(start) for start in starts if not normal[last + 1 : start + WEEK].any()]
    tests = full[-count:]
    first = first_observed(table)
    if len(tests) < count or tests[0] - WEEK * lead < first + FEWEST_DAYS:
        begins = EPOCH + timedelta(days=table.first_day + min(first, table.n_days))
        raise InvalidInput(
            f"queue {queue}: history from {begins} is too short for {count} test weeks {lead} weeks ahead"
        )
    return tests


def _assess(
    table: DayTable,
    tracks: dict[int, Track],
    first_test: int,
    factors: dict[str, int],
    intraday: float | None,
) -> Backtest:
    results: dict[str, dict[str, dict[str, Score]]] = {}
    chosen: dict[str, dict[str, str]] = {}
    floor: dict[str, float] = {}
    for share in (None,) if intraday is None else (None, intraday):
        for level, factor in factors.items():
            key = level if share is None else f"{level}@{share:g}"
            naive = seasonal_naive_error(table.before(first_test), factor)
            trials = {lead: Trial(track, first_test, factor, share, naive) for lead, track in tracks.items()}
            picks = {lead: _pick(trial, list(trials.values()), level) for lead, trial in trials.items()}
            results[key] = {str(lead): _scores(trial) for lead, trial in trials.items()}
            chosen[key] = {str(lead): _label(trials[lead], pick) for lead, pick in picks.items()}
            nearest = min(trials)
            floor[key] = _floor(trials[nearest], picks[nearest])
    return Backtest(results, chosen, floor)


def _pick(trial: Trial, trials: Sequence[Trial], level: str) -> Candidate:
    """The model trusted before the first test week."""
    evidence = [other.past(other.first_test) for other in trials]
    return choose(trial.past(trial.first_test), evidence, CANDIDATES, [level])


def _label(trial: Trial, candidate: Candidate) -> str:
    return candidate.name + UPDATE if update_pays(trial, candidate) else candidate.name


def _scores(trial: Trial) -> dict[str, Score]:
    scores = {candidate.name: scored(trial, candidate, update=False) for candidate in CANDIDATES}
    if trial.share is not None:
        scores |= {candidate.name + UPDATE: scored(trial, candidate, update=True) for candidate in CANDIDATES}
    return scores


def _floor(trial: Trial, candidate: Candidate) -> float:
    """Poisson noise around the trusted model's rates in the test weeks."""
    test = trial.tests
    expected = expected_at_test(trial, candidate)
    return poisson_floor(pairs(test, expected, trial.factor, trial.part(test)).expected)
