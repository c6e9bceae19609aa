"""Interval grids in a time zone, clock changes, opening hours, stretches of time."""

from equipoise.dates import parse_date

from .calendar import HolidayCalendar
from .clock import LocalClock, WrittenOffsets, Zone, zone
from .grid import Grid
from .opening import OpeningHours
from .parse import format_instant, parse_instant
from .stretch import Stretch, by_worker

__all__ = [
    "Grid",
    "HolidayCalendar",
    "LocalClock",
    "OpeningHours",
    "Stretch",
    "WrittenOffsets",
    "Zone",
    "by_worker",
    "format_instant",
    "parse_date",
    "parse_instant",
    "zone",
]
