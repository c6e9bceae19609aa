"""Rest that night work earns: when it may be taken, and by when it must have been."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from equipoise.timegrid import Stretch
from equipoise.timegrid.stretch import COMPENSATION

from ..local import as_date, day_number, local_day, midnight_s
from ..model import Timeline
from ..months import months_after
from ..outcome import FAIL, HOUR_S, PASS, UNDETERMINED, Outcome, amount, hours, sentence
from ..parameters import NightCompensation
from ..rests import missing_history
from ..work import Work, work_of


@dataclass(frozen=True)
class Account:
    """What night shifts earned, each at its end, and what rows took, each at its start; in seconds."""

    earned: list[tuple[int, float]]
    taken: list[Stretch]

    def earned_by(self, instant_s: int) -> float:
        return sum(seconds for at, seconds in self.earned if at <= instant_s)

    def taken_by(self, instant_s: int) -> float:
        return sum(row.seconds for row in self.taken if row.start_s < instant_s)


def check(timeline: Timeline, p: NightCompensation) -> Iterator[Outcome]:
    """One outcome a row of compensation, and one at the end of the period for what should be taken by then.

    Rest may be taken once the hours earned and not taken reach ``least_hours``, until none is left.
    """
    work = work_of(timeline)
    at_night = work.nights(p.night).seconds
    taken = [row for row in timeline.stretches if row.activity == COMPENSATION]
    if not at_night.any() and not taken:
        return
    earned = [(work.end_s[i], p.share * int(s)) for i, s in enumerate(at_night) if s]
    account = Account(earned, taken)
    yield from _too_early(timeline, account, p)
    yield _overdue(work, account, p)


def _too_early(timeline: Timeline, account: Account, p: NightCompensation) -> Iterator[Outcome]:
    is_open = False
    for row in account.taken:
        left_s = account.earned_by(row.start_s) - account.taken_by(row.start_s)
        is_open = left_s >= p.least_hours * HOUR_S - 0.5 or (is_open and left_s > 0.5)
        if not timeline.from_s <= row.start_s < timeline.to_s:
            continue
        since = _months_before(local_day(timeline.clock, row.start_s), p)
        if is_open:
            yield Outcome(PASS, row.start_s, row.end_s)
        elif since < local_day(timeline.clock, timeline.known_from_s):
            message = missing_history(work_of(timeline), since)
            yield Outcome(UNDETERMINED, row.start_s, row.end_s, None, p.least_hours, "h", message)
        else:
            yield _breach(row.start_s, row.end_s, left_s, p, _say_early(left_s, p))


def _overdue(work: Work, account: Account, p: NightCompensation) -> Outcome:
    timeline = work.timeline
    clock, span = timeline.clock, (timeline.from_s, timeline.to_s)
    since = _months_before(local_day(clock, timeline.to_s - 1) + 1, p)
    left_s = account.earned_by(midnight_s(clock, since)) - account.taken_by(timeline.to_s)
    if left_s >= p.least_hours * HOUR_S - 0.5:
        return _breach(*span, left_s, p, _say_overdue(left_s, p))
    if since <= local_day(clock, timeline.known_from_s):
        message = missing_history(work, since - 1)
        return Outcome(UNDETERMINED, *span, None, p.least_hours, "h", message)
    return Outcome(PASS, *span)


def _months_before(day: int, p: NightCompensation) -> int:
    """The local day from which on what nights earned by ``day`` need not have been taken yet."""
    return day_number(months_after(as_date(day), -p.months))


def _breach(start: int, end: int, left_s: float, p: NightCompensation, message: dict[str, str]) -> Outcome:
    return Outcome(FAIL, start, end, hours(left_s), p.least_hours, "h", message)


def _say_early(left_s: float, p: NightCompensation) -> dict[str, str]:
    (found, gevonden), (least, minstens) = amount(max(left_s, 0)), amount(p.least_hours * HOUR_S)
    return sentence(
        f"{found} of compensatory rest are earned; it may be taken from {least} on.",
        f"Er is {gevonden} compensatierust verdiend; opnemen kan vanaf {minstens}.",
    )


def _say_overdue(left_s: float, p: NightCompensation) -> dict[str, str]:
    found, gevonden = amount(left_s)
    return sentence(
        f"{found} of compensatory rest for night work were earned more than {p.months} months ago and are "
        "not taken.",
        f"{gevonden} compensatierust voor nachtarbeid is langer dan {p.months} maanden geleden verdiend en "
        "niet opgenomen.",
    )
