"""Consent to night shifts -> a day filter."""

from equipoise.roster.compile.context import Context, night_shifts
from equipoise.roster.compile.limits import Limits
from equipoise.rules.parameters import NightConsent


def tighten(limits: Limits, p: NightConsent, context: Context) -> Limits:
    """Nobody has consented to a roster that does not exist yet: no night shift may be worked."""
    c = context.catalogue
    return limits.forbid(night_shifts(context.zone, c.start_s, c.end_s, p.night))
