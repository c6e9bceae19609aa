"""Most hours of work in 24 hours that hold on-call duty."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from equipoise.timegrid.clock import DAY_S

from ..local import IntArray, local_day, written
from ..model import Timeline
from ..on_call import added_s, on_call
from ..outcome import FAIL, HOUR_S, PASS, UNDETERMINED, Outcome, amount, hours, sentence
from ..parameters import OnCallWork
from ..rests import missing_history
from ..work import Work, work_of


def check(timeline: Timeline, p: OnCallWork) -> Iterator[Outcome]:
    """One outcome a start of work whose next 24 hours hold duty; those that overlap a breach are left out."""
    work = work_of(timeline)
    if not on_call(work).duties:
        return
    limit_s, broken_until = p.max_hours * HOUR_S, 0
    starts = np.array([start for start, _ in work.busy], dtype=np.int64)
    ends = starts + DAY_S
    worked = _worked(work, p, starts, ends)
    before = _worked(work, p, starts, np.minimum(ends, timeline.from_s))
    judged = _holds_duty(work, starts, ends) & (ends > timeline.from_s) & (starts < timeline.to_s)
    judged &= before <= limit_s
    for at in np.flatnonzero(judged).tolist():
        start, end = int(starts[at]), int(ends[at])
        if worked[at] <= limit_s:
            yield Outcome(PASS, start, end)
        elif start >= broken_until:
            broken_until = end
            yield _breach(work, p, (start, end), int(worked[at]))
    if not broken_until and _unseen_work_may_break(work, p):
        message = missing_history(work, local_day(timeline.clock, timeline.from_s - DAY_S))
        yield Outcome(
            UNDETERMINED, timeline.from_s, timeline.known_from_s + DAY_S, None, p.max_hours, "h", message
        )


def _worked(work: Work, p: OnCallWork, starts: IntArray, ends: IntArray) -> IntArray:
    """Seconds of work in each span; a call counts in full where it begins."""
    calls, lacks = added_s(work, p.call_hours)
    total = np.concatenate([[0], np.cumsum(lacks)])
    more = total[np.searchsorted(calls, ends)] - total[np.searchsorted(calls, starts)]
    spans = work.worked_before(np.maximum(starts, ends)) - work.worked_before(starts)
    return np.asarray(spans + np.maximum(more, 0), dtype=np.int64)


def _holds_duty(work: Work, starts: IntArray, ends: IntArray) -> IntArray:
    begun, done = np.array(on_call(work).duties, dtype=np.int64).T
    return np.asarray(np.searchsorted(begun, ends) > np.searchsorted(done, starts, side="right"))


def _unseen_work_may_break(work: Work, p: OnCallWork) -> bool:
    """Whether a span that begins unseen could hold too much work, all unknown time being worked.

    The spans to try end with known work, after duty, or just as duty begins, after known work.
    """
    timeline = work.timeline
    known = timeline.known_from_s
    until = known + DAY_S
    ends = [min(end, until) for start, end in work.busy if timeline.from_s <= start < until]
    duties = [start for start, _ in on_call(work).duties if timeline.from_s <= start < until]
    last = np.array([*ends, *duties], dtype=np.int64)
    begin = np.full(len(last), known)
    seen = _worked(work, p, begin, last)
    holds = _holds_duty(work, begin, last) | (np.arange(len(last)) >= len(ends))
    most = seen + DAY_S - (last - known)
    return bool((holds & (most > p.max_hours * HOUR_S)).any())


def _breach(work: Work, p: OnCallWork, span: tuple[int, int], worked_s: int) -> Outcome:
    (found, gevonden), (most, hoogstens) = amount(worked_s), amount(p.max_hours * HOUR_S)
    since = written(work.timeline.clock, span[0])
    message = sentence(
        f"The 24 hours from {since}, with on-call duty, hold {found} of work; {most} is the most.",
        f"De 24 uur vanaf {since}, met consignatie, tellen {gevonden} arbeid; {hoogstens} is het maximum.",
    )
    return Outcome(FAIL, *span, hours(worked_s), p.max_hours, "h", message)
