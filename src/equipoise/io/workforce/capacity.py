"""How many paid hours a week one person can work in a centre at all."""

from __future__ import annotations

from equipoise.centre import Centre

DAYS_A_WEEK = 6  # at least one day is free


def weekly_capacity_h(centre: Centre) -> float:
    """Most paid hours of one person in an ordinary week; no roster can hold more.

    One shift a day on the six longest days, each of the longest length that may be rostered
    without its unpaid breaks, or the day's open hours where these are shorter.
    """
    longest = max(_paid_h(centre, length) for shift in centre.shifts for length in shift.lengths_h)
    days = (sum(end - start for start, end in ranges) / 60 for ranges in centre.opening.weekly)
    return sum(sorted((min(longest, open_h) for open_h in days), reverse=True)[:DAYS_A_WEEK])


def _paid_h(centre: Centre, length_h: float) -> float:
    unpaid = sum(rule.minutes for rule in centre.breaks if not rule.paid and length_h > rule.after_h)
    return length_h - unpaid / 60
