"""Rest after a night shift -> a longer rest after those shifts; the shortening is never used."""

from equipoise.roster.compile.context import Context, night_shifts
from equipoise.roster.compile.limits import Limits
from equipoise.rules.parameters import RestAfterNight


def tighten(limits: Limits, p: RestAfterNight, context: Context) -> Limits:
    """Only night shifts that end after the stated time count."""
    c = context.catalogue
    return limits.rest_after(
        night_shifts(context.zone, c.start_s, c.end_s, p.night, p.ends_after), p.hours * 3600
    )
