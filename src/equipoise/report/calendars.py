"""One iCalendar file a worker, with that worker's shifts and nobody else's."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from equipoise.balance import Shift, shifts_of
from equipoise.plan import Plan

from .activities import activity_word
from .events import Event, calendar_file
from .filenames import file_stems
from .local import Local
from .vtimezone import vtimezone
from .words import Words, load_words


@dataclass(frozen=True)
class _Maker:
    """What all calendars of a plan share."""

    centre: str
    stamp: datetime
    words: Words
    local: Local


def write_calendars(folder: Path, plan: Plan, language: str = "en") -> None:
    """Write ``<worker>.ics`` for everybody in the workforce, an event a shift.

    Times carry the centre's time zone, with its clock changes in the file. UIDs follow from
    centre, worker and start, so that a new version of the roster updates the same events; DTSTAMP
    is midnight UTC of the plan's start, so that the same plan gives the same bytes. Raises
    :class:`InvalidInput` for another language.
    """
    words, local = load_words(language), Local(language, plan.centre.timezone)
    stamp = datetime.combine(plan.start, time(0), tzinfo=UTC)
    maker = _Maker(plan.centre.name, stamp, words, local)
    zone = vtimezone(plan.centre.timezone, plan.start, plan.start + timedelta(weeks=plan.weeks))
    own: dict[str, list[Shift]] = defaultdict(list)
    for shift in shifts_of(plan.result.stretches):
        own[shift.worker].append(shift)
    names = [*(worker.name for worker in plan.workforce.workers), *own]
    title = words("calendar.name", centre=plan.centre.name)
    folder.mkdir(parents=True, exist_ok=True)
    for name, stem in file_stems(names).items():
        events = [_event(maker, shift) for shift in own[name]]
        (folder / f"{stem}.ics").write_bytes(calendar_file(title, zone, events))


def _event(maker: _Maker, shift: Shift) -> Event:
    summary, description = _summary(maker, shift), _breaks(maker, shift)
    uid = _uid(maker.centre, shift)
    return Event(uid, maker.stamp, shift.start_s, shift.end_s, summary, description)


def _uid(centre: str, shift: Shift) -> str:
    identity = "\x1f".join((centre, shift.worker, str(shift.start_s)))
    return hashlib.sha256(identity.encode()).hexdigest()[:32] + "@equipoise"


def _summary(maker: _Maker, shift: Shift) -> str:
    local = maker.local
    return maker.words(
        "calendar.summary_queue" if shift.queues else "calendar.summary",
        start=local.time(shift.start_s),
        end=local.time(shift.end_s),
        queues=", ".join(shift.queues),
    )


def _breaks(maker: _Maker, shift: Shift) -> str:
    local = maker.local
    return "\n".join(
        maker.words(
            "calendar.line",
            start=local.time(row.start_s),
            end=local.time(row.end_s),
            activity=activity_word(row.activity, maker.words),
        )
        for row in shift.pauses
    )
