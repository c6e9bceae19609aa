"""What is on file about one worker, as far as the viewer may read it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import F, Sum

from equipoise_web.core.access import Standing
from equipoise_web.core.roles import Role
from equipoise_web.people.models import (
    Fact,
    HealthFact,
    HoursEntry,
    LeaveAccount,
    PayBand,
    Restriction,
    Worker,
)
from equipoise_web.people.queries.one import reaches
from equipoise_web.people.visibility import KNOW_CONTRACTS, KNOW_FACTS, KNOW_LIMITS

LAST_ENTRIES = 12


@dataclass(frozen=True)
class OnFile:
    """Rows, and which parts the viewer may know of at all; ``personal`` is for the worker and HR.

    ``balance`` is the sum over all rows of the hours account, of which the latest are in ``hours``.
    """

    restrictions: tuple[Restriction, ...]
    facts: tuple[Fact, ...]
    health: tuple[HealthFact, ...]
    pay_bands: tuple[PayBand, ...]
    leave: tuple[LeaveAccount, ...]
    hours: tuple[HoursEntry, ...]
    balance: Decimal | None
    sees_limits: bool
    sees_facts: bool
    sees_accounts: bool
    personal: bool
    hr: bool
    plans: bool


def on_file(standing: Standing, worker: Worker) -> OnFile:
    """All parts, in a fixed number of queries."""
    own = worker.person_id == standing.person_id
    hr = reaches(standing, worker, Role.HR)

    def knows(*roles: Role) -> bool:
        return own or reaches(standing, worker, *roles)

    def seen(model: Any, *order: Any) -> Any:
        return model.objects.visible_to(standing).filter(worker=worker).order_by(*order)

    by_day = F("starts_on").desc(nulls_last=True)
    hours = seen(HoursEntry, "-day", "-pk")
    return OnFile(
        tuple(seen(Restriction, by_day, "pk")),
        tuple(seen(Fact, "name", by_day)),
        tuple(seen(HealthFact, "name", by_day)),
        tuple(seen(PayBand, by_day, "pk")),
        tuple(seen(LeaveAccount, "-year", "kind")),
        tuple(hours.select_related("by")[:LAST_ENTRIES]),
        hours.order_by().aggregate(sum=Sum("hours"))["sum"],
        knows(*KNOW_LIMITS),
        knows(*KNOW_FACTS),
        knows(*KNOW_CONTRACTS),
        own or hr,
        hr,
        reaches(standing, worker, Role.PLANNER),
    )
