"""A history file with what is needed to read it: a centre folder, or a few options."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from equipoise.errors import InvalidInput

if TYPE_CHECKING:
    from equipoise.centre import Centre
    from equipoise.contacts import History
    from equipoise.timegrid import HolidayCalendar, OpeningHours

NO_HOLIDAYS = "none"


@dataclass(frozen=True)
class Options:
    """How to read a history file; what a centre folder says goes first."""

    centre: Path | None = None
    timezone: str | None = None
    columns: str | None = None
    hours: str | None = None
    holidays: str | None = None
    queue: str | None = None


@dataclass(frozen=True)
class Source:
    """A history with its opening hours and public holidays; ``assumed`` says what was not given."""

    history: History
    opening: OpeningHours
    calendar: HolidayCalendar
    centre: Centre | None
    assumed: tuple[str, ...]


def open_source(path: Path, options: Options, *, own_interval: bool = False) -> Source:
    """Read ``path``; with ``own_interval`` at the file's interval even when a centre has a coarser one."""
    source = _of_centre(path, options, own_interval) if options.centre else _alone(path, options)
    return source if options.queue is None else replace(source, history=_only(source.history, options.queue))


def _of_centre(path: Path, options: Options, own_interval: bool) -> Source:
    from equipoise.io.centre import read_centre
    from equipoise.io.history import read_history

    if options.timezone or options.hours or options.holidays:
        raise InvalidInput("with --centre the time zone, hours and holidays are those of centre.toml")
    assert options.centre is not None
    centre = read_centre(options.centre)
    history = read_history(
        path,
        timezone=centre.timezone,
        interval_minutes=None if own_interval else centre.interval_minutes,
        queues=[queue.name for queue in centre.queues],
        opening=centre.opening,
        columns=_columns(options.columns),
    )
    return Source(history, centre.opening, centre.holidays, centre, ())


def _alone(path: Path, options: Options) -> Source:
    from equipoise.forecast.hours import observed_hours
    from equipoise.io.centre.hours import range_of
    from equipoise.io.history import read_history
    from equipoise.timegrid import HolidayCalendar

    within = tuple(range_of(text) for text in options.hours.split(",")) if options.hours else None
    zone = options.timezone or "UTC"
    code = options.holidays if options.holidays is not None else _country(zone)
    calendar = HolidayCalendar("" if code.lower() == NO_HOLIDAYS else code)
    columns = _columns(options.columns)
    history = read_history(
        path, timezone=zone, interval_minutes=None, queues=None, opening=None, columns=columns
    )
    assumed = [] if options.timezone else ["days are those of UTC (--timezone was not given)"]
    if options.holidays is None:
        assumed.append(f"public holidays: {calendar.code or NO_HOLIDAYS} (--holidays was not given)")
    return Source(history, observed_hours(history, within), calendar, None, tuple(assumed))


def _columns(text: str | None) -> dict[str, str]:
    """``start=start_local,offered=calls`` as our names and the file's."""
    pairs = [pair.partition("=") for pair in text.split(",")] if text else []
    for ours, sign, theirs in pairs:
        if not (ours.strip() and sign and theirs.strip()):
            raise InvalidInput(f"{text!r} is not of the form start=COLUMN,offered=COLUMN", field="--map")
    return {ours.strip(): theirs.strip() for ours, _, theirs in pairs}


def _country(timezone: str) -> str:
    """The country of a time zone when its public holidays are known, else none."""
    from datetime import date

    from babel.core import get_global

    from equipoise.timegrid import HolidayCalendar

    code = str(get_global("zone_territories").get(timezone, ""))
    try:
        HolidayCalendar(code).between(date(2000, 1, 1), date(2000, 1, 1))
    except InvalidInput:
        return NO_HOLIDAYS
    return code or NO_HOLIDAYS


def _only(history: History, queue: str) -> History:
    if queue not in history.queues:
        raise InvalidInput(f"no queue {queue!r} in the history; it has {', '.join(history.queues)}")
    return history.one(queue)
