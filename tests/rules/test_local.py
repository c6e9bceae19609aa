"""Local time and back, over both clock changes."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from equipoise.rules.local import instants_s, iso, local_day, midnight_s, written
from equipoise.rules.outcome import amount
from equipoise.timegrid import Zone
from equipoise.timegrid.clock import DAY_S

AMSTERDAM = Zone("Europe/Amsterdam")
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)


@pytest.mark.parametrize(
    "name", ["Europe/Amsterdam", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata"]
)
def test_every_quarter_of_a_year_comes_back_as_itself_or_as_its_first_occurrence(name: str) -> None:
    clock = Zone(name)
    start = clock.instant_s(date(2026, 1, 1), 0)
    instants = np.arange(start, start + 365 * DAY_S, 900, dtype=np.int64)
    wall = instants + clock.offset_s(instants)
    back = instants_s(clock, wall)
    assert (back + clock.offset_s(back) == wall).all()
    assert (back <= instants).all()
    assert ((instants - back)[back != instants] <= 3600).all()


def test_a_minute_that_the_clock_skips_lies_after_the_change() -> None:
    wall = AMSTERDAM.instant_s(SPRING, 0) + 3600 + 2 * 3600  # 02:00 on the wall, which never shows it
    assert int(instants_s(AMSTERDAM, wall)) == AMSTERDAM.instant_s(SPRING, 180)


@pytest.mark.parametrize(("day", "length_h"), [(SPRING, 23), (AUTUMN, 25), (date(2026, 3, 2), 24)])
def test_local_days_have_their_real_length(day: date, length_h: int) -> None:
    number = local_day(AMSTERDAM, AMSTERDAM.instant_s(day, 720))
    assert midnight_s(AMSTERDAM, number + 1) - midnight_s(AMSTERDAM, number) == length_h * 3600
    assert midnight_s(AMSTERDAM, number) == AMSTERDAM.instant_s(day, 0)


def test_moments_are_written_with_the_clock_of_their_own_day() -> None:
    noon = AMSTERDAM.instant_s(SPRING, 720)
    assert written(AMSTERDAM, noon) == "2026-03-29 12:00"
    assert iso(AMSTERDAM, noon) == "2026-03-29T12:00:00+02:00"


def test_lengths_are_never_rounded_up_to_a_limit() -> None:
    assert amount(11 * 3600 - 1) == ("10 h 59 min", "10 uur en 59 min")
    assert amount(11 * 3600) == ("11 h", "11 uur")
