"""Breaks of given shifts placed again where they cost customers least, one person after another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from equipoise.centre import BreakRule

APART_S = 1800  # work between two breaks, where their windows leave room for it
Price = Callable[[str, int, int], float]


@dataclass(frozen=True)
class Duty:
    """A shift without its breaks, in Unix seconds: work by queue, and spans that are not work.

    ``work`` are ``(start_s, end_s, queue)`` in order; a break lies within one of them.
    """

    start_s: int
    end_s: int
    work: tuple[tuple[int, int, str], ...]


@dataclass(frozen=True)
class Placed:
    """A break of a duty with the span that it takes."""

    start_s: int
    end_s: int
    paid: bool


def due_breaks(rules: Iterable[BreakRule], length_s: int) -> tuple[BreakRule, ...]:
    """The breaks of a shift of this length, in the order in which they may start."""
    due = [rule for rule in rules if length_s > 3600 * rule.after_h]
    return tuple(sorted(due, key=lambda rule: (rule.latest_h, rule.earliest_h)))


def place_breaks(
    duty: Duty, rules: Sequence[BreakRule], price: Price, step_s: int = 300
) -> tuple[Placed, ...] | None:
    """The cheapest lawful order of a duty's breaks; ``None`` where they have no place in it.

    Parameters
    ----------
    price
        What it costs customers that nobody works on a queue from one instant to another.
    step_s
        Breaks begin at whole multiples of it after the shift does.
    """
    due = due_breaks(rules, duty.end_s - duty.start_s)
    for apart_s in (APART_S, 0):
        found = _cheapest(duty, due, price, step_s, apart_s)
        if found is not None:
            return found
    return None


def _cheapest(
    duty: Duty, due: Sequence[BreakRule], price: Price, step_s: int, apart_s: int
) -> tuple[Placed, ...] | None:
    """Dynamic programme over the breaks in order: for each place the best of all before it."""
    best: list[tuple[float, int, tuple[Placed, ...]]] = [(0.0, duty.start_s - apart_s, ())]
    for rule in due:
        grown: list[tuple[float, int, tuple[Placed, ...]]] = []
        for start_s in _starts(duty, rule, step_s):
            end_s = start_s + 60 * rule.minutes
            before = [one for one in best if one[1] + apart_s <= start_s]
            queue = _queue_at(duty, start_s, end_s)
            if before and queue is not None:
                cost, _, chosen = min(before, key=_cost_of)
                placed = Placed(start_s, end_s, rule.paid)
                grown.append((cost + price(queue, start_s, end_s), end_s, (*chosen, placed)))
        best = grown
    return min(best, key=_cost_of)[2] if best else None


def _cost_of(one: tuple[float, int, tuple[Placed, ...]]) -> float:
    """Rounded: what costs the same but for the order of its sums is the same, and the earliest counts."""
    return round(one[0], 9)


def _starts(duty: Duty, rule: BreakRule, step_s: int) -> range:
    """Where a break may begin; work stays on both sides of it."""
    earliest_s = max(step_s, -int(-3600 * rule.earliest_h // step_s) * step_s)
    latest_s = min(int(3600 * rule.latest_h), duty.end_s - duty.start_s - 60 * rule.minutes - step_s)
    return range(duty.start_s + earliest_s, duty.start_s + latest_s + 1, step_s)


def _queue_at(duty: Duty, start_s: int, end_s: int) -> str | None:
    """The queue worked on all through a span; None where it is not all work."""
    return next((queue for since, until, queue in duty.work if since <= start_s and end_s <= until), None)


class Cover:
    """People on queues by interval beside those required, with the price of one person fewer.

    ``required`` and ``scheduled`` are by queue and by the instant at which an interval begins; a person
    who works part of an interval counts for that part.
    """

    def __init__(
        self,
        required: dict[tuple[str, int], float],
        scheduled: dict[tuple[str, int], float],
        interval_s: int,
        under: float = 1.0,
        over: float = 0.05,
    ) -> None:
        self.required, self.scheduled = required, scheduled
        self.interval_s, self.under, self.over = interval_s, under, over

    def price(self, queue: str, start_s: int, end_s: int) -> float:
        """Agent-hours that it costs to take one person off a queue for a span; may be negative."""
        total = 0.0
        for at, part in self._parts(start_s, end_s):
            now, need = self.scheduled.get((queue, at), 0.0), self.required.get((queue, at), 0.0)
            total += self._cost(now - part, need) - self._cost(now, need)
        return total * self.interval_s / 3600

    def add(self, queue: str, start_s: int, end_s: int, people: float) -> None:
        """Put people on a queue for a span, or take them off."""
        for at, part in self._parts(start_s, end_s):
            self.scheduled[queue, at] = self.scheduled.get((queue, at), 0.0) + people * part

    def _parts(self, start_s: int, end_s: int) -> Iterable[tuple[int, float]]:
        at = start_s - start_s % self.interval_s
        while at < end_s:
            seconds = min(end_s, at + self.interval_s) - max(start_s, at)
            yield at, seconds / self.interval_s
            at += self.interval_s

    def _cost(self, agents: float, required: float) -> float:
        """Convex: the first one missing is cheaper than the next, as customers feel it."""
        scale, short = max(required, 1.0), required - agents
        if short > 0:
            return self.under * short * (1.0 + short / scale)
        return self.over * -short * (1.0 - short / scale)
