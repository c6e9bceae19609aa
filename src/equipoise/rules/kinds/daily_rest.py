"""Rest in every 24 hours counted from the first moment of work."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from equipoise.timegrid.clock import DAY_S

from ..local import written
from ..model import Timeline
from ..outcome import FAIL, HOUR_S, Outcome, amount, sentence
from ..parameters import DailyRest
from ..rests import Rest, Shortening, short_rests, unseen_rest, unseen_shift_may_break
from ..work import work_of


def check(timeline: Timeline, p: DailyRest) -> Iterator[Outcome]:
    """One outcome a shift whose longest rest in the 24 hours from its first moment is short."""
    work = work_of(timeline)
    due_s = p.hours * HOUR_S
    allowance = Shortening(p.hours, p.short_hours, p.short_per_days)
    for outcome, rest in allowance.judge(work, short_rests(work, DAY_S, due_s)):
        failed = outcome.result == FAIL
        yield replace(outcome, message=_say(timeline, allowance, rest)) if failed else outcome
    if unseen_shift_may_break(work, DAY_S, due_s):
        yield unseen_rest(work, DAY_S, p.hours)


def _say(timeline: Timeline, allowance: Shortening, rest: Rest) -> dict[str, str]:
    (found, gevonden), (due, vereist) = amount(rest.rest_s), amount(allowance.due_h * HOUR_S)
    since = written(timeline.clock, rest.start_s)
    or_short, of_kort = allowance.words()
    return sentence(
        f"The longest rest in the 24 hours from {since} is {found}; {due} is due{or_short}.",
        f"De langste rust in de 24 uur vanaf {since} is {gevonden}; {vereist} is vereist{of_kort}.",
    )
