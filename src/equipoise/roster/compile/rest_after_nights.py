"""Rest after a series of nights -> a counter of nights in a row."""

from dataclasses import replace

from equipoise.roster.compile.context import Context, night_shifts
from equipoise.roster.compile.limits import Limits
from equipoise.rules.parameters import RestAfterNights


def tighten(limits: Limits, p: RestAfterNights, context: Context) -> Limits:
    """Several such rules join into the strictest of each part."""
    c = context.catalogue
    return replace(
        limits,
        series_night=limits.series_night | night_shifts(context.zone, c.start_s, c.end_s, p.night),
        series_nights=min(limits.series_nights, p.nights),
        series_rest_s=max(limits.series_rest_s, round(p.hours * 3600)),
        night=p.night,
    )
