"""Facts and leave on file as the library's values; the checker and the optimiser judge by them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from equipoise.rules import model as library
from equipoise_web.core.models import Centre
from equipoise_web.people.models import Fact, HealthFact, LeaveAccount, Worker

COLUMNS = ("worker_id", "name", "starts_on", "ends_on")


@dataclass(frozen=True)
class FactsOnFile:
    """Facts of a centre by worker; None where it keeps none at all: then nobody is judged by them."""

    by_worker: dict[int, tuple[library.Fact, ...]] | None

    def of(self, worker: Worker) -> tuple[library.Fact, ...] | None:
        return None if self.by_worker is None else self.by_worker.get(worker.pk, ())


def facts_on_file(centre: Centre) -> FactsOnFile:
    """What is on file about the people of a centre, health included: for the check, never for a page."""
    of_work = Fact.objects.filter(worker__centre=centre).values_list(*COLUMNS, "value")
    of_health = HealthFact.objects.filter(worker__centre=centre).values_list(*COLUMNS)
    rows = [*of_work, *((*row, None) for row in of_health)]
    if not rows:
        return FactsOnFile(None)
    found: dict[int, list[library.Fact]] = {}
    for worker, name, first, last, value in rows:
        found.setdefault(worker, []).append(library.Fact(name, first, last, value))
    return FactsOnFile({worker: tuple(sorted(facts, key=_order)) for worker, facts in found.items()})


def leave_accounts(centre: Centre, known: Collection[str]) -> tuple[library.LeaveAccount, ...] | None:
    """Accounts of these workers by number; None where the centre keeps none at all."""
    rows = LeaveAccount.objects.filter(worker__centre=centre)
    if not rows.exists():
        return None
    ordered = rows.filter(worker__number__in=known).select_related("worker")
    return tuple(
        library.LeaveAccount(
            row.worker.number, row.year, row.kind, row.entitled_h, row.taken_h, row.lapses_on, row.reminded_on
        )
        for row in ordered.order_by("worker__number", "year", "kind")
    )


def _order(fact: library.Fact) -> tuple[str, str]:
    return fact.name, fact.first.isoformat() if fact.first else ""
