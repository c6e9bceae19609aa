"""Free time between work: in windows that begin with a shift, and shortened now and then."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from equipoise.timegrid.clock import DAY_S

from .local import IntArray, as_date, local_day
from .outcome import FAIL, HOUR_S, PASS, UNDETERMINED, Outcome, amount, hours, sentence
from .work import Block, Work


@dataclass(frozen=True)
class Rest:
    """A rest of ``rest_s`` seconds that counts for ``[start_s, end_s)``; ``judged`` if it is ours."""

    start_s: int
    end_s: int
    rest_s: int
    judged: bool = True


def gaps(blocks: Sequence[Block], first: int, end_s: int) -> Iterator[Block]:
    """Free gaps after block ``first``, cut at ``end_s``; time after the last block is free."""
    for (_, gap_start), (gap_end, _) in pairwise([*blocks[first:], (end_s, end_s)]):
        if gap_start >= end_s:
            return
        yield gap_start, min(gap_end, end_s)


def longest_s(blocks: Sequence[Block], first: int, end_s: int) -> int:
    """Longest free gap after block ``first`` and before ``end_s``, in seconds."""
    return max((end - start for start, end in gaps(blocks, first, end_s)), default=0)


def rests_from_shifts(work: Work, length_s: int, due_s: float) -> Iterator[Rest]:
    """Longest rest within ``length_s`` of each shift's first moment.

    A window that begins in the past is ours only if it reaches into the period and could still
    have held the rest due had nothing been rostered there.
    """
    longest = work.keep(("longest rests", length_s), lambda: _longest_rests(work, length_s))
    for shift, start in enumerate(work.start_s):
        end = start + length_s
        yield Rest(start, end, int(longest[shift]), _is_ours(work, shift, end, due_s))


def short_rests(work: Work, length_s: int, due_s: float) -> Iterator[Rest]:
    """Those of :func:`rests_from_shifts` that are shorter than due."""
    longest = work.keep(("longest rests", length_s), lambda: _longest_rests(work, length_s))
    for shift in np.flatnonzero(longest < due_s).tolist():
        start, end = work.start_s[shift], work.start_s[shift] + length_s
        yield Rest(start, end, int(longest[shift]), _is_ours(work, shift, end, due_s))


def _longest_rests(work: Work, length_s: int) -> IntArray:
    """:func:`longest_s` of every shift at once: whole gaps within its window, and the one cut by its end."""
    if not len(work):
        return np.zeros(0, dtype=np.int64)
    starts, ends = np.array(work.busy, dtype=np.int64).T
    gap = np.append(starts[1:] - ends[:-1], 0)
    first = np.array(work.first_block, dtype=np.int64)
    until = np.array(work.start_s, dtype=np.int64) + length_s
    last = np.searchsorted(starts, until, side="left") - 1
    whole = np.maximum.reduceat(gap, np.column_stack([first, last]).ravel())[::2]
    cut = np.maximum(until - ends[last], 0)
    return np.maximum(np.where(last > first, whole, 0), cut)


def _is_ours(work: Work, shift: int, end_s: int, due_s: float) -> bool:
    timeline = work.timeline
    if work.judged[shift] or work.start_s[shift] >= timeline.to_s:
        return work.judged[shift]
    if end_s <= timeline.from_s:
        return False
    return longest_s(work.past, work.first_block[shift], end_s) >= due_s


def unseen_shift_may_break(work: Work, length_s: int, due_s: float) -> bool:
    """Whether a shift before all that is known could lack its rest because of this period's work.

    Such a shift's window ends at most ``length_s`` after knowledge begins. The work of the period
    breaks it when the window would hold the rest without that work, and does not hold it with it.
    """
    timeline = work.timeline
    known = timeline.known_from_s
    last_past = work.past[-1][1] if work.past else known
    completed = known + length_s
    for gap_start, gap_end in gaps([(known, known), *work.busy], 0, known + length_s):
        if gap_end - gap_start >= due_s:
            completed = min(completed, gap_start + round(due_s))
            break
    return completed > timeline.from_s and completed - last_past > due_s


def unseen_rest(work: Work, length_s: int, limit_h: float) -> Outcome:
    """Undetermined because a shift before all that is known could lack its rest."""
    timeline = work.timeline
    first = local_day(timeline.clock, timeline.from_s - length_s)
    return Outcome(
        UNDETERMINED,
        timeline.from_s,
        min(timeline.known_from_s + length_s, timeline.to_s),
        None,
        limit_h,
        "h",
        missing_history(work, first),
    )


def missing_history(work: Work, first_day: int) -> dict[str, str]:
    """The sentence that names the days of which nothing is known."""
    first = as_date(first_day)
    last = as_date(local_day(work.timeline.clock, work.timeline.known_from_s) - 1)
    return sentence(
        f"Cannot be determined: history from {first} to {last} is missing.",
        f"Niet vast te stellen: de historie van {first} tot en met {last} ontbreekt.",
    )


@dataclass(frozen=True)
class Shortening:
    """A rest of ``due_h`` may be cut to ``short_h`` once in every ``per_days`` x 24 hours."""

    due_h: float
    short_h: float | None
    per_days: int

    def judge(self, work: Work, rests: Iterable[Rest]) -> Iterator[tuple[Outcome, Rest]]:
        """Each of our rests with its outcome; the words of a failure are left to the kind.

        Any earlier rest that was too short uses up the allowance, lawful or not.
        """
        previous: int | None = None
        for rest in rests:
            is_short = rest.rest_s < self.due_h * HOUR_S
            if rest.judged:
                result = self._result(work, rest, previous) if is_short else PASS
                yield self._outcome(work, rest, result), rest
            previous = rest.start_s if is_short else previous

    def _result(self, work: Work, rest: Rest, previous: int | None) -> str:
        if self.short_h is None or rest.rest_s < self.short_h * HOUR_S:
            return FAIL
        reach = rest.start_s - self.per_days * DAY_S
        if previous is not None and previous > reach:
            return FAIL
        return UNDETERMINED if reach < work.timeline.known_from_s else PASS

    def _outcome(self, work: Work, rest: Rest, result: str) -> Outcome:
        message = {}
        if result == UNDETERMINED:
            reach = local_day(work.timeline.clock, rest.start_s - self.per_days * DAY_S)
            message = missing_history(work, reach)
        return Outcome(result, rest.start_s, rest.end_s, hours(rest.rest_s), self.due_h, "h", message)

    def words(self) -> tuple[str, str]:
        """The allowance as the end of a sentence, empty when there is none."""
        if self.short_h is None:
            return "", ""
        short, kort = amount(self.short_h * HOUR_S)
        return (
            f", or {short} once in {self.per_days} x 24 hours",
            f", of {kort} eenmaal per {self.per_days} x 24 uur",
        )
