"""``centre.toml`` -> :class:`equipoise.centre.Centre`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from equipoise.centre import Centre, Queue
from equipoise.errors import InvalidInput
from equipoise.timegrid import HolidayCalendar, zone
from equipoise.timegrid.grid import INTERVAL_MINUTES

from ..source import TABLE, read_utf8
from .hours import read_opening
from .parts import read_activity, read_break, read_queue, read_shift, read_weights
from .section import Section


def read_centre(folder: Path) -> Centre:
    """The centre described by ``centre.toml`` in a folder, or by the ``.toml`` file itself.

    Keys that are absent take the defaults of :mod:`equipoise.centre`. Whether the packs exist,
    and hold the rules confirmed, is for :mod:`equipoise.rules.packs` to say.

    Raises
    ------
    InvalidInput
        Names the file, the line (as ``row``) and the key at fault; unknown keys are refused with
        the nearest known one.
    """
    return centre_of(_parse(folder if folder.suffix == ".toml" else folder / "centre.toml"))


def centre_from(document: Mapping[str, Any], source: str) -> Centre:
    """The same from values already read; errors name ``source`` instead of a file."""
    return centre_of(Section(source, "", document))


def centre_of(top: Section) -> Centre:
    """Read every key of the top table; the errors are those of :func:`read_centre`."""
    name, timezone, interval = top.string("name"), _timezone(top), _interval(top)
    packs, confirmed = _packs(top), top.strings("confirmed", ())
    holidays = HolidayCalendar(top.string("holidays", ""))
    opening = read_opening(top, top.table("opening"), holidays, interval)
    queues = _queues(top)
    shifts = tuple(read_shift(section) for section in top.tables("shift"))
    if not shifts:
        raise top.wrong("shift", "at least one [[shift]] is required")
    breaks = tuple(read_break(section) for section in top.tables("break"))
    activities = tuple(read_activity(section) for section in top.tables("activity"))
    shrinkage = _shrinkage(top.table("shrinkage"))
    weights = read_weights(top.table("weights"))
    top.finish()
    return Centre(
        name,
        timezone,
        interval,
        packs,
        opening,
        queues,
        shifts,
        breaks,
        activities,
        shrinkage,
        weights,
        holidays,
        confirmed,
    )


def _parse(path: Path) -> Section:
    text = read_utf8(path, TABLE).read().decode("utf-8-sig")
    try:
        return Section(str(path), text, tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        row = int(line[1]) if line else len(text.splitlines())
        raise InvalidInput(f"not valid TOML: {error}", str(path), row) from None


def _timezone(top: Section) -> str:
    name = top.string("timezone")
    try:
        return zone(name).name
    except InvalidInput as error:
        raise top.wrong("timezone", error.reason) from None


def _interval(top: Section) -> int:
    minutes = top.integer("interval_minutes", 15, least=1)
    if minutes not in INTERVAL_MINUTES:
        allowed = ", ".join(map(str, INTERVAL_MINUTES))
        raise top.wrong("interval_minutes", f"{minutes} is not one of {allowed}")
    return minutes


def _packs(top: Section) -> tuple[str, ...]:
    packs = top.strings("packs")
    if not packs:
        raise top.wrong("packs", "at least one rule pack is required")
    return packs


def _queues(top: Section) -> tuple[Queue, ...]:
    queues: dict[str, Queue] = {}
    for section in top.tables("queue"):
        queue = read_queue(section)
        if queue.name in queues:
            raise section.wrong("name", f"queue {queue.name!r} occurs twice")
        queues[queue.name] = queue
    if not queues:
        raise top.wrong("queue", "at least one [[queue]] is required")
    return tuple(queues.values())


def _shrinkage(section: Section) -> float:
    unplanned = section.number("unplanned", 0.0, least=0.0, most=0.95)
    section.finish()
    return unplanned
