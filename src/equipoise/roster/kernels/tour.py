"""Compiled loops of the tour layer: extend, forget, compare and keep labels.

A label is a row of integers (see the constants below); times are Unix seconds, hours are units.
"""

from __future__ import annotations

import numpy as np
from numba import njit

DAY_S = 86_400
LONG_AGO = -(1 << 40)
FIELDS = 11
TOTAL, WEEK, READY, LAST, RUN, LENGTH, NIGHTLY, SERIES, NIGHTS, SUNDAYS, SYMBOL = range(FIELDS)
TOTAL_MAX, TOTAL_MIN, RESET, SPAN, SERIES_FROM, SERIES_REST, RUN_MAX, NIGHT_CAP, SUNDAY_CAP = range(9)


@njit(cache=True)
def _extend(label, child, s, start, end, units, rest, flags, scalars):
    """Work template ``s``: fill ``child``; False when a rest, run, night or Sunday rule forbids it."""
    if start < label[READY]:
        return False
    gap = start - label[LAST]
    night = flags & 1
    follows = night == 1 and gap < DAY_S
    if label[SERIES] >= scalars[SERIES_FROM] and not follows and gap < scalars[SERIES_REST]:
        return False
    child[:] = label
    child[SERIES] = (label[SERIES] + 1 if follows else 1) if night else 0
    if gap >= scalars[RESET]:
        child[RUN], child[LENGTH], child[NIGHTLY] = start, 1, 0
    else:
        child[LENGTH] += 1
    if flags & 2:
        child[NIGHTLY] = 1
    if end - child[RUN] > scalars[SPAN] or (child[NIGHTLY] and child[LENGTH] > scalars[RUN_MAX]):
        return False
    child[NIGHTS] += (flags >> 2) & 1
    child[SUNDAYS] += (flags >> 3) & 1
    child[TOTAL] += units
    child[WEEK] += units
    child[LAST] = end
    child[READY] = end + rest
    child[SYMBOL] = s
    return child[NIGHTS] <= scalars[NIGHT_CAP] and child[SUNDAYS] <= scalars[SUNDAY_CAP]


@njit(cache=True)
def _forget(child, next_start, scalars):
    """Drop what can no longer matter before the next possible start, so that labels merge."""
    if child[READY] <= next_start:
        child[READY] = LONG_AGO
    rested = next_start - child[LAST]
    if rested >= scalars[RESET]:
        child[RUN], child[LENGTH], child[NIGHTLY] = next_start, 0, 0
    if rested >= scalars[SERIES_REST] and rested >= DAY_S:
        child[SERIES] = 0
        if rested >= scalars[RESET] and child[READY] == LONG_AGO:
            child[LAST] = LONG_AGO


@njit(cache=True)
def _no_worse(a, b):
    """Whether label ``a`` can do everything that ``b`` can."""
    return (
        a[READY] <= b[READY]
        and a[LAST] <= b[LAST]
        and a[RUN] >= b[RUN]
        and a[LENGTH] <= b[LENGTH]
        and a[NIGHTLY] <= b[NIGHTLY]
        and a[SERIES] <= b[SERIES]
        and a[NIGHTS] <= b[NIGHTS]
        and a[SUNDAYS] <= b[SUNDAYS]
    )


@njit(cache=True)
def _offer(child, cost, parent, labels, trail, slots, n, beam):
    """Keep ``child`` under its key unless dominated; returns the number of labels."""
    worst, worst_at = -np.inf, -1
    for k in range(beam):
        at = slots[k]
        if at < 0:
            slots[k] = n
            labels[n], trail[n, 0], trail[n, 1] = child, cost, parent
            return n + 1
        if trail[at, 0] <= cost and _no_worse(labels[at], child):
            return n
        if trail[at, 0] >= cost and _no_worse(child, labels[at]):
            labels[at], trail[at, 0], trail[at, 1] = child, cost, parent
            return n
        if trail[at, 0] > worst:
            worst, worst_at = trail[at, 0], at
    if cost < worst:
        labels[worst_at], trail[worst_at, 0], trail[worst_at, 1] = child, cost, parent
    return n


@njit(cache=True)
def search(price, off_cost, unit_cost, beam, facts, weeks, scalars, initial):
    """Cheapest tour kept: its cost (infinite when there is none) and a template a day (-1 is off).

    ``facts`` is ``(5, n_days, n_templates)``: start, end, units, rest after, flags. ``weeks`` is
    ``(5, max(n_days, n_weeks))``: week of each day, then by week least and most units and least
    and most running total.
    """
    days, templates = price.shape
    starts = _next_starts(price, facts)
    longest, in_week = _units_left(price, facts, weeks)
    widest = 1 + max(0, weeks[2].max())
    slots = np.full(((scalars[TOTAL_MAX] + 1) * widest, beam), -1, np.int64)
    labels = np.empty((1024, FIELDS), np.int64)
    trail = np.empty((1024, 2))  # cost, parent
    labels[0], trail[0, 0], trail[0, 1] = initial, 0.0, -1.0
    begin, n = 0, 1
    child = np.empty(FIELDS, np.int64)
    for d in range(days):
        stop, w = n, weeks[0, d]
        closes = d + 1 == days or weeks[0, d + 1] != w
        later = 0 if closes else in_week[d + 1]
        for at in range(begin, stop):
            for s in range(-1, templates):
                if not _child(labels[at], child, d, s, price, facts, weeks, scalars):
                    continue
                if child[WEEK] + later < weeks[1, w] or child[TOTAL] + later < weeks[3, w]:
                    continue
                if child[TOTAL] + longest[d + 1] < scalars[TOTAL_MIN]:
                    continue
                _forget(child, starts[d + 1], scalars)
                if closes:
                    child[WEEK] = 0
                if n + 1 >= labels.shape[0]:
                    labels, trail = _grown(labels), _grown(trail)
                cost = trail[at, 0] + (off_cost[d] if s < 0 else price[d, s])
                key = child[TOTAL] * widest + child[WEEK]
                n = _offer(child, cost, at, labels, trail, slots[key], n, beam)
        for at in range(stop, n):
            slots[labels[at, TOTAL] * widest + labels[at, WEEK]] = -1
        begin = stop
        if n == stop:
            return np.inf, np.empty(0, np.int64)
    return _trace(labels, trail, begin, n, unit_cost, scalars, days)


@njit(cache=True)
def _child(label, child, d, s, price, facts, weeks, scalars):
    """Day off (``s`` = -1) or template ``s`` after ``label``; False when not allowed."""
    if s < 0:
        child[:] = label
        child[SYMBOL] = -1
        return True
    w, units = weeks[0, d], facts[2, d, s]
    if price[d, s] == np.inf or label[WEEK] + units > weeks[2, w] or label[TOTAL] + units > weeks[4, w]:
        return False
    start, end, rest, flags = facts[0, d, s], facts[1, d, s], facts[3, d, s], facts[4, d, s]
    return _extend(label, child, s, start, end, units, rest, flags, scalars)


@njit(cache=True)
def _next_starts(price, facts):
    """Earliest possible start on or after each day; far away beyond the last."""
    days, templates = price.shape
    starts = np.empty(days + 1, np.int64)
    starts[days] = facts[1, days - 1].max() + 30 * DAY_S
    for d in range(days - 1, -1, -1):
        starts[d] = starts[d + 1]
        for s in range(templates):
            if price[d, s] < np.inf:
                starts[d] = min(starts[d], facts[0, d, s])
    return starts


@njit(cache=True)
def _units_left(price, facts, weeks):
    """Most units that could still be worked from each day on: in all, and in its week."""
    days, templates = price.shape
    longest, in_week = np.zeros(days + 1, np.int64), np.zeros(days + 1, np.int64)
    for d in range(days - 1, -1, -1):
        most = 0
        for s in range(templates):
            if price[d, s] < np.inf:
                most = max(most, facts[2, d, s])
        same = d + 1 < days and weeks[0, d + 1] == weeks[0, d]
        longest[d] = longest[d + 1] + most
        in_week[d] = most + (in_week[d + 1] if same else 0)
    return longest, in_week


@njit(cache=True)
def _trace(labels, trail, begin, n, unit_cost, scalars, days):
    """The cheapest last label, hours unused priced in, followed back to the first day."""
    best, at = np.inf, -1
    for k in range(begin, n):
        cost = trail[k, 0] + unit_cost * (scalars[TOTAL_MAX] - labels[k, TOTAL])
        if labels[k, TOTAL] >= scalars[TOTAL_MIN] and cost < best:
            best, at = cost, k
    tour = np.full(days, -1, np.int64)
    if at < 0:
        return np.inf, tour
    for d in range(days - 1, -1, -1):
        tour[d] = labels[at, SYMBOL]
        at = np.int64(trail[at, 1])
    return best, tour


@njit(cache=True)
def _grown(array):
    bigger = np.empty((2 * array.shape[0], array.shape[1]), array.dtype)
    bigger[: array.shape[0]] = array
    return bigger
