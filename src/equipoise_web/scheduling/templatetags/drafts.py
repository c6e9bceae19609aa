"""Blocks and cells of an editable board: ``{% load drafts %}``."""

from __future__ import annotations

from collections.abc import Container, Sequence
from datetime import date
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from equipoise_web.core import marks
from equipoise_web.core.templatetags.equipoise import icon
from equipoise_web.core.templatetags.equipoise_figures import number
from equipoise_web.core.templatetags.equipoise_times import clock, short_day
from equipoise_web.scheduling.drafting.changing import spells
from equipoise_web.scheduling.drafting.replacement import Piece
from equipoise_web.scheduling.drafting.shortage import Shortage
from equipoise_web.scheduling.drafting.verdict import Verdict
from equipoise_web.scheduling.forms.draft import new_key as key_of_form
from equipoise_web.scheduling.queries.board import Cell
from equipoise_web.scheduling.queries.day import Block, DayLine
from equipoise_web.scheduling.queries.draft_findings import marks_of
from equipoise_web.scheduling.queries.roster_findings import Mark
from equipoise_web.scheduling.queries.shifts import Row
from equipoise_web.scheduling.templatetags.board import visible

register = template.Library()
FEW_DAYS = 3


@register.simple_tag
def draft_lane(line: DayLine, edits: str, day: date, zone: str) -> SafeString:
    """The stretches of a person on the day as links to the inspector; ``data-shift`` names their shift."""
    address = f"{edits}/day/{day.isoformat()}/person/{line.member.uuid}"
    if not line.blocks:
        return _empty(line, address)
    parts, shift = [], 0
    for block in line.blocks:
        shift = int(block.row.starts_at.timestamp()) if block.first else shift
        parts.append((_block(block, shift, address, zone),))
    return format_html_join("", "{}", parts)


def _block(block: Block, shift: int, address: str, zone: str) -> SafeString:
    kind = marks.ACTIVITIES.get(block.row.kind, marks.ACTIVITIES["protected"])
    what = block.queue.title if block.queue else str(kind.word)
    classes = [kind.css, block.place, *(["is-first"] * block.first), *(["is-last"] * block.last)]
    classes += ["is-changed"] * bool(block.changed)
    values = {"what": what, "start": clock(block.row.starts_at, zone), "end": clock(block.row.ends_at, zone)}
    label = (
        _("%(what)s %(start)s – %(end)s, changed in this draft")
        if block.changed
        else _("%(what)s %(start)s – %(end)s")
    )
    return format_html(
        '<a class="eq-block board-block {}" href="{}" data-item data-shift="{}"{} data-at="{}"'
        ' data-end="{}" aria-label="{}">{}</a>',
        " ".join(classes),
        address,
        shift,
        format_html(' data-until="{}"', int(block.row.ends_at.timestamp())) if block.last else "",
        block.minute,
        block.minute_end,
        label % values,
        visible(block, what, str(kind.letter), zone),
    )


def _empty(line: DayLine, address: str) -> SafeString:
    away = format_html('<b aria-hidden="true">{}</b> ', marks.ACTIVITIES["leave"].letter) if line.away else ""
    return format_html(
        '<a class="board-none{}" href="{}" data-item data-at="0" data-end="0">{}{}</a>',
        " eq-block act-leave" if line.away else "",
        address,
        away,
        _("Leave") if line.away else _("Day off"),
    )


@register.simple_tag
def draft_cell(
    cell: Cell, worker: Any, edits: str, place: int, zone: str, locks: Container[tuple[Any, str]] = ()
) -> SafeString:
    """A person's day as a link to the inspector; ``data-shift`` names its first shift."""
    first = cell.shifts[0] if cell.shifts else None
    css = " is-shift" if cell.shifts else " is-away" if cell.away else ""
    return format_html(
        '<a class="board-cell{}{}" href="{}/day/{}/person/{}" data-item data-at="{}"{}{}>{}{}{}{}</a>',
        css,
        " is-changed" if cell.changed else "",
        edits,
        cell.iso,
        worker,
        place,
        format_html(' data-shift="{}"', int(first.starts_at.timestamp())) if first else "",
        SafeString(" data-finding") if cell.mark else "",
        _inside(cell, zone),
        format_html('<span class="visually-hidden"> {}</span>', _("changed in this draft"))
        if cell.changed
        else "",
        _flag(cell.mark) if cell.mark else "",
        draft_lock(worker, cell.iso, locks),
    )


@register.simple_tag
def draft_lock(worker: Any, day: str, locks: Container[tuple[Any, str]]) -> SafeString | str:
    """The mark of a day that no search changes."""
    if (worker, day) not in locks:
        return ""
    return format_html(
        '<span class="board-lock" title="{}">{}<span class="visually-hidden"> {}</span></span>',
        _("Locked: no search changes this day"),
        icon("lock"),
        _("locked"),
    )


def _inside(cell: Cell, zone: str) -> SafeString:
    if not cell.shifts and cell.away:
        leave = marks.ACTIVITIES["leave"]
        return format_html(
            '<abbr class="eq-act {}" title="{}">{}</abbr>', leave.css, leave.word, leave.letter
        )
    if not cell.shifts:
        return format_html(
            '<span class="board-off"><span class="visually-hidden">{}</span><span aria-hidden="true">·</span>'
            "</span>",
            _("Day off"),
        )
    times = format_html_join(
        "",
        '<span class="board-time">{}<span class="board-until">–{}</span></span> ',
        ((clock(shift.starts_at, zone), clock(shift.ends_at, zone)) for shift in cell.shifts),
    )
    return format_html("{}{}", times, _letters(cell))


def _letters(cell: Cell) -> SafeString | str:
    if cell.queue is None:
        return ""
    more = "+" if cell.more_queues else ""
    return format_html(
        '<abbr class="board-letters" title="{}{}" translate="no">{}{}</abbr>',
        cell.queue.title,
        " +" if more else "",
        cell.queue.letters,
        more,
    )


def _flag(mark: Mark) -> SafeString:
    return format_html(
        '<span class="board-flag board-flag-{}" title="{}">{}<span class="visually-hidden"> {}</span></span>',
        mark.severity,
        mark.sentence,
        icon(marks.SEVERITIES[mark.severity].icon),
        mark.sentence,
    )


@register.filter
def blocked_marks(verdict: Verdict) -> list[Mark]:
    """Findings of a verdict that keep an edit from standing."""
    return marks_of(verdict.worker.pk, verdict.blocked)


@register.filter
def warned_marks(verdict: Verdict) -> list[Mark]:
    """Findings of a verdict with which an edit stands."""
    return marks_of(verdict.worker.pk, verdict.warned)


@register.simple_tag
def shortage(one: Shortage, queues: dict[int, Any], zone: str) -> str:
    """An interval that an edit makes short, as a sentence."""
    values = {
        "queue": queues[one.queue].title if one.queue in queues else "?",
        "start": clock(one.starts_at, zone),
        "end": clock(one.ends_at, zone),
        "n": one.missing,
        "before": one.before,
    }
    if one.before:
        return _("%(queue)s %(start)s – %(end)s: ▼%(n)s, before it ▼%(before)s") % values
    return _("%(queue)s %(start)s – %(end)s: ▼%(n)s") % values


@register.filter
def days_in_words(days: tuple[date, ...]) -> str:
    """A few days by name, more of them as the first and the last."""
    if len(days) > FEW_DAYS:
        return f"{short_day(days[0])} – {short_day(days[-1])}"
    return ", ".join(short_day(day) for day in days)


@register.filter
def signed(hours: float) -> str:
    """Hours with their sign: +1.5, −2, 0."""
    shown = number(abs(hours), 1) if hours % 1 else number(abs(hours))
    return f"{'+' if hours > 0 else '−' if hours < 0 else ''}{shown}"


@register.simple_tag
def rows_in_words(rows: Sequence[Row], queues: dict[int, Any], zone: str) -> str:
    """The shifts among some rows with the letters of their queues; a day off where there is none."""
    said = []
    for spell in spells([row for row in rows if row.at_work]):
        names = dict.fromkeys(queues[row.queue].letters for row in spell if row.queue in queues)
        times = f"{clock(spell[0].starts_at, zone)} – {clock(spell[-1].ends_at, zone)}"
        said.append(" ".join((times, *names)))
    return ", ".join(said) or _("Day off")


@register.simple_tag
def pieces_in_words(pieces: Sequence[Piece], queues: dict[int, Any], zone: str) -> str:
    """The same of what would be put there."""
    rows = [
        Row(0, one.starts_at, one.ends_at, one.activity, one.queue.pk if one.queue else None, None, None)
        for one in pieces
    ]
    return rows_in_words(rows, queues, zone)


@register.simple_tag
def new_key() -> str:
    """Makes a form that is sent twice one edit."""
    return key_of_form()
