"""Which days a roster covers."""

from __future__ import annotations

from datetime import date

import pytest

from equipoise.centre import Queue
from equipoise.errors import InvalidInput
from equipoise.simulate.horizon import first_days, rostered_days
from equipoise.timegrid import Stretch, zone

AMSTERDAM = zone("Europe/Amsterdam")


def night(day: date) -> list[Stretch]:
    edges = [AMSTERDAM.instant_s(day, minute) for minute in (1320, 1560, 1575, 1800)]
    kinds = ("work", "break", "work")
    return [Stretch("ann", a, b, kind) for a, b, kind in zip(edges, edges[1:], kinds, strict=False)]


def test_a_night_shift_belongs_to_the_day_on_which_it_begins() -> None:
    rows = night(date(2026, 3, 2)) + night(date(2026, 3, 8))
    assert rostered_days(rows, "Europe/Amsterdam") == (date(2026, 3, 2), 7)


def test_a_roster_without_work_is_refused() -> None:
    leave = [Stretch("ann", 0, 3600, "leave")]
    with pytest.raises(InvalidInput, match="nobody works"):
        rostered_days(leave, "UTC")


def test_the_first_days_of_a_forecast(scene) -> None:
    made = scene({Queue("q"): 10}, [{"q": 3}], days=5).forecast
    assert first_days(made, 2).mean.shape == (1, 96)
    assert first_days(made, 9).grid == made.grid
    with pytest.raises(InvalidInput):
        first_days(made, 0)
