"""Facts and leave accounts of a folder as rows; health stands in its own table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from equipoise import centre as library
from equipoise_web.people.models import Fact, FactName, HealthFact, LeaveAccount, Worker


def take_over_files(workforce: library.Workforce, workers: Mapping[str, Worker]) -> None:
    """What is on file about workers by the name that the folder uses."""
    rows = list(_facts(workforce, workers))
    Fact.objects.bulk_create(row for row in rows if isinstance(row, Fact))
    HealthFact.objects.bulk_create(row for row in rows if isinstance(row, HealthFact))
    LeaveAccount.objects.bulk_create(
        LeaveAccount(
            worker=workers[each.worker], year=each.year, kind=each.kind, entitled_h=each.entitled_h,
            taken_h=each.taken_h, lapses_on=each.lapses, reminded_on=each.reminded,
        )
        for each in workforce.leave or ()
    )  # fmt: skip


def _facts(workforce: library.Workforce, workers: Mapping[str, Worker]) -> Iterator[Fact | HealthFact]:
    for each in workforce.workers:
        for fact in each.facts.facts or ():
            own = {"worker": workers[each.name], "name": fact.name}
            span = {"starts_on": fact.first, "ends_on": fact.last}
            if fact.name in FactName.values:
                yield Fact(**own, **span, value=fact.value)
            else:
                yield HealthFact(**own, **span)
