"""People with a fact on file at work at every moment of the opening hours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from equipoise.timegrid.stretch import OFF_DUTY

from ..centre_view import CentreView
from ..local import IntArray, day_number, local_day, midnight_s, written
from ..model import Timeline
from ..outcome import FAIL, PASS, Outcome, sentence
from ..parameters import Presence
from ..spans import Span, common, joined, without

LONG_AGO = np.iinfo(np.int64).min
LAYERS = ("planned", "changed", "worked")
NAMES = {"first_aider": ("first-aiders", "BHV'ers")}


def check(view: CentreView, p: Presence) -> Iterator[Outcome]:
    """One outcome a stretch of opening hours in which too few are there; one more where none is.

    At work is who has a row that is neither absence nor on-call duty, breaks included, and no absence
    on file. Of a worker's layers the last counts: worked before changed before planned.
    """
    opening = common(joined(view.facts.open_hours or ()), [(view.from_s, view.to_s)])
    present = [span for timeline in _latest(view) for span in _presence(timeline, p.fact, opening)]
    numbers = _Numbers.of(present)
    short = without(opening, numbers.at_least(p.workers)) if p.workers else []
    for span in short:
        yield _breach(view, p, span, numbers.fewest(span))
    if opening and not short:
        yield Outcome(PASS, opening[0][0], opening[-1][1])


def _latest(view: CentreView) -> Iterator[Timeline]:
    """Each worker's timeline of the last layer that there is."""
    found: dict[str, Timeline] = {}
    for timeline in view.timelines:
        known = found.setdefault(timeline.facts.worker, timeline)
        if _layer(timeline) > _layer(known):
            found[timeline.facts.worker] = timeline
    yield from found.values()


def _layer(timeline: Timeline) -> int:
    return LAYERS.index(timeline.stretches[-1].layer) if timeline.stretches else -1


def _presence(timeline: Timeline, fact: str, opening: list[Span]) -> list[Span]:
    """When the worker is at work in the opening hours on days with the fact; spans that do not meet."""
    days = _days_with(timeline, fact)
    if not days:
        return []
    rows = [
        (row.start_s, row.end_s)
        for row in timeline.stretches
        if row.activity not in OFF_DUTY and row.end_s > timeline.from_s
    ]
    away = joined((absence.start_s, absence.end_s) for absence in timeline.absences)
    return common(without(common(joined(rows), days), away), opening)


def _days_with(timeline: Timeline, fact: str) -> list[Span]:
    """The days of the period on which the fact is on file, as instants."""
    clock = timeline.clock
    first, last = local_day(clock, timeline.from_s), local_day(clock, timeline.to_s - 1)
    found: list[Span] = []
    for one in timeline.facts.facts or ():
        begins = max(first, day_number(one.first)) if one.first else first
        ends = min(last, day_number(one.last)) if one.last else last
        if one.name == fact and begins <= ends:
            found.append((midnight_s(clock, begins), midnight_s(clock, ends + 1)))
    return joined(found)


@dataclass(frozen=True)
class _Numbers:
    """How many people are there: ``people[i]`` from ``instants[i]`` on, nobody before the first."""

    instants: IntArray
    people: IntArray

    @classmethod
    def of(cls, present: Sequence[Span]) -> _Numbers:
        edges = np.array(present, dtype=np.int64).reshape(-1)
        steps = np.tile(np.array([1, -1], dtype=np.int64), len(present))
        instants, at = np.unique(edges, return_inverse=True)
        changes = np.bincount(at, steps, len(instants)).astype(np.int64)
        return cls(np.append(LONG_AGO, instants), np.append(0, np.cumsum(changes)))

    def at_least(self, least: int) -> list[Span]:
        """When so many are there."""
        spans = np.flatnonzero(self.people >= least).tolist()
        return joined((int(self.instants[i]), int(self.instants[i + 1])) for i in spans)

    def fewest(self, span: Span) -> int:
        """Fewest at any moment of a span."""
        first = int(np.searchsorted(self.instants, span[0], side="right")) - 1
        last = int(np.searchsorted(self.instants, span[1], side="left"))
        return int(self.people[first:last].min())


def _breach(view: CentreView, p: Presence, span: Span, found: int) -> Outcome:
    en, nl = NAMES.get(p.fact, (p.fact, p.fact))
    since, until = (written(view.clock, instant) for instant in span)
    message = sentence(
        f"The centre is open from {since} to {until} with {found} {en} at work; {p.workers} are due.",
        f"Het centrum is open van {since} tot {until} met {found} {nl} aan het werk; "
        f"{p.workers} zijn vereist.",
    )
    return Outcome(FAIL, *span, found, p.workers, "people", message)
