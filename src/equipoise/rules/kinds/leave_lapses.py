"""Leave that lapses without a reminder on file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..local import as_date, day_number, local_day, midnight_s
from ..model import LeaveAccount, Timeline
from ..months import months_after
from ..outcome import FAIL, HOUR_S, PASS, Outcome, amount, sentence
from ..parameters import LeaveLapses


def check(timeline: Timeline, p: LeaveLapses) -> Iterator[Outcome]:
    """One outcome an account with hours left whose day of lapse has come, or comes soon enough."""
    last = as_date(local_day(timeline.clock, timeline.to_s - 1))
    until = months_after(last, p.within_months) if p.within_months else last
    for account in timeline.leave or ():
        lapses = account.lapses
        if lapses is None or lapses > until or account.entitled_h <= account.taken_h:
            continue
        if account.reminded is not None and account.reminded < lapses:
            yield Outcome(PASS, timeline.from_s, timeline.to_s)
        else:
            yield _breach(timeline, account, lapses)


def _breach(timeline: Timeline, account: LeaveAccount, lapses: date) -> Outcome:
    left_h = account.entitled_h - account.taken_h
    left, over = amount(left_h * HOUR_S)
    message = sentence(
        f"{left} of {account.kind} leave of {account.year} lapse on {lapses} and no earlier reminder is on "
        "file: without one the leave remains.",
        f"{over} {account.kind}-verlof van {account.year} vervalt op {lapses} en er is geen eerdere "
        "herinnering vastgelegd: zonder herinnering blijft het verlof staan.",
    )
    start = max(midnight_s(timeline.clock, day_number(lapses)), timeline.from_s)
    start = timeline.from_s if start >= timeline.to_s else start
    return Outcome(FAIL, start, timeline.to_s, round(left_h, 4), 0, "h", message)
