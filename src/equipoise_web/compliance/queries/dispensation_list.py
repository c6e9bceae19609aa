"""The dispensations of a centre as a list, and counted by month, rule and cause."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from equipoise_web.compliance.models import Cause, Dispensation
from equipoise_web.compliance.queries.private import told
from equipoise_web.core.access import Standing
from equipoise_web.core.local_days import local_date
from equipoise_web.core.models import Centre

OPEN, OVERDUE, SETTLED, NOTHING = "open", "overdue", "settled", "nothing"


@dataclass(frozen=True)
class Line:
    """A dispensation with where its compensation stands: open, overdue, settled, or nothing owed."""

    row: Dispensation
    state: str

    @property
    def first(self) -> date:
        """The local day on which the breach begins."""
        return local_date(self.row.starts_at, self.row.roster.centre.timezone)


@dataclass(frozen=True)
class Counted:
    """How often a rule was let stand for one cause in one month of the centre."""

    month: date
    rule: str
    article: str
    cause: str
    count: int
    people: int


def dispensations_of(standing: Standing, centre: Centre | None) -> QuerySet[Dispensation]:
    """Those that the viewer sees, of one centre where one is given, the latest first."""
    seen = told(standing, Dispensation.objects.visible_to(standing), "finding__private")
    if centre is not None:
        seen = seen.filter(Q(roster__centre=centre) | Q(worker__person=standing.person_id))
    related = ("roster__centre", "worker__person", "granted_by", "settlement__settled_by")
    return seen.select_related(*related).order_by("-granted_at", "-pk")


def in_lines(rows: Iterable[Dispensation], today: date) -> list[Line]:
    """Each with its state on a day."""
    return [Line(row, state_of(row, today)) for row in rows]


def state_of(row: Dispensation, today: date) -> str:
    """Where the compensation of a dispensation stands."""
    if row.due_on is None:
        return NOTHING
    if getattr(row, "settlement", None) is not None:
        return SETTLED
    return OVERDUE if row.due_on < today else OPEN


def chosen(lines: Iterable[Line], state: str) -> list[Line]:
    """Lines of a state; what is overdue is open too."""
    wanted = {OPEN: {OPEN, OVERDUE}, OVERDUE: {OVERDUE}, SETTLED: {SETTLED}}.get(state)
    return [line for line in lines if wanted is None or line.state in wanted]


def counted(lines: Iterable[Line]) -> list[Counted]:
    """By the month in which they were given, rule and cause; the latest month and the commonest first."""
    number: Counter[tuple[date, str, str, str]] = Counter()
    people: dict[tuple[date, str, str, str], set[int]] = {}
    for line in lines:
        row: Any = line.row
        month = local_date(row.granted_at, row.roster.centre.timezone).replace(day=1)
        key = month, row.shown_rule, row.shown_article, row.cause
        number[key] += 1
        people.setdefault(key, set()).add(row.worker_id)
    ordered = sorted(number, key=lambda key: (-key[0].toordinal(), -number[key], key[1:]))
    return [
        Counted(month, rule, article, str(Cause(cause).label), number[key], len(people[key]))
        for key in ordered
        for month, rule, article, cause in [key]
    ]
