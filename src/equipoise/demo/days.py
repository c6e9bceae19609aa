"""Which days are short, follow a closure or stand at the turn of a month."""

from __future__ import annotations

from datetime import date, timedelta

from equipoise.timegrid import OpeningHours

SATURDAY = 5


def is_short(day: date, opening: OpeningHours) -> bool:
    """Saturdays, Sundays and public holidays follow the short day's shape."""
    return day.weekday() >= SATURDAY or day in opening.holidays


def follows_closure(day: date, opening: OpeningHours) -> bool:
    """Whether the weekday before was a public holiday or closed."""
    before = day - timedelta(days=1)
    while before.weekday() >= SATURDAY:
        before -= timedelta(days=1)
    return not is_working(before, opening) and is_working(day, opening)


def month_turn(day: date, opening: OpeningHours) -> int:
    """1, 2, 3 for the first working days of a month, -1 for the last, 0 for every other day."""
    if not is_working(day, opening):
        return 0
    first = day.replace(day=1)
    in_month = [first + timedelta(days=n) for n in range(31)]
    working = [d for d in in_month if d.month == day.month and is_working(d, opening)]
    at = working.index(day)
    if at < 3:
        return at + 1
    return -1 if day == working[-1] else 0


def is_working(day: date, opening: OpeningHours) -> bool:
    """An ordinary Monday to Friday."""
    return not is_short(day, opening) and bool(opening.ranges(day))
