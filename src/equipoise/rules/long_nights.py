"""Night shifts longer than the rule: how often they come, and the rest after them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from equipoise.timegrid.clock import DAY_S

from .local import local_day, written
from .outcome import FAIL, HOUR_S, PASS, UNDETERMINED, Outcome, amount, hours, sentence
from .parameters import NightShiftHours
from .rests import missing_history
from .runs import Run, count_by_week, runs, totals, undecided
from .work import Work

BoolArray = NDArray[np.bool_]


def too_often(work: Work, long: BoolArray, p: NightShiftHours) -> Iterator[Outcome]:
    """Long night shifts that are one too many in ``long_days`` x 24 hours from the start of the first."""
    timeline, span_s = work.timeline, p.long_days * DAY_S
    shifts = np.flatnonzero(long).tolist()
    for place, shift in enumerate(shifts):
        start = work.start_s[shift]
        if not work.judged[shift]:
            continue
        count = sum(start - work.start_s[other] < span_s for other in shifts[: place + 1])
        unseen_days = -((start - span_s - timeline.known_from_s) // DAY_S)
        if count > p.long_nights:
            yield _breach(work, shift, count, p)
        elif unseen_days > 0 and count + unseen_days > p.long_nights:
            first = local_day(timeline.clock, start - span_s)
            message = missing_history(work, first)
            yield Outcome(UNDETERMINED, start, work.end_s[shift], None, p.long_nights, "nights", message)
        else:
            yield Outcome(PASS, start, work.end_s[shift])


def _breach(work: Work, shift: int, count: int, p: NightShiftHours) -> Outcome:
    at = written(work.timeline.clock, work.start_s[shift])
    over, meer = amount(p.max_hours * HOUR_S)
    message = sentence(
        f"With the night shift of {at} there are {count} of more than {over} in {p.long_days} x 24 hours; "
        f"{p.long_nights} are the most.",
        f"Met de nachtdienst van {at} zijn er {count} van meer dan {meer} in {p.long_days} x 24 uur; "
        f"{p.long_nights} is het maximum.",
    )
    return Outcome(FAIL, work.start_s[shift], work.end_s[shift], count, p.long_nights, "nights", message)


def too_many(work: Work, long: BoolArray, p: NightShiftHours) -> Iterator[Outcome]:
    """Runs of ``long_weeks`` calendar weeks with too many long night shifts."""
    ours = count_by_week(work, long & np.array(work.judged, dtype=np.bool_))
    unknown: list[Run] = []
    found = runs(work, p.long_weeks)
    counts = totals(found, count_by_week(work, long))
    for run, count, mine in zip(found, counts, totals(found, ours), strict=True):
        if mine and count > p.long_nights_of_weeks:
            monday, sunday = run.dates()
            over, meer = amount(p.max_hours * HOUR_S)
            message = sentence(
                f"The {p.long_weeks} weeks from {monday} to {sunday} hold {count} night shifts of more than "
                f"{over}; {p.long_nights_of_weeks} are the most.",
                f"De {p.long_weeks} weken van {monday} tot en met {sunday} tellen {count} nachtdiensten van "
                f"meer dan {meer}; {p.long_nights_of_weeks} is het maximum.",
            )
            yield run.failed(count, p.long_nights_of_weeks, "nights", message)
        elif mine and run.missing_days and count + run.missing_days > p.long_nights_of_weeks:
            unknown.append(run)
        elif mine:
            yield run.passed()
    yield from undecided(work, unknown, p.long_nights_of_weeks, "nights")


def short_rests(work: Work, long: BoolArray, p: NightShiftHours) -> Iterator[Outcome]:
    """Rests after long night shifts that are shorter than ``long_rest_hours``."""
    for shift, following in pairwise(range(len(work))):
        end, start = work.end_s[shift], work.start_s[following]
        is_ours = work.judged[shift] or work.judged[following]
        if not (long[shift] and is_ours and start - end < p.long_rest_hours * HOUR_S):
            continue
        (found, gevonden), (due, vereist) = amount(start - end), amount(p.long_rest_hours * HOUR_S)
        at, (over, meer) = written(work.timeline.clock, end), amount(p.max_hours * HOUR_S)
        message = sentence(
            f"The rest after the night shift of more than {over} that ends at {at} is {found}; {due} is due.",
            f"De rust na de nachtdienst van meer dan {meer} die eindigt op {at} is {gevonden}; "
            f"{vereist} is vereist.",
        )
        yield Outcome(FAIL, end, start, hours(start - end), p.long_rest_hours, "h", message)
