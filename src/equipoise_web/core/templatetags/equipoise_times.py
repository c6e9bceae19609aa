"""Times in a named zone and the reader's language: ``{% load equipoise_times %}``.

Each filter takes the name of an IANA zone, of the centre or of the person whose time it is:
``{{ shift.starts_at|clock:centre.timezone }}``. Days come before months and hours go to 24 in every language.
"""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date
from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from equipoise_web.core.locales import locale_name

register = template.Library()
NONE = "–"
LONG, SHORT = "EEE d MMM y", "EEE d MMM"
IN_GERMAN = {LONG: "EEE, d. MMM y", SHORT: "EEE, d. MMM"}


@register.filter
def local(at: datetime, zone: str) -> datetime:
    """The instant in a zone, for other filters and for comparisons."""
    return at.astimezone(ZoneInfo(zone))


@register.filter
def clock(at: datetime | None, zone: str) -> str:
    """The time of day: 07:30."""
    return NONE if at is None else f"{local(at, zone):%H:%M}"


@register.filter
def day(at: datetime | date | None, zone: str = "UTC") -> str:
    """The day with its year: Wed 3 Feb 2027; a date needs no zone."""
    return _day(at, zone, LONG)


@register.filter
def short_day(at: datetime | date | None, zone: str = "UTC") -> str:
    """The day without its year: Wed 3 Feb."""
    return _day(at, zone, SHORT)


@register.filter
def moment(at: datetime | None, zone: str) -> str | SafeString:
    """Day and time as a ``<time>`` element that carries the instant: Wed 3 Feb 2027 14:02."""
    if at is None:
        return NONE
    return format_html(
        '<time datetime="{}">{} {}</time>', local(at, zone).isoformat(), day(at, zone), clock(at, zone)
    )


@register.simple_tag
def span(start: datetime, end: datetime, zone: str) -> SafeString:
    """From when until when on one day: ``{% span shift.starts_at shift.ends_at zone %}``, 07:30 – 15:30."""
    return format_html(
        '<span class="eq-span"><time datetime="{}">{}</time> – <time datetime="{}">{}</time></span>',
        local(start, zone).isoformat(),
        clock(start, zone),
        local(end, zone).isoformat(),
        clock(end, zone),
    )


def _day(at: datetime | date | None, zone: str, pattern: str) -> str:
    if at is None:
        return NONE
    if isinstance(at, datetime):
        at = local(at, zone).date()
    name = locale_name()
    return format_date(at, IN_GERMAN.get(pattern, pattern) if name == "de" else pattern, locale=name)
