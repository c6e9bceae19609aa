"""Days around a birth without work -> a day filter."""

from datetime import date, timedelta

from equipoise.roster.compile.context import Context
from equipoise.roster.compile.limits import Limits
from equipoise.rules.parameters import NoWorkAroundBirth

SAME_BIRTH_DAYS = 120  # two days this close to each other are of one birth


def tighten(limits: Limits, p: NoWorkAroundBirth, context: Context) -> Limits:
    """No shift touches a day around an expected birth or after an actual one.

    An expected day keeps its days after it too where another day is on file for the birth, and an
    actual one those before it: at most more days than due.
    """
    before, after = timedelta(p.before_days), timedelta(p.after_days)
    for first, last in births(context):
        limits = forbid_days(limits, first - before, last + after, context)
    return limits


def births(context: Context) -> list[tuple[date, date]]:
    """First and last day on file of each birth, by facts that stand beside each other."""
    facts = context.facts.facts or ()
    days = [fact.last for fact in facts if fact.name == "pregnant" and fact.last]
    days += [fact.first for fact in facts if fact.name == "after_birth" and fact.first]
    together: list[list[date]] = []
    for day in sorted(days):
        if together and (day - together[-1][-1]).days <= SAME_BIRTH_DAYS:
            together[-1].append(day)
        else:
            together.append([day])
    return [(found[0], found[-1]) for found in together]


def forbid_days(limits: Limits, first: date, last: date, context: Context) -> Limits:
    """No shift that has a moment on the local days from ``first`` to ``last``."""
    zone, c = context.zone, context.catalogue
    begin, end = zone.instant_s(first, 0), zone.instant_s(last + timedelta(days=1), 0)
    return limits.forbid((c.start_s < end) & (c.end_s > begin))
