"""What a compiled rule may look at: the catalogue, the worker, and what was worked before."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from equipoise.roster.catalogue import Catalogue
from equipoise.rules.model import Absence, WorkerFacts
from equipoise.rules.parameters import Night
from equipoise.timegrid import Stretch, Zone
from equipoise.timegrid.stretch import MEAL, OFF_DUTY

from .limits import Limits

BoolArray = NDArray[np.bool_]
IntArray = NDArray[np.int64]
DAY_S = 86_400
SHIFT_GAP_S = 8 * 3600  # less rest than this does not part two shifts (ATW 1:7)
THURSDAY = 3  # 1970-01-01
SATURDAY = 5
LAYERS = ("worked", "changed", "planned")


@dataclass(frozen=True)
class Worked:
    """A shift of the past."""

    start_s: int
    end_s: int
    work_s: int


@dataclass(frozen=True)
class Context:
    """One worker's situation at the start of the horizon."""

    catalogue: Catalogue
    facts: WorkerFacts
    history: tuple[Worked, ...]
    absences: tuple[Absence, ...]
    max_h: float

    @property
    def zone(self) -> Zone:
        return Zone(self.catalogue.timezone)

    @property
    def weeks(self) -> int:
        return int(self.catalogue.week[-1]) + 1

    def age_on(self, day: date) -> int | None:
        """Completed years, or ``None`` when the birth date is unknown."""
        born = self.facts.birth_date
        return (
            None if born is None else day.year - born.year - ((day.month, day.day) < (born.month, born.day))
        )

    @cached_property
    def history_by_week(self) -> dict[int, float]:
        """Working seconds by calendar week, the horizon's first being 0 (so mostly negative); a shift
        over a Monday's midnight is shared between both weeks."""
        weeks: dict[int, float] = {}
        for shift in self.history:
            first, last = self.week_of(shift.start_s), self.week_of(shift.end_s - 1)
            after = (
                (shift.end_s - self._monday_s(last)) / (shift.end_s - shift.start_s) if last > first else 0.0
            )
            weeks[first] = weeks.get(first, 0.0) + shift.work_s * (1 - after)
            weeks[last] = weeks.get(last, 0.0) + shift.work_s * after
        return weeks

    def carried_s(self, limits: Limits) -> int:
        """Most seconds that an allowed shift can carry over a Monday's midnight: hours are counted in
        the week in which a shift begins, the law counts them where they are worked."""
        c = self.catalogue
        sunday = np.array([day.weekday() == SATURDAY + 1 for day in c.days])
        over = c.end_s - c.midnight_s[1:, None]
        return int(np.where(limits.allowed & sunday[:, None], over, 0).max(initial=0))

    def _monday_s(self, week: int) -> int:
        first = date(1970, 1, 1) + timedelta(days=int(self.catalogue.monday[0]) + 7 * week)
        return self.zone.instant_s(first, 0)

    @cached_property
    def absence_by_week(self) -> dict[int, float]:
        """Seconds that absences count for, by calendar week; spread over their days from Monday to
        Friday, or over all their days where they have none of those."""
        weeks: dict[int, float] = {}
        for absence in self.absences:
            first, last = local_day(self.zone, np.array([absence.start_s, absence.end_s - 1]))
            every = np.arange(first, last + 1)
            working = every[(every + THURSDAY) % 7 < SATURDAY]
            days = working if len(working) else every
            for day in days:
                week = int(day - self.catalogue.monday[0]) // 7
                weeks[week] = weeks.get(week, 0.0) + absence.counted_h * 3600 / len(days)
        return weeks

    def week_of(self, instant_s: int) -> int:
        """Calendar week of an instant, 0 being the horizon's first."""
        local = instant_s + int(self.zone.offset_s(instant_s))
        return (local // DAY_S - int(self.catalogue.monday[0])) // 7

    def nights_in_history(self, night: Night, ends_after: int, weeks: int) -> int:
        """Night shifts before the horizon, from ``weeks`` calendar weeks before its first week on."""
        recent = [s for s in self.history if -weeks <= self.week_of(s.start_s)]
        if not recent:
            return 0
        start = np.array([s.start_s for s in recent]), np.array([s.end_s for s in recent])
        return int(night_shifts(self.zone, *start, night, ends_after).sum())

    def sundays_in_history(self, weeks: int) -> int:
        """Different Sundays worked before the horizon, from ``weeks`` calendar weeks before its first
        week on."""
        recent = [s for s in self.history if -weeks <= self.week_of(s.start_s)]
        edges = np.array([(s.start_s, s.end_s - 1) for s in recent], dtype=np.int64)
        days = np.unique(local_day(self.zone, edges))
        return int(((days + THURSDAY) % 7 == 6).sum())


def shifts_of(stretches: tuple[Stretch, ...]) -> tuple[Worked, ...]:
    """Group one worker's stretches into shifts parted by at least eight hours.

    Where time was recorded in several layers, what was worked counts before what was changed, and
    that before what was planned.
    """
    shifts: list[Worked] = []
    for row in _latest_layer(stretches):
        work = 0 if row.activity == MEAL else row.seconds
        if shifts and row.start_s - shifts[-1].end_s < SHIFT_GAP_S:
            last = shifts.pop()
            shifts.append(Worked(last.start_s, max(last.end_s, row.end_s), last.work_s + work))
        else:
            shifts.append(Worked(row.start_s, row.end_s, work))
    return tuple(shifts)


def begun_before(rows: tuple[Stretch, ...], instant_s: int) -> tuple[Stretch, ...]:
    """One worker's rows (in order) of shifts that begin before an instant; such a shift may end after it."""
    kept: list[Stretch] = []
    for row in rows:
        if row.start_s < instant_s or (kept and row.start_s - kept[-1].end_s < SHIFT_GAP_S):
            kept.append(row)
    return tuple(kept)


def _latest_layer(stretches: tuple[Stretch, ...]) -> list[Stretch]:
    kept: list[Stretch] = []
    for layer in LAYERS:
        rows = sorted(row for row in stretches if row.layer == layer and row.activity not in OFF_DUTY)
        starts = [row.start_s for row in kept]
        for row in rows:
            at = bisect_left(starts, row.end_s)  # the last kept row that begins before this one ends
            if not (at and kept[at - 1].end_s > row.start_s):
                kept.append(row)
        kept.sort(key=lambda row: row.start_s)
    return kept


def local_day(zone: Zone, instants_s: IntArray) -> IntArray:
    """Days since 1970-01-01 by the local calendar, same shape."""
    return np.asarray((instants_s + zone.offset_s(instants_s)) // DAY_S)


def night_seconds(zone: Zone, start_s: IntArray, end_s: IntArray, night: Night) -> IntArray:
    """Elapsed seconds of each shift inside the night window, same shape."""
    total = np.zeros(start_s.shape, dtype=np.int64)
    for lower, upper in night_windows(zone, start_s, night):
        total += np.maximum(0, np.minimum(end_s, upper) - np.maximum(start_s, lower))
    return total


def night_shifts(
    zone: Zone, start_s: IntArray, end_s: IntArray, night: Night, ends_after: int | None = None
) -> BoolArray:
    """Which shifts are night shifts, and where asked end after a minute of that night."""
    flags = night_seconds(zone, start_s, end_s, night) > 3600 * night.over_hours
    if ends_after is None:
        return flags
    late = np.zeros(start_s.shape, dtype=np.bool_)
    for lower, upper in night_windows(zone, start_s, night):
        touches = (np.minimum(end_s, upper) - np.maximum(start_s, lower)) > 0
        late |= touches & (end_s - lower > 60 * (ends_after - night.night_from))
    return flags & late


def night_windows(zone: Zone, start_s: IntArray, night: Night) -> list[tuple[IntArray, IntArray]]:
    """Night windows as instants around each start: of the same local day and the day after."""
    midnight = (start_s + zone.offset_s(start_s)) // DAY_S * DAY_S
    windows = []
    for days in (-1, 0, 1):
        lower = midnight + days * DAY_S + 60 * night.night_from
        length = 60 * ((night.night_to - night.night_from) % 1440)
        windows.append((_to_utc(zone, lower), _to_utc(zone, lower + length)))
    return windows


def _to_utc(zone: Zone, local_s: IntArray) -> IntArray:
    """Instants of local wall-clock seconds (around a clock change: by the offset before it)."""
    guess = local_s - zone.offset_s(local_s)
    return np.asarray(local_s - zone.offset_s(guess), dtype=np.int64)
