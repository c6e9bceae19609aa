"""The coverage strip beneath a day: bars and a line for the eye, cells and a sentence for reading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from equipoise_web.scheduling.queries.axis import Axis
from equipoise_web.scheduling.queries.coverage import Coverage, Interval
from equipoise_web.scheduling.queries.queue_marks import QueueMark

HEIGHT = 60
HEADROOM = 1.1
# As many cells as stay readable beside each other; shorter intervals are taken together.
MOST_CELLS = 34
WIDTHS = (timedelta(minutes=30), timedelta(hours=1))


@dataclass(frozen=True)
class Bar:
    """People on the queue in an interval, in units of the drawing; ``short`` and ``over`` end at the line."""

    x: int
    width: int
    top: float
    height: float
    kind: str
    edge: float
    edge_height: float


@dataclass(frozen=True)
class CellOf:
    """One or more intervals: the smallest difference among them and their expected share."""

    place: str
    minute: int
    starts_at: datetime
    difference: int | None
    scheduled: float
    required: float | None
    expected: float | None
    target_missed: bool


@dataclass(frozen=True)
class Strip:
    """``line`` is the path of the requirement in the same units as the bars."""

    width: int
    bars: tuple[Bar, ...]
    line: str
    cells: tuple[CellOf, ...]
    cell_minutes: int
    peak: int
    shortest: Interval | None


def strip_of(intervals: Sequence[Interval], step: timedelta, axis: Axis, target: float | None) -> Strip:
    """The strip of a queue, or of all where queues have no target in common."""
    top = max((max(each.scheduled, each.required or 0) for each in intervals), default=0) or 1
    scale = HEIGHT / (top * HEADROOM)
    short = [each for each in intervals if (each.difference or 0) < 0]
    length = cell_length(len(intervals), step)
    return Strip(
        axis.hours * 60,
        tuple(_bar(each, axis, scale) for each in intervals),
        _line(intervals, axis, scale),
        tuple(_cell(group, axis, target) for group in _groups(intervals, length, axis.starts_at)),
        int(length.total_seconds() // 60),
        ceil(max((each.required or 0 for each in intervals), default=0)),
        min(short, key=lambda each: each.difference or 0, default=None),
    )


def cell_length(number: int, step: timedelta) -> timedelta:
    """How long a cell is, so that not too many stand beside each other."""
    if number <= MOST_CELLS:
        return step
    longer = [width for width in WIDTHS if width > step and number * (step / width) <= MOST_CELLS]
    return longer[0] if longer else max(WIDTHS[-1], step)


def finding_in_words(strip: Strip, clock: str, queues: dict[int, QueueMark], chosen: QueueMark | None) -> str:
    """The caption: where most people are missing, or that nobody is. ``clock`` is the local time of it."""
    worst = strip.shortest
    if worst is None or worst.difference is None or worst.required is None:
        return _("No interval is short of people.")
    missing = -worst.difference
    said = ngettext(
        "Shortest: %(time)s, %(n)s person short of %(required)s.",
        "Shortest: %(time)s, %(n)s people short of %(required)s.",
        missing,
    ) % {"time": clock, "n": missing, "required": ceil(worst.required - 0.5)}
    if chosen is None and worst.short_queue in queues:
        most = _("Most are missing on %(queue)s.") % {"queue": queues[worst.short_queue].title}
        return f"{said} {most}"
    return said


def _groups(intervals: Sequence[Interval], length: timedelta, origin: datetime) -> list[list[Interval]]:
    found: dict[int, list[Interval]] = {}
    for each in intervals:
        found.setdefault((each.starts_at - origin) // length, []).append(each)
    return list(found.values())


def _cell(group: list[Interval], axis: Axis, target: float | None) -> CellOf:
    worst = min(group, key=lambda each: each.difference if each.difference is not None else 0)
    known = [each for each in group if each.expected is not None and each.contacts > 0]
    contacts = sum(each.contacts for each in known)
    share = sum((each.expected or 0) * each.contacts for each in known) / contacts if contacts else None
    return CellOf(
        axis.place(group[0].starts_at, group[-1].ends_at),
        axis.minute(worst.starts_at),
        worst.starts_at,
        worst.difference,
        worst.scheduled,
        worst.required,
        share,
        share is not None and target is not None and round(share, 2) < target,
    )


def _bar(each: Interval, axis: Axis, scale: float) -> Bar:
    x, end = axis.minute(each.starts_at), axis.minute(each.ends_at)
    top, need = HEIGHT - each.scheduled * scale, HEIGHT - (each.required or 0) * scale
    difference = each.difference or 0
    kind = "under" if difference < 0 else "over" if difference > 0 else "right"
    return Bar(
        x, end - x, round(top, 2), round(HEIGHT - top, 2), kind, round(min(top, need), 2),
        round(abs(top - need), 2),
    )  # fmt: skip


def _line(intervals: Sequence[Interval], axis: Axis, scale: float) -> str:
    """A stepped path, broken where the centre is closed."""
    path, last = "", None
    for each in intervals:
        if each.required is None:
            continue
        y = round(HEIGHT - each.required * scale, 2)
        move = "L" if last == each.starts_at else "M"
        path += f"{move}{axis.minute(each.starts_at)} {y}H{axis.minute(each.ends_at)}"
        last = each.ends_at
    return path


def known_coverage(coverage: Coverage, chosen: QueueMark | None) -> tuple[Interval, ...]:
    """The intervals of the queue chosen, or of all together."""
    return coverage.of(chosen.pk if chosen else None)
