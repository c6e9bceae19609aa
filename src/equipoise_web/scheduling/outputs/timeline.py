"""The sheet on which each day is a block of people, and each quarter of an hour says what they do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from equipoise_web.core.templatetags.equipoise_times import short_day
from equipoise_web.scheduling.outputs.wall import Line, Wall, activity_letters, wall_time

if TYPE_CHECKING:
    from equipoise_web.scheduling.outputs.workbook import Sheets

QUARTER = timedelta(minutes=15)
USUAL = (28, 88)  # 07:00 to 22:00
COLOURS = {"break": "#FFE3A3", "meal": "#FFD27A", "meeting": "#D9CCF5", "training": "#C5E6C0"}
ON_QUEUE, OTHER = "#CFE4F7", "#E3E3E3"
Slots = dict[int, tuple[str, str]]


def write_timeline(sheets: Sheets) -> None:
    """Days by people; a letter at the beginning of each activity, its colour over its length."""
    wall = sheets.wall
    blocks = [
        (at, line, slots) for at in wall.days for line in wall.lines if (slots := _slots(wall, line, at))
    ]
    used = [slot for _day, _line, slots in blocks for slot in slots]
    first, last = min([USUAL[0], *used]) // 4 * 4, max([USUAL[1] - 1, *used]) + 1
    hours = [f"{slot // 4:02d}:00" if slot % 4 == 0 else "" for slot in range(first, last)]
    sheet = sheets.open(_("Timeline"), [_("Day"), _("Person"), *hours], (12, 24, 2.6), frozen=2)
    fills = {colour: _fill(sheets, colour) for colour in (*COLOURS.values(), ON_QUEUE, OTHER)}
    for number, (at, line, slots) in enumerate(blocks, start=3):
        sheet.write_string(number, 0, short_day(at), sheets.text)
        sheet.write_string(number, 1, line.member.name, sheets.text)
        for slot, (letters, colour) in sorted(slots.items()):
            sheet.write_string(number, 2 + slot - first, letters, fills[colour])


def _fill(sheets: Sheets, colour: str) -> Any:
    return sheets.book.add_format({"bg_color": colour, "font_size": 8, "bottom": 4})


def _slots(wall: Wall, line: Line, day: date) -> Slots:
    """Letters and colour of each quarter of a local day in use; what is not on a queue goes before."""
    found: Slots = {}
    for row in sorted(line.rows, key=lambda each: (each.queue is None, each.starts_at)):
        letters = activity_letters(row, wall.queues)
        colour = ON_QUEUE if row.queue is not None else COLOURS.get(row.activity, OTHER)
        for number, at in enumerate(_quarters(row.starts_at, row.ends_at)):
            local = wall_time(at, wall.zone)
            if local.date() == day:
                slot = (local.hour * 60 + local.minute) // 15
                found[slot] = (letters if number == 0 or slot == 0 else "", colour)
    return found


def _quarters(starts_at: datetime, ends_at: datetime) -> Iterator[datetime]:
    at = starts_at - timedelta(minutes=starts_at.minute % 15, seconds=starts_at.second)
    while at < ends_at:
        yield at
        at += QUARTER
