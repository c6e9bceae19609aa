"""Days free of on-call duty."""

from __future__ import annotations

from collections.abc import Iterator

from ..local import written
from ..model import Timeline
from ..on_call import on_call, wall_days
from ..on_call_windows import FreeTime, judge
from ..outcome import Outcome, sentence
from ..parameters import OnCallFreeDays
from ..work import work_of


def check(timeline: Timeline, p: OnCallFreeDays) -> Iterator[Outcome]:
    """One outcome a duty: days free of duty in the ``window_days`` days from its first moment.

    A free day is 24 hours in a row by the local clock, from any time of day.
    """
    work = work_of(timeline)
    duty = on_call(work)
    if not duty.duties:
        return

    def say(start_s: int, found: int) -> dict[str, str]:
        since = written(timeline.clock, start_s)
        return sentence(
            f"The {p.window_days} days from {since} hold {found} days free of on-call duty; "
            f"{p.min_days} are due.",
            f"De {p.window_days} dagen vanaf {since} tellen {found} dagen zonder consignatie; "
            f"{p.min_days} zijn vereist.",
        )

    free = FreeTime(
        duty.duties, duty.past, p.window_days, p.min_days, lambda start, end: wall_days(work, start, end)
    )
    yield from judge(work, free, "days", say)
