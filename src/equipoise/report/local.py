"""Numbers, dates and times as they are written where the centre is."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property, lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.numbers import format_decimal, format_percent

from .words import LOCALES

UNKNOWN = "–"
MINUS = "−"


@dataclass(frozen=True)
class Local:
    """Writes values in one language and time zone; NaN is written as a dash."""

    language: str
    timezone: str

    @cached_property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    def number(self, value: float, decimals: int = 0) -> str:
        if not math.isfinite(value):
            return UNKNOWN
        pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
        rounded = round(value, decimals) + 0.0
        return _decimal(rounded, pattern, LOCALES[self.language]).replace("-", MINUS)

    def signed(self, value: float, decimals: int = 1) -> str:
        text = self.number(value, decimals)
        return f"+{text}" if round(value, decimals) > 0 else text

    def percent(self, value: float, decimals: int = 0) -> str:
        if not math.isfinite(value):
            return UNKNOWN
        pattern = "#,##0" + ("." + "0" * decimals if decimals else "") + "\u00a0%"
        return format_percent(value, pattern, locale=LOCALES[self.language]).replace("-", MINUS)

    def points(self, value: float) -> str:
        """A share as a percentage without its sign, for the first number of a range."""
        return self.number(100 * value)

    def hours(self, hours: float) -> str:
        """Hours with at most two decimals, none where there is nothing after the point."""
        return _decimal(round(hours, 2) + 0.0, "#,##0.##", LOCALES[self.language])

    def wall(self, instant_s: int) -> datetime:
        """Local wall time, aware."""
        return datetime.fromtimestamp(instant_s, UTC).astimezone(self.zone)

    def time(self, instant_s: int) -> str:
        """``07:30``; with its offset where the wall clock shows it twice."""
        wall = self.wall(instant_s)
        twice = wall.replace(fold=0).utcoffset() != wall.replace(fold=1).utcoffset()
        return wall.strftime("%H:%M") + (f" UTC{wall:%z}" if twice else "")

    def day(self, day: date) -> str:
        """``Wed 3 Feb``."""
        return _date(day, "EEE d MMM", LOCALES[self.language])

    def weekday(self, day: date) -> str:
        """``Wed``."""
        return _date(day, "EEE", LOCALES[self.language])

    def day_month(self, day: date) -> str:
        """``3 Feb``."""
        return _date(day, "d MMM", LOCALES[self.language])

    def long_day(self, day: date) -> str:
        """``Wednesday 3 February 2027``."""
        return _date(day, "EEEE d MMMM y", LOCALES[self.language])

    def full_date(self, day: date) -> str:
        """``3 February 2027``."""
        return _date(day, "d MMMM y", LOCALES[self.language])

    def moment(self, instant_s: int) -> str:
        """``Wed 3 Feb 07:30``."""
        return f"{self.day(self.wall(instant_s).date())} {self.time(instant_s)}"

    def period(self, start_s: int, end_s: int) -> str:
        """A period: whole days as dates with the last one included, else with times."""
        start, end = self.wall(start_s), self.wall(end_s)
        if start.hour or start.minute or end.hour or end.minute:
            same = start.date() == end.date()
            return f"{self.moment(start_s)}–{self.time(end_s) if same else self.moment(end_s)}"
        last = max(start.date(), end.date() - timedelta(days=1))
        first = self.day(start.date())
        return first if last == start.date() else f"{first}–{self.day(last)}"


@lru_cache(maxsize=20_000)
def _decimal(value: float, pattern: str, locale: str) -> str:
    return format_decimal(value, pattern, locale=locale)


@lru_cache(maxsize=5_000)
def _date(day: date, pattern: str, locale: str) -> str:
    return format_date(day, pattern, locale=locale)
