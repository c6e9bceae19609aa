"""Shifts in a row with a night among them -> a counter that a long rest resets."""

from dataclasses import replace

from equipoise.roster.compile.context import Context, night_shifts
from equipoise.roster.compile.limits import UNLIMITED, Limits
from equipoise.rules.parameters import RunWithNight


def tighten(limits: Limits, p: RunWithNight, context: Context) -> Limits:
    """The run is that of the weekly rest; asking the longer reset of the two is the stricter."""
    c = context.catalogue
    reset_s = max(limits.reset_s, round(p.reset_hours * 3600))
    span_s = limits.span_s if limits.span_s == UNLIMITED else limits.span_s + limits.reset_s - reset_s
    return replace(
        limits,
        reset_s=reset_s,
        span_s=span_s,
        run_night=limits.run_night | night_shifts(context.zone, c.start_s, c.end_s, p.night),
        run_with_night=min(limits.run_with_night, p.max_shifts),
        night=p.night,
    )
