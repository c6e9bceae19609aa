"""Rest after a series of night shifts."""

from __future__ import annotations

from collections.abc import Iterator

from equipoise.timegrid.clock import DAY_S

from ..local import local_day, written
from ..model import Timeline
from ..outcome import FAIL, HOUR_S, PASS, UNDETERMINED, Outcome, amount, hours, sentence
from ..parameters import RestAfterNights
from ..rests import missing_history
from ..work import Work, work_of


def check(timeline: Timeline, p: RestAfterNights) -> Iterator[Outcome]:
    """One outcome a rest that follows a series: night shifts with less than 24 hours between them."""
    work = work_of(timeline)
    is_night = work.nights(p.night).is_night
    first = 0
    for shift in range(len(work) - 1):
        rest = work.start_s[shift + 1] - work.end_s[shift]
        if is_night[shift] and is_night[shift + 1] and rest < DAY_S:
            continue
        if is_night[shift] and (work.judged[shift] or work.judged[shift + 1]):
            yield _judge(work, p, first, shift)
        first = shift + 1
    if is_night.any() and _unseen_series(work, p):
        end = timeline.known_from_s + round(p.hours * HOUR_S)
        yield _undetermined(work, p, timeline.from_s, min(end, timeline.to_s))


def _judge(work: Work, p: RestAfterNights, first: int, last: int) -> Outcome:
    """The rest after the series of shifts ``first`` to ``last``."""
    nights = last - first + 1
    start, end = work.end_s[last], work.start_s[last + 1]
    if end - start >= p.hours * HOUR_S:
        return Outcome(PASS, start, end)
    if nights >= p.nights:
        return _breach(work, p, nights, start, end)
    began_unseen = work.start_s[first] - work.timeline.known_from_s < DAY_S
    return _undetermined(work, p, start, end) if began_unseen else Outcome(PASS, start, end)


def _unseen_series(work: Work, p: RestAfterNights) -> bool:
    """Whether the first shift known of may have come too soon after nights that are not."""
    first = work.start_s[0] - work.timeline.known_from_s
    return work.judged[0] and first < p.hours * HOUR_S


def _undetermined(work: Work, p: RestAfterNights, start_s: int, end_s: int) -> Outcome:
    needed = work.timeline.known_from_s - round(p.hours * HOUR_S) - p.nights * DAY_S
    message = missing_history(work, local_day(work.timeline.clock, needed))
    return Outcome(UNDETERMINED, start_s, end_s, None, p.hours, "h", message)


def _breach(work: Work, p: RestAfterNights, nights: int, start_s: int, end_s: int) -> Outcome:
    (found, gevonden), (due, vereist) = amount(end_s - start_s), amount(p.hours * HOUR_S)
    at = written(work.timeline.clock, start_s)
    message = sentence(
        f"The rest after {nights} night shifts in a row, from {at}, is {found}; {due} is due.",
        f"De rust na {nights} nachtdiensten achtereen, vanaf {at}, is {gevonden}; {vereist} is vereist.",
    )
    return Outcome(FAIL, start_s, end_s, hours(end_s - start_s), p.hours, "h", message)
