"""Days in a row without work around a birth -> a day filter for those after it."""

from datetime import timedelta

from equipoise.roster.compile.context import Context
from equipoise.roster.compile.limits import Limits
from equipoise.roster.compile.no_work_around_birth import births, forbid_days
from equipoise.rules.parameters import LeaveAroundBirth


def tighten(limits: Limits, p: LeaveAroundBirth, context: Context) -> Limits:
    """All of them come after the birth, whatever was free before it: sufficient, not necessary."""
    for first, last in births(context):
        limits = forbid_days(limits, first + timedelta(days=1), last + timedelta(days=p.days), context)
    return limits
