"""Rest from the end of a shift to the start of the next."""

from __future__ import annotations

from collections.abc import Iterator

from ..local import written
from ..model import Timeline
from ..outcome import FAIL, HOUR_S, PASS, Outcome, amount, hours, sentence
from ..parameters import RestBetween
from ..rests import unseen_rest
from ..work import Work, work_of


def check(timeline: Timeline, p: RestBetween) -> Iterator[Outcome]:
    """One outcome a pair of shifts that follow each other, one of them in the period."""
    work = work_of(timeline)
    for shift in range(len(work) - 1):
        if work.judged[shift] or work.judged[shift + 1]:
            yield _judge(work, work.end_s[shift], work.start_s[shift + 1], p)
    if len(work) and work.judged[0] and work.start_s[0] - timeline.known_from_s < p.hours * HOUR_S:
        yield unseen_rest(work, round(p.hours * HOUR_S), p.hours)


def _judge(work: Work, end_s: int, next_s: int, p: RestBetween) -> Outcome:
    rest_s = next_s - end_s
    if rest_s >= p.hours * HOUR_S:
        return Outcome(PASS, end_s, next_s)
    (found, gevonden), (due, vereist) = amount(rest_s), amount(p.hours * HOUR_S)
    at = written(work.timeline.clock, end_s)
    message = sentence(
        f"The rest after the shift that ends at {at} is {found}; {due} is due.",
        f"De rust na de dienst die eindigt op {at} is {gevonden}; {vereist} is vereist.",
    )
    return Outcome(FAIL, end_s, next_s, hours(rest_s), p.hours, "h", message)
