"""Uninterrupted rest anywhere in each period of so many days."""

from __future__ import annotations

from collections.abc import Iterator

from equipoise.timegrid.clock import DAY_S

from ..local import as_date, local_day, written
from ..model import Timeline
from ..outcome import FAIL, HOUR_S, PASS, UNDETERMINED, Outcome, amount, hours, sentence
from ..parameters import RestInPeriod
from ..period_rests import Periods, long_runs, periods_of
from ..rests import gaps, missing_history, short_rests
from ..work import Work, work_of


def check(timeline: Timeline, p: RestInPeriod) -> Iterator[Outcome]:
    """One outcome a period without a rest of its own, and one a stretch without any rest that is too long.

    Periods follow one another from a Monday on. A rest counts for one that it lies in or reaches into,
    so that it does not matter when a period begins; between two rests that count lie at most two periods
    less both rests. Rest in every ``window_days`` x 24 hours from each shift is always enough.
    """
    work = work_of(timeline)
    if not len(work):
        return
    due_s, length_s = p.hours * HOUR_S, p.window_days * DAY_S
    short = [rest.start_s for rest in short_rests(work, length_s, due_s)]
    if not short and timeline.known_from_s + length_s <= timeline.from_s:
        return
    periods = periods_of(work, p.window_days, due_s)
    if not short and not periods.is_open(work):
        return
    found = list(_periods(work, periods, short, p))
    yield from found
    broken = [(outcome.start_s, outcome.end_s) for outcome in found if outcome.result == FAIL]
    for start, end in long_runs(work, due_s, 2 * (length_s - round(due_s))):
        if not any(first < end and start < last for first, last in broken):
            yield _breach(work, start, end, p, _say_run(work, start, end, p))


def _periods(work: Work, periods: Periods, short: list[int], p: RestInPeriod) -> Iterator[Outcome]:
    for place, start, end in periods.ours(work):
        if periods.served[place]:
            yield Outcome(PASS, start, end)
        elif start < work.timeline.known_from_s:
            message = missing_history(work, local_day(work.timeline.clock, start))
            yield Outcome(UNDETERMINED, start, end, None, p.hours, "h", message)
        elif periods.could_be_served[place] and any(start - (end - start) <= s < end for s in short):
            yield _breach(work, start, end, p, _say(work, start, p))


def _breach(work: Work, start: int, end: int, p: RestInPeriod, message: dict[str, str]) -> Outcome:
    blocks = [block for block in work.busy if block[1] > start]
    free = gaps([(start, start), *blocks], 0, end)
    longest = max((after - before for before, after in free), default=0)
    return Outcome(FAIL, start, end, hours(longest), p.hours, "h", message)


def _say(work: Work, start_s: int, p: RestInPeriod) -> dict[str, str]:
    due, vereist = amount(p.hours * HOUR_S)
    first = local_day(work.timeline.clock, start_s)
    begins, ends = as_date(first), as_date(first + p.window_days - 1)
    return sentence(
        f"The {p.window_days} days from {begins} to {ends} have no rest of {due} of their own.",
        f"De {p.window_days} dagen van {begins} tot en met {ends} hebben geen eigen rust van {vereist}.",
    )


def _say_run(work: Work, start_s: int, end_s: int, p: RestInPeriod) -> dict[str, str]:
    due, vereist = amount(p.hours * HOUR_S)
    since, until = (written(work.timeline.clock, at) for at in (start_s, end_s))
    return sentence(
        f"From {since} to {until} there is no rest of {due}: longer than two periods of {p.window_days} days "
        "with a rest each allow.",
        f"Van {since} tot {until} is er geen rust van {vereist}: langer dan twee perioden van "
        f"{p.window_days} dagen met elk een rust toelaten.",
    )
