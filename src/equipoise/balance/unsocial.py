"""Unsocial hours: what counts, and how evenly it is shared."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

import numpy as np
from numpy.typing import ArrayLike, NDArray

from equipoise.timegrid import HolidayCalendar, Stretch, Zone
from equipoise.timegrid.clock import DAY_S

KINDS = ("night", "sunday", "saturday", "evening")
NIGHT_TO_S = 6 * 3600
EVENING_FROM_S = 20 * 3600
EPOCH = date(1970, 1, 1)


class UnsocialClock:
    """Counts unsocial hours between instants of one period.

    A local choice, not law: night is 00:00-06:00 on any day; Sunday the rest of a Sunday or a
    public holiday; Saturday the rest of a Saturday; evening is after 20:00 on other days. Each
    minute counts once, in that order.
    """

    def __init__(self, clock: Zone, holidays: HolidayCalendar, from_s: int, to_s: int) -> None:
        self.from_s = from_s
        minutes = np.arange(from_s, to_s, 60, dtype=np.int64)
        kinds = _kinds(minutes + clock.offset_s(minutes), holidays)
        member = kinds[None, :] == np.arange(len(KINDS))[:, None]
        self._until = np.concatenate([np.zeros((len(KINDS), 1)), np.cumsum(member, axis=1)], axis=1)

    @classmethod
    def around(cls, rows: Iterable[Stretch], clock: Zone, holidays: HolidayCalendar) -> UnsocialClock:
        """A clock that covers all rows; one empty minute when there are none."""
        listed = list(rows)
        from_s = min((row.start_s for row in listed), default=0)
        return cls(clock, holidays, from_s, max((row.end_s for row in listed), default=60))

    def hours(self, start_s: int, end_s: int) -> NDArray[np.float64]:
        """Elapsed unsocial hours in ``[start_s, end_s)`` by kind, shape ``(len(KINDS),)``."""
        first, last = (start_s - self.from_s) // 60, (end_s - self.from_s) // 60
        hours: NDArray[np.float64] = (self._until[:, last] - self._until[:, first]) / 60
        return hours


def _kinds(local_s: NDArray[np.int64], holidays: HolidayCalendar) -> NDArray[np.int64]:
    """Index into ``KINDS`` of each local minute, -1 for social hours."""
    days, second = local_s // DAY_S, local_s % DAY_S
    weekday = (days + 3) % 7
    first, last = (EPOCH + timedelta(days=int(day)) for day in (days.min(), days.max()))
    holiday = np.isin(days, [(day - EPOCH).days for day in holidays.between(first, last)])
    tests = [second < NIGHT_TO_S, (weekday == 6) | holiday, weekday == 5, second >= EVENING_FROM_S]
    return np.select(tests, list(range(len(KINDS))), default=-1)


def gini(values: ArrayLike) -> float:
    """Gini coefficient of values >= 0: 0 is equal shares, towards 1 all with one; NaN if empty.

    Mean absolute difference over twice the mean (Gini 1912); 0 where every value is 0.
    """
    ordered = np.sort(np.asarray(values, dtype=np.float64))
    total = ordered.sum()
    if not ordered.size:
        return float("nan")
    if total == 0:
        return 0.0
    rank = np.arange(1, ordered.size + 1)
    return float(((2 * rank - ordered.size - 1) * ordered).sum() / (ordered.size * total))
