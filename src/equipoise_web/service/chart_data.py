"""What a chart draws and says: numbers by the second, and a sentence for each point."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from equipoise_web.core.locales import locale_name
from equipoise_web.core.templatetags.equipoise_figures import number, percent
from equipoise_web.core.templatetags.equipoise_times import clock, short_day
from equipoise_web.service.instants import seconds
from equipoise_web.service.queries.forecasts import QUANTILES, Point
from equipoise_web.service.queries.periods import Period
from equipoise_web.service.queries.requirements import Need


def fan_data(points: Sequence[Point], period: Period, step_s: int) -> dict[str, Any]:
    """Quantiles, what came, and the words of each point."""
    return _frame(points, period, step_s) | {
        **{name: [getattr(point, name) for point in points] for name in QUANTILES},
        "actual": [point.actual for point in points],
        "said": [_fan_words(point, period.zone) for point in points],
        "axis": _("Contacts in %(n)s minutes") % {"n": step_s // 60},
        "now_words": _("now"),
    }


def requirement_data(needs: Sequence[Need], period: Period, step_s: int) -> dict[str, Any]:
    """People needed on contacts and planned, and the words of each point."""
    return _frame(needs, period, step_s) | {
        "net": [need.net for need in needs],
        "planned": [need.planned for need in needs],
        "said": [_need_words(need, period.zone) for need in needs],
        "axis": _("People"),
        "now_words": _("now"),
    }


def when(at: datetime, zone: str) -> str:
    """Day and time of an interval, as points and captions name it."""
    return f"{short_day(at, zone)} {clock(at, zone)}"


def _frame(rows: Sequence[Point] | Sequence[Need], period: Period, step_s: int) -> dict[str, Any]:
    now = timezone.now()
    return {
        "x": [seconds(row.starts_at) for row in rows],
        "step_s": step_s,
        "zone": period.zone,
        "locale": locale_name().replace("_", "-"),
        "now": seconds(now) if period.holds(now) else None,
    }


def _fan_words(point: Point, zone: str) -> str:
    words = {
        "when": when(point.starts_at, zone),
        "median": number(point.q50),
        "low": number(point.q10),
        "high": number(point.q90),
    }
    text = _("%(when)s: %(median)s expected, 8 times in 10 between %(low)s and %(high)s.") % words
    if point.actual is None:
        return text
    came = _("%(n)s came.") % {"n": number(point.actual)}
    return f"{text} {came}"


def _need_words(need: Need, zone: str) -> str:
    words = {
        "when": when(need.starts_at, zone),
        "net": number(need.net, 1),
        "planned": number(need.planned, 1),
        "level": percent(need.service_level),
        "occupancy": percent(need.occupancy),
    }
    if need.service_level is None or need.occupancy is None:
        return _("%(when)s: %(net)s people on contacts, %(planned)s planned.") % words
    return (
        _(
            "%(when)s: %(net)s people on contacts, %(planned)s planned; "
            "%(level)s in time and %(occupancy)s occupied are expected."
        )
        % words
    )
