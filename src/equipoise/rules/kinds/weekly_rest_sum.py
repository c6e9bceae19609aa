"""Rests that add up in every so many days counted from a moment of work."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from equipoise.timegrid.clock import DAY_S

from ..local import written
from ..model import Timeline
from ..outcome import FAIL, HOUR_S, PASS, Outcome, amount, hours, sentence
from ..parameters import WeeklyRestSum
from ..rests import gaps, unseen_rest
from ..work import Block, Work, work_of


def check(timeline: Timeline, p: WeeklyRestSum) -> Iterator[Outcome]:
    """One outcome a shift: the rests within ``window_days`` x 24 hours from its first moment, added up."""
    work = work_of(timeline)
    length_s, due_s = p.window_days * DAY_S, p.hours * HOUR_S
    for shift, start in enumerate(work.start_s):
        if not _is_ours(work, shift, start + length_s, p):
            continue
        found = counted_s(work.busy, work.first_block[shift], start + length_s, p)
        if found >= due_s:
            yield Outcome(PASS, start, start + length_s)
        else:
            message = _say(timeline, start, found, p)
            yield Outcome(FAIL, start, start + length_s, hours(found), p.hours, "h", message)
    if _unseen_shift_may_break(work, length_s, p):
        yield unseen_rest(work, length_s, p.hours)


def counted_s(blocks: Sequence[Block], first: int, end_s: int, p: WeeklyRestSum) -> float:
    """Seconds of rest that count after block ``first`` and before ``end_s``."""
    parts = (end - start - p.daily_hours * HOUR_S for start, end in gaps(blocks, first, end_s))
    return sum(part for part in parts if part >= p.part_hours * HOUR_S)


def _is_ours(work: Work, shift: int, end_s: int, p: WeeklyRestSum) -> bool:
    """A window that begins in the past is ours if the period's work alone could break it."""
    timeline = work.timeline
    if work.judged[shift] or work.start_s[shift] >= timeline.to_s:
        return work.judged[shift]
    if end_s <= timeline.from_s:
        return False
    return counted_s(work.past, work.first_block[shift], end_s, p) >= p.hours * HOUR_S


def _unseen_shift_may_break(work: Work, length_s: int, p: WeeklyRestSum) -> bool:
    """Whether a shift before all that is known could lack its rests because of this period's work.

    Without that work the rest it ends would go on. From the moment that the longer rest counts for
    more, windows are poorer for it, and those that lack rest by then may be broken by it.
    """
    timeline, known = work.timeline, work.timeline.known_from_s
    blocks = [(known, known), *work.busy]
    begins = next((row.start_s for rows in work.rows for row in rows if row.start_s >= timeline.from_s), None)
    if begins is None or begins >= timeline.to_s:
        return False
    rest_began = work.past[-1][1] if work.past else known
    poorer_from = max(begins, rest_began + round((p.part_hours + p.daily_hours) * HOUR_S))
    return poorer_from < known + length_s and counted_s(blocks, 0, poorer_from, p) < p.hours * HOUR_S


def _say(timeline: Timeline, start_s: int, found_s: float, p: WeeklyRestSum) -> dict[str, str]:
    (found, gevonden), (due, vereist) = amount(found_s), amount(p.hours * HOUR_S)
    least, ten_minste = amount(p.part_hours * HOUR_S)
    since = written(timeline.clock, start_s)
    after, na = "", ""
    if p.daily_hours:
        daily, dagelijks = amount(p.daily_hours * HOUR_S)
        after, na = f" after {daily} of daily rest each", f", elk na {dagelijks} dagelijkse rust"
    return sentence(
        f"The rests of {least} or more{after} in the {p.window_days} x 24 hours from {since} add up to "
        f"{found}; {due} is due.",
        f"De rusttijden van {ten_minste} of meer{na} in de {p.window_days} x 24 uur vanaf {since} "
        f"tellen op tot {gevonden}; {vereist} is vereist.",
    )
