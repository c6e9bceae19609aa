"""Blocks and marks of the roster board: ``{% load board %}``."""

from __future__ import annotations

from uuid import UUID

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from equipoise_web.core import marks
from equipoise_web.core.templatetags.equipoise import coverage, icon
from equipoise_web.core.templatetags.equipoise_figures import number, percent
from equipoise_web.core.templatetags.equipoise_times import clock
from equipoise_web.scheduling.queries.coverage import Interval
from equipoise_web.scheduling.queries.day import Block

register = template.Library()


@register.simple_tag
def block_link(block: Block, opens: str, person: UUID, zone: str) -> SafeString:
    """A stretch as a link to the details of its person: a bar on a desk, with its words for a screen reader.

    ``opens`` is the query to which the person is joined.
    """
    kind = marks.ACTIVITIES.get(block.row.kind, marks.ACTIVITIES["protected"])
    classes = [kind.css, block.place, *(["is-first"] * block.first), *(["is-last"] * block.last)]
    classes += ["is-changed"] * bool(block.changed)
    what = block.queue.title if block.queue else str(kind.word)
    return format_html(
        '<a class="eq-block board-block {}" href="{}person={}" data-item data-at="{}" data-end="{}"'
        ' aria-label="{}">{}</a>',
        " ".join(classes),
        opens,
        person,
        block.minute,
        block.minute_end,
        _label(block, what, zone),
        visible(block, what, str(kind.letter), zone),
    )


@register.simple_tag
def severity_icon(name: str) -> SafeString:
    """The picture of a severity alone, for cells; its sentence stands beside it."""
    return icon(marks.SEVERITIES[name].icon)


@register.simple_tag
def interval_cells(interval: Interval) -> SafeString:
    """The four cells of an interval in the coverage table."""
    cells = (
        (' class="eq-num"', number(interval.scheduled, 1)),
        (' class="eq-num"', number(interval.required, 1)),
        ("", coverage(interval.difference)),
        (' class="eq-num"', percent(interval.expected)),
    )
    return format_html_join("", "<td{}>{}</td>", ((SafeString(form), text) for form, text in cells))


@register.filter
def hundred(share: float) -> str:
    """A share as whole percent without its sign, where the row's head has the sign."""
    return str(round(share * 100))


def _label(block: Block, what: str, zone: str) -> str:
    values = {"what": what, "start": clock(block.row.starts_at, zone), "end": clock(block.row.ends_at, zone)}
    if block.changed:
        return _("%(what)s %(start)s – %(end)s, changed by amendment %(n)s") % {**values, "n": block.changed}
    return _("%(what)s %(start)s – %(end)s") % values


def visible(block: Block, what: str, letter: str, zone: str) -> str:
    """The longest text that fits: start and queue at the start of a shift, the queue where it changes."""
    start = clock(block.row.starts_at, zone)
    if block.queue is None:
        return f"{start} {letter}" if block.first and block.room > len(start) else letter
    if not block.named:
        return ""
    letters = block.queue.letters
    options = (f"{start} {what}", f"{start} {letters}", start) if block.first else (what, letters)
    return next((text for text in options if len(text) < block.room), "")
