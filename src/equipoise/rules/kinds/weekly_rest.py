"""Uninterrupted rest in every so many days counted from the first moment of work."""

from __future__ import annotations

from collections.abc import Iterator

from equipoise.timegrid.clock import DAY_S

from ..local import written
from ..model import Timeline
from ..outcome import FAIL, HOUR_S, Outcome, amount, hours, sentence
from ..parameters import WeeklyRest
from ..rests import Rest, short_rests, unseen_rest, unseen_shift_may_break
from ..work import work_of


def check(timeline: Timeline, p: WeeklyRest) -> Iterator[Outcome]:
    """One outcome a shift whose longest rest in ``window_days`` x 24 hours from its first moment is short."""
    work = work_of(timeline)
    due_s, length_s = p.hours * HOUR_S, p.window_days * DAY_S
    for rest in short_rests(work, length_s, due_s):
        if rest.judged:
            measured = hours(rest.rest_s)
            message = _say(timeline, p, rest)
            yield Outcome(FAIL, rest.start_s, rest.end_s, measured, p.hours, "h", message)
    if unseen_shift_may_break(work, length_s, due_s):
        yield unseen_rest(work, length_s, p.hours)


def _say(timeline: Timeline, p: WeeklyRest, rest: Rest) -> dict[str, str]:
    (found, gevonden), (due, vereist) = amount(rest.rest_s), amount(p.hours * HOUR_S)
    since = written(timeline.clock, rest.start_s)
    return sentence(
        f"The longest rest in the {p.window_days} x 24 hours from {since} is {found}; {due} is due.",
        f"De langste rust in de {p.window_days} x 24 uur vanaf {since} is {gevonden}; {vereist} is vereist.",
    )
