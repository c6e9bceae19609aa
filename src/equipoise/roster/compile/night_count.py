"""Night shifts in a period of weeks -> a counter over the horizon."""

from dataclasses import replace

import numpy as np

from equipoise.roster.compile.context import Context, night_shifts
from equipoise.roster.compile.limits import Limits
from equipoise.rules.parameters import Night, NightCount


def tighten(limits: Limits, p: NightCount, context: Context) -> Limits:
    """The horizon gets what the weeks before it left over."""
    return cap_nights(limits, p.max_nights, p.weeks, p.night, p.ends_after, context)


def cap_nights(
    limits: Limits, most: int, weeks: int, night: Night, ends_after: int, context: Context
) -> Limits:
    """At most ``most`` nights in every run of ``weeks`` weeks.

    The whole horizon gets what the weeks before it left of one period's number, however long it is:
    sufficient, though a horizon longer than the period could have more.
    """
    c = context.catalogue
    flags = night_shifts(context.zone, c.start_s, c.end_s, night, ends_after)
    left = most - context.nights_in_history(night, ends_after, weeks - 1)
    return replace(
        limits,
        counted_night=np.asarray(limits.counted_night | flags),
        night_cap=min(limits.night_cap, max(left, 0)),
    )
