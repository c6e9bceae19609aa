"""Why no plan was made: rules that clash for people, a value that cannot be used, a missing part."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from equipoise.errors import Infeasible, InvalidInput
from equipoise.rules.confidential import is_confidential
from equipoise.rules.model import Rule
from equipoise_web.compliance.queries.in_force import packs_or_none, rules_for
from equipoise_web.compliance.queries.private import own_limit
from equipoise_web.compliance.queries.rules import in_words, reference_of, source_kind
from equipoise_web.core.access import Standing
from equipoise_web.core.jobs.refusals import fields_of
from equipoise_web.core.models import Centre, Run, RunState
from equipoise_web.core.queries.jobs import error_code
from equipoise_web.core.roles import Role
from equipoise_web.people.models import Worker
from equipoise_web.scheduling.errors import NotReady
from equipoise_web.scheduling.queries.next_plan import Lacking, lacking
from equipoise_web.service.reasons import reason_in_words

# Limits of a person that are no rules of a pack.
OWN = {
    "contract.hours": _("The least and most hours of the contract"),
    "worker.night_ok": _("No work at night"),
    "worker.employment": _("First and last day of the contract"),
    "absence": _("Absence"),
    "availability": _("Times at which the person can be planned"),
}


@dataclass(frozen=True)
class Clashing:
    """A rule of a clash, or a person's own limit, which has no source."""

    name: str
    reference: str
    source: str
    summary: str


@dataclass(frozen=True)
class Clash:
    """Rules that cannot all hold in some days, for people by name; ``others`` the reader does not see."""

    rules: tuple[Clashing, ...]
    first: date
    last: date
    people: tuple[Worker, ...]
    others: int


@dataclass(frozen=True)
class Refused:
    """One of the three: clashes, an input with its reason, or parts that are missing."""

    clashes: tuple[Clash, ...] = ()
    reason: str = ""
    where: str = ""
    missing: tuple[Lacking, ...] = ()


def refusal_of(standing: Standing, run: Run) -> Refused | None:
    """Why this run was refused; for those who plan, because a refusal may say who is concerned."""
    if run.state != RunState.FAILED or not standing.holds(Role.PLANNER, Role.AUDITOR):
        return None
    code, said = error_code(run.error), fields_of(run.error)
    if code == Infeasible.code:
        return Refused(clashes=tuple(_clashes(standing, said.get("clashes", []), json.loads(run.arguments))))
    if code == InvalidInput.code:
        return Refused(reason=reason_in_words(said.get("reason", "")), where=said.get("field") or "")
    if code == NotReady.code:
        return Refused(missing=tuple(lacking(tuple(said.get("missing", ())))))
    return None


def _clashes(standing: Standing, clashes: list[dict[str, Any]], arguments: dict[str, Any]) -> Iterable[Clash]:
    """The same clash of several people is told once."""
    numbers = {clash["worker"] for clash in clashes}
    seen = Worker.objects.visible_to(standing).filter(centre__uuid=arguments["centre"], number__in=numbers)
    workers = {worker.number: worker for worker in seen.select_related("person")}
    rules = _rules(arguments)
    together: dict[tuple[Any, ...], list[str]] = {}
    for clash in clashes:
        key = (tuple(clash["rules"]), clash["first_day"], clash["last_day"])
        together.setdefault(key, []).append(clash["worker"])
    for (names, first, last), who in together.items():
        known = tuple(workers[number] for number in who if number in workers)
        yield Clash(
            tuple(_clashing(name, rules.get(name)) for name in names),
            date.fromisoformat(first),
            date.fromisoformat(last),
            known,
            len(who) - len(known),
        )


def _rules(arguments: dict[str, Any]) -> dict[str, Rule]:
    start = date.fromisoformat(arguments["start"])
    rules = rules_for(Centre.objects.get(uuid=arguments["centre"]), start)
    return {rule.id: rule for pack in packs_or_none(rules, start) for rule in pack.rules}


def _clashing(name: str, rule: Rule | None) -> Clashing:
    if rule is None:
        return Clashing(name, "", "", str(OWN.get(name, "")))
    if is_confidential(rule):
        return Clashing("", "", "", own_limit())
    return Clashing(
        name,
        reference_of(rule.instrument, rule.article),
        source_kind(rule.status, rule.jurisdiction),
        in_words(rule.summary),
    )
