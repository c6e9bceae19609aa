"""Break time due in a shift, by the time worked in it."""

from __future__ import annotations

from collections.abc import Iterator

from ..local import written
from ..model import Timeline
from ..outcome import FAIL, HOUR_S, PASS, Outcome, amount, number, sentence
from ..parameters import Breaks
from ..work import Work, work_of

MINUTE_S = 60


def check(timeline: Timeline, p: Breaks) -> Iterator[Outcome]:
    """One outcome a shift: its pauses of at least ``part_minutes`` between two stretches of duty.

    Time worked includes paid breaks and leaves out meals.
    """
    work = work_of(timeline)
    for shift in range(len(work)):
        if work.judged[shift]:
            yield _judge(work, p, shift)


def _judge(work: Work, p: Breaks, shift: int) -> Outcome:
    start, end, worked = work.start_s[shift], work.end_s[shift], work.worked_s[shift]
    due = max((minutes for over, minutes in p.tiers if worked > over * HOUR_S), default=None)
    pauses = [pause for pause in work.pauses_s[shift] if pause >= p.part_minutes * MINUTE_S]
    if due is None or (pauses and sum(pauses) >= due * MINUTE_S):
        return Outcome(PASS, start, end)
    paused = sum(pauses) / MINUTE_S
    length, lengte = amount(worked)
    at = written(work.timeline.clock, start)
    if not due:
        message = sentence(
            f"The shift of {at} has {length} of work and no break.",
            f"De dienst van {at} telt {lengte} arbeid en geen pauze.",
        )
    else:
        message = sentence(
            f"The shift of {at} has {length} of work and {number(paused)} minutes of break; "
            f"{number(due)} are due{_parts_en(p)}.",
            f"De dienst van {at} telt {lengte} arbeid en {number(paused, 'nl')} minuten pauze; "
            f"{number(due, 'nl')} zijn vereist{_parts_nl(p)}.",
        )
    return Outcome(FAIL, start, end, paused, due, "min", message)


def _parts_en(p: Breaks) -> str:
    return f" in parts of at least {number(p.part_minutes)}" if p.part_minutes else ""


def _parts_nl(p: Breaks) -> str:
    return f" in delen van ten minste {number(p.part_minutes, 'nl')}" if p.part_minutes else ""
