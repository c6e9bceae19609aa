"""Lunch: how long, between which hours, and how soon."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from equipoise.timegrid import Stretch
from equipoise.timegrid.clock import DAY_S
from equipoise.timegrid.stretch import MEAL

from ..local import instants_s, written
from ..model import Timeline
from ..outcome import FAIL, HOUR_S, PASS, Outcome, amount, hours, number, sentence, time_of_day
from ..parameters import Lunch
from ..stints import MINUTE_S
from ..work import Work, work_of


def check(timeline: Timeline, p: Lunch) -> Iterator[Outcome]:
    """Up to two outcomes a shift that holds the hours of lunch: its length, and how soon it begins.

    The meal with most time between the hours is judged, and only that time of it counts.
    """
    work = work_of(timeline)
    for shift in range(len(work)):
        if not work.judged[shift]:
            continue
        day = work.day(work.start_s[shift])
        opens, closes = (
            int(instants_s(timeline.clock, day * DAY_S + minute * MINUTE_S))
            for minute in (p.from_minute, p.to_minute)
        )
        if work.start_s[shift] <= opens and closes <= work.end_s[shift]:
            yield from _judge(work, p, shift, (opens, closes))


def _judge(work: Work, p: Lunch, shift: int, window: tuple[int, int]) -> Iterator[Outcome]:
    start, end = work.start_s[shift], work.end_s[shift]
    meal, length_s = _meal(work.rows[shift], window)
    if length_s < p.minutes * MINUTE_S:
        begins, ends = (meal.start_s, meal.end_s) if meal else (start, end)
        yield _too_short(work, p, begins, ends, length_s)
    if meal and meal.start_s - start > p.latest_hours * HOUR_S:
        yield _too_late(work, p, (start, end), meal.start_s - start)
    elif length_s >= p.minutes * MINUTE_S:
        yield Outcome(PASS, start, end)


def _meal(rows: Sequence[Stretch], window: tuple[int, int]) -> tuple[Stretch | None, int]:
    """The meal with most seconds within the hours of lunch, and how many."""
    within = [(min(r.end_s, window[1]) - max(r.start_s, window[0]), r) for r in rows if r.activity == MEAL]
    length_s, meal = max(within, key=lambda found: found[0], default=(0, None))
    return (meal, length_s) if length_s > 0 else (None, 0)


def _too_short(work: Work, p: Lunch, start_s: int, end_s: int, length_s: int) -> Outcome:
    between = f"{time_of_day(p.from_minute)}-{time_of_day(p.to_minute)}"
    minutes, at = length_s / MINUTE_S, written(work.timeline.clock, start_s)
    message = sentence(
        f"Lunch from {at} has {number(minutes)} minutes between {between}; {number(p.minutes)} are due.",
        f"De lunch vanaf {at} telt {number(minutes, 'nl')} minuten tussen {between}; "
        f"{number(p.minutes, 'nl')} zijn vereist.",
    )
    return Outcome(FAIL, start_s, end_s, minutes, p.minutes, "min", message)


def _too_late(work: Work, p: Lunch, shift: tuple[int, int], until_s: int) -> Outcome:
    (found, gevonden), (most, hoogstens) = amount(until_s), amount(p.latest_hours * HOUR_S)
    at = written(work.timeline.clock, shift[0])
    message = sentence(
        f"Lunch begins {found} after the start of the shift of {at}; {most} is the most.",
        f"De lunch begint {gevonden} na het begin van de dienst van {at}; {hoogstens} is het maximum.",
    )
    return Outcome(FAIL, *shift, hours(until_s), p.latest_hours, "h", message)
