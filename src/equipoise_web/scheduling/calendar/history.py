"""What the days of one person's published roster were, became, and by which amendments."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

from equipoise_web.scheduling.calendar.shifts import Part, Shift, by_day, shifts

Days = dict[date, tuple[Shift, ...]]


@dataclass(frozen=True)
class Row:
    """A part of a published roster, with the numbers of the amendments that added and removed it.

    ``roster`` tells rosters apart; ``added`` is 0 for what was published.
    """

    part: Part
    roster: int
    added: int = 0
    removed: int | None = None
    published_at: datetime | None = None

    def stands_at(self, number: int) -> bool:
        """Whether it holds once the amendment of this number is made."""
        return self.added <= number and (self.removed is None or self.removed > number)


@dataclass(frozen=True)
class Change:
    """An amendment of a roster made these shifts out of those."""

    roster: int
    number: int
    before: tuple[Shift, ...]
    after: tuple[Shift, ...]


@dataclass(frozen=True)
class Day:
    """The shifts of a local date as they stand, and the changes since publication, in order."""

    roster: int
    shifts: tuple[Shift, ...]
    changes: tuple[Change, ...] = ()
    published_at: datetime | None = None

    @property
    def sequence(self) -> int:
        """Number of the last amendment that touched the day, 0 without."""
        return self.changes[-1].number if self.changes else 0

    @property
    def cancelled(self) -> tuple[Shift, ...]:
        """As many shifts as the day once had more than now, as they last were."""
        once: dict[int, Shift] = {}
        for change in self.changes:
            once |= dict(enumerate(change.before))
        return tuple(once[place] for place in sorted(once) if place >= len(self.shifts))


def history(rows: Iterable[Row], zone: ZoneInfo) -> dict[date, Day]:
    """Every local date on which a shift begins or once began."""
    rosters: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        rosters[row.roster].append(row)
    found: dict[date, Day] = {}
    for roster, own in rosters.items():
        found |= _days(roster, own, zone)
    return dict(sorted(found.items()))


def _days(roster: int, rows: list[Row], zone: ZoneInfo) -> dict[date, Day]:
    numbers = sorted({0, *(row.added for row in rows), *(row.removed or 0 for row in rows)})
    states = [(number, _state(rows, number, zone)) for number in numbers]
    changes: dict[date, list[Change]] = defaultdict(list)
    for (_, before), (number, after) in pairwise(states):
        for day in before.keys() | after.keys():
            old, new = before.get(day, ()), after.get(day, ())
            if old != new:
                changes[day].append(Change(roster, number, old, new))
    last, published_at = states[-1][1], rows[0].published_at
    return {
        day: Day(roster, last.get(day, ()), tuple(changes[day]), published_at)
        for day in last.keys() | changes.keys()
    }


def _state(rows: list[Row], number: int, zone: ZoneInfo) -> Days:
    return by_day(shifts(row.part for row in rows if row.stands_at(number)), zone)
