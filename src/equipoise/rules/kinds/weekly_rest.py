"""Uninterrupted rest in every so many days counted from the first moment of work."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from equipoise.timegrid.clock import DAY_S

from ..local import written
from ..model import Timeline
from ..outcome import FAIL, HOUR_S, UNDETERMINED, Outcome, amount, hours, sentence
from ..parameters import WeeklyRest
from ..rests import Rest, short_rests, unseen_rest, unseen_shift_may_break
from ..work import Work, work_of


def check(timeline: Timeline, p: WeeklyRest) -> Iterator[Outcome]:
    """One outcome a shift whose longest rest in ``window_days`` x 24 hours from its first moment is short."""
    work = work_of(timeline)
    due_s, length_s = p.hours * HOUR_S, p.window_days * DAY_S
    for rest in short_rests(work, length_s, due_s):
        if rest.judged:
            yield _outcome(work, p, rest)
    if unseen_shift_may_break(work, length_s, due_s):
        yield unseen_rest(work, length_s, p.hours)


def _outcome(work: Work, p: WeeklyRest, rest: Rest) -> Outcome:
    if _may_be_change(work, p, rest):
        return Outcome(UNDETERMINED, rest.start_s, rest.end_s, None, p.hours, "h", _say_change(p, rest))
    message = _say(work.timeline, p, rest)
    return Outcome(FAIL, rest.start_s, rest.end_s, hours(rest.rest_s), p.hours, "h", message)


def _may_be_change(work: Work, p: WeeklyRest, rest: Rest) -> bool:
    """Whether the rest is enough at a change of shift, and shifts near it begin at different times of day."""
    if p.change_hours is None or rest.rest_s < p.change_hours * HOUR_S:
        return False
    starts = np.array(work.start_s, dtype=np.int64)
    near = starts[(starts >= rest.start_s) & (starts <= rest.end_s)]
    return len(np.unique((near + work.timeline.clock.offset_s(near)) % DAY_S)) > 1


def _say_change(p: WeeklyRest, rest: Rest) -> dict[str, str]:
    assert p.change_hours is not None
    (found, gevonden), (due, vereist) = amount(rest.rest_s), amount(p.change_hours * HOUR_S)
    return sentence(
        f"Cannot be determined: {found} of rest, at least {due}, are enough only at a change of shift, and "
        "the roster does not say whether it is one.",
        f"Niet vast te stellen: {gevonden} rust, ten minste {vereist}, volstaat alleen bij een wisseling van "
        "dienst, en het rooster vermeldt niet of dat er een is.",
    )


def _say(timeline: Timeline, p: WeeklyRest, rest: Rest) -> dict[str, str]:
    (found, gevonden), (due, vereist) = amount(rest.rest_s), amount(p.hours * HOUR_S)
    since = written(timeline.clock, rest.start_s)
    return sentence(
        f"The longest rest in the {p.window_days} x 24 hours from {since} is {found}; {due} is due.",
        f"De langste rust in de {p.window_days} x 24 uur vanaf {since} is {gevonden}; {vereist} is vereist.",
    )
