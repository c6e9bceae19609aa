"""Rest after a night shift that ends late in the night."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..local import written
from ..model import Timeline
from ..outcome import FAIL, HOUR_S, Outcome, amount, sentence
from ..parameters import RestAfterNight
from ..rests import Rest, Shortening, unseen_rest
from ..work import Work, work_of


def check(timeline: Timeline, p: RestAfterNight) -> Iterator[Outcome]:
    """One outcome a rest between a late night shift and the shift after it."""
    work = work_of(timeline)
    allowance = Shortening(p.hours, p.short_hours, p.short_per_days)
    for outcome, rest in allowance.judge(work, _rests(work, p)):
        failed = outcome.result == FAIL
        yield replace(outcome, message=_say(timeline, allowance, rest)) if failed else outcome
    if work.nights(p.night).is_night.any() and _unseen_night_may_break(work, p):
        yield unseen_rest(work, round(p.hours * HOUR_S), p.hours)


def _unseen_night_may_break(work: Work, p: RestAfterNight) -> bool:
    """Whether the first shift known of may have come too soon after a night that is not."""
    return work.judged[0] and work.start_s[0] - work.timeline.known_from_s < p.hours * HOUR_S


def _rests(work: Work, p: RestAfterNight) -> Iterator[Rest]:
    late = work.nights(p.night).ending_after(work.end_s, p.ends_after)
    for shift in range(len(work) - 1):
        if late[shift]:
            end, following = work.end_s[shift], work.start_s[shift + 1]
            ours = work.judged[shift] or work.judged[shift + 1]
            yield Rest(end, following, following - end, ours)


def _say(timeline: Timeline, allowance: Shortening, rest: Rest) -> dict[str, str]:
    (found, gevonden), (due, vereist) = amount(rest.rest_s), amount(allowance.due_h * HOUR_S)
    at = written(timeline.clock, rest.start_s)
    or_short, of_kort = allowance.words()
    return sentence(
        f"The rest after the night shift that ends at {at} is {found}; {due} is due{or_short}.",
        f"De rust na de nachtdienst die eindigt op {at} is {gevonden}; {vereist} is vereist{of_kort}.",
    )
