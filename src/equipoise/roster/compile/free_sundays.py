"""Free Sundays -> a counter of Sundays worked over the horizon."""

from dataclasses import replace

import numpy as np

from equipoise.roster.compile.context import THURSDAY, Context, local_day
from equipoise.roster.compile.limits import Limits
from equipoise.rules.parameters import FreeSundays


def tighten(limits: Limits, p: FreeSundays, context: Context) -> Limits:
    """Weeks without any known history count as free: the checker says undetermined there."""
    c = context.catalogue
    first, last = local_day(context.zone, c.start_s), local_day(context.zone, c.end_s - 1)
    flags = np.asarray((first + THURSDAY) % 7 == 6) | ((last + THURSDAY) % 7 == 6)
    left = p.weeks - p.min_free - context.sundays_in_history(p.weeks - 1)
    return replace(limits, sunday=flags, sunday_cap=min(limits.sunday_cap, max(left, 0)))
