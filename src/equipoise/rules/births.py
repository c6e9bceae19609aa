"""The births that facts on file speak of: when they are expected, and when they took place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from .model import WorkerFacts

PREGNANT, AFTER_BIRTH = "pregnant", "after_birth"
# An expected and an actual day this close to each other are of one birth: two births never are.
SAME_BIRTH = timedelta(days=120)


@dataclass(frozen=True)
class Birth:
    """One birth; ``expected`` or ``actual`` is ``None`` where it is not on file. Never both."""

    expected: date | None
    actual: date | None

    @property
    def day(self) -> date:
        """The day of the birth, as far as it is known."""
        found = self.actual or self.expected
        assert found is not None
        return found

    def without_work(self, before_days: int, after_days: int) -> tuple[date, date]:
        """First and last day of so many days before the expected and after the actual birth.

        A late birth lengthens the time before it; after an early one the expected day is of no more
        account.
        """
        first = self.day + timedelta(days=1)
        if self.expected is not None:
            first = min(first, self.expected - timedelta(days=before_days))
        return first, self.day + timedelta(days=after_days)


def births(facts: WorkerFacts) -> Iterator[Birth]:
    """Every birth on file. A day expected is the last of ``pregnant``, an actual one the first of
    ``after_birth``."""
    expected = [fact.last for fact in facts.facts or () if fact.name == PREGNANT and fact.last]
    actual = [fact.first for fact in facts.facts or () if fact.name == AFTER_BIRTH and fact.first]
    for day in actual:
        yield Birth(next((one for one in expected if abs(one - day) <= SAME_BIRTH), None), day)
    for day in expected:
        if not any(abs(one - day) <= SAME_BIRTH for one in actual):
            yield Birth(day, None)
