"""Figures in the reader's language: ``{% load equipoise_figures %}``.

A share carries its denominator, a forecast its range, and a group that is too small shows nothing.
"""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from babel import Locale
from babel.numbers import format_decimal, format_percent
from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from equipoise_web.core.locales import locale_name

register = template.Library()
Number = int | float | Decimal
NONE = "–"


@register.filter
def number(value: Number | None, digits: int = 0) -> str:
    """``{{ 9840|number }}`` gives 9,840 and ``{{ x|number:1 }}`` one digit after the point; None a dash."""
    if value is None:
        return NONE
    return format_decimal(value, format=_with_digits("#,##0", digits), locale=locale_name())


@register.filter
def percent(value: Number | None, digits: int = 0) -> str:
    """A fraction as percent: ``{{ 0.824|percent }}`` gives 82%, ``{{ 0.824|percent:1 }}`` 82.4%."""
    if value is None:
        return NONE
    pattern = Locale.parse(locale_name()).percent_formats[None].pattern
    return format_percent(value, format=_with_digits(pattern, digits), locale=locale_name())


@register.filter
def hours(value: Number | timedelta | None, digits: int = 0) -> str:
    """Hours as an amount: ``{{ 234|hours }}`` gives 234 h; also of a timedelta."""
    if value is None:
        return NONE
    amount = value.total_seconds() / 3600 if isinstance(value, timedelta) else value
    return _("%(hours)s h") % {"hours": number(amount, digits)}


@register.filter
def duration(value: timedelta | None) -> str:
    """A length of time as hours and minutes: 7:30, and −0:15 for a negative one."""
    if value is None:
        return NONE
    minutes = round(value.total_seconds() / 60)
    return f"{'−' if minutes < 0 else ''}{abs(minutes) // 60}:{abs(minutes) % 60:02d}"


@register.simple_tag
def share(part: Number, whole: Number, least: int = 0) -> str | SafeString:
    """A share with its denominator: ``{% share 11 12 %}`` gives 92% · 11 of 12.

    ``least`` is the smallest group that may be shown; below it the words of ``too_few`` take its place.
    """
    if whole < least or not whole:
        return too_few()
    said = _("%(part)s of %(whole)s") % {"part": number(part), "whole": number(whole)}
    fraction = percent(float(part) / float(whole))
    return format_html(
        '<span class="eq-figure"><b>{}</b> <span class="eq-of">{}</span></span>', fraction, said
    )


@register.simple_tag
def too_few() -> SafeString:
    """What stands where a group is smaller than the least that may be shown."""
    return format_html('<span class="eq-few">{}</span>', _("too few to show"))


@register.simple_tag
def figure(
    value: Number | None,
    unit: str = "",
    low: Number | None = None,
    high: Number | None = None,
    digits: int = 0,
) -> SafeString:
    """A figure with its range: ``{% figure 0.82 "percent" low=0.77 high=0.86 %}``.

    ``unit`` is percent, hours or nothing. Without ``low`` and ``high`` no range is shown; a missing value
    is shown as undetermined.
    """
    if value is None:
        return format_html('<span class="eq-figure eq-undetermined">? {}</span>', _("undetermined"))
    show = {"percent": percent, "hours": hours}.get(unit, number)
    if low is None or high is None:
        return format_html('<span class="eq-figure"><b>{}</b></span>', show(value, digits))
    scale = 100 if unit == "percent" else 1
    said = _("range %(low)s–%(high)s") % {
        "low": number(low * scale, digits),
        "high": number(high * scale, digits),
    }
    return format_html(
        '<span class="eq-figure"><b>{}</b> <span class="eq-range">{}</span></span>', show(value, digits), said
    )


def _with_digits(pattern: str, digits: int) -> str:
    return pattern.replace("#,##0", "#,##0" + (f".{'0' * digits}" if digits else ""))
