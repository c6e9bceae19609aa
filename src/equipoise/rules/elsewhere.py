"""Hours with another employer, as far as they are on file."""

from __future__ import annotations

from datetime import date, timedelta

from .local import as_date
from .model import Fact, WorkerFacts
from .outcome import HOUR_S, sentence

NAME = "hours_elsewhere"
WEEK_DAYS = 7
UNKNOWN = sentence(
    "Cannot be determined: the hours with another employer are not on file.",
    "Niet vast te stellen: de uren bij een andere werkgever zijn niet bekend.",
)


def works_elsewhere(facts: WorkerFacts) -> bool:
    """Whether work with another employer is on file for any time."""
    return any(fact.name == NAME for fact in facts.facts or ())


def elsewhere_s(facts: WorkerFacts, first_day: int, n_days: int) -> float | None:
    """Seconds with other employers in some days (numbered since 1970-01-01), spread evenly over each week.

    ``None`` where such work is on file without its hours.
    """
    first = as_date(first_day)
    last = first + timedelta(days=n_days - 1)
    found = [(fact.value, _days(fact, first, last)) for fact in facts.facts or () if fact.name == NAME]
    total = 0.0
    for hours, days in found:
        if hours is None and days:
            return None
        total += (hours or 0.0) * HOUR_S * days / WEEK_DAYS
    return total


def _days(fact: Fact, first: date, last: date) -> int:
    """Days from ``first`` to ``last`` for which the fact holds."""
    begun, done = max(fact.first or first, first), min(fact.last or last, last)
    return max(0, (done - begun).days + 1)
