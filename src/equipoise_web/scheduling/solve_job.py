"""A search on a part of a draft: everything around it as it stands, the outcome kept as an alternative."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
from django.db import connection
from django.db.models import Max
from django.utils import timezone

from equipoise.balance.document import without_nan
from equipoise.balance.indices import without_simulation
from equipoise.centre import Centre as LibraryCentre
from equipoise.centre import Weights
from equipoise.pipeline import pose_cover
from equipoise.roster import Problem, Result
from equipoise.roster.given import weigh
from equipoise.roster.part import Part, solve_part
from equipoise.roster.stops import after_seconds, after_work
from equipoise.timegrid import Grid
from equipoise.timegrid import Stretch as LibraryStretch
from equipoise_web.core.audit.record import record
from equipoise_web.core.jobs.kinds import Arguments, Pulse
from equipoise_web.core.models import Run
from equipoise_web.people.models import Worker
from equipoise_web.scheduling.adapters import (
    inputs_sha256,
    instant,
    planning_centre,
    planning_workforce,
    rule_packs,
    seconds,
)
from equipoise_web.scheduling.drafting.differences import differing_days
from equipoise_web.scheduling.drafting.rows import standing_rows
from equipoise_web.scheduling.models import Alternative, AlternativeDay, AlternativeStretch, Draft
from equipoise_web.scheduling.plan_job import Teller
from equipoise_web.service.models import RequirementInterval

SEED = 1
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Outcome:
    """What was found: rows before and after, and the figures of both."""

    seen: int
    before: tuple[LibraryStretch, ...]
    result: Result
    figures: dict[str, Any]


def compute(arguments: Arguments, pulse: Pulse) -> Outcome:
    """Read the draft as it stands, search, and judge the outcome by the checker."""
    teller = Teller(pulse)
    draft = _asked(arguments)
    seen, rows = draft.edits.count(), standing_rows(draft)
    problem, centre = _problem(draft, arguments)
    part = Part(rows, _free(draft, arguments), float(arguments["part"]["change"]))
    teller.say("roster")
    result = solve_part(problem, part, _stop(arguments), SEED, on_progress=teller.watch)
    teller.say("check")
    figures = {
        "before": _figures(centre, problem, rows),
        "after": _figures(centre, problem, result.stretches),
        "findings": _findings(draft, part.free, rows, result.stretches),
        "held": list(result.held),
    }
    return Outcome(seen, rows, result, without_nan(figures))


def store(run: Run, outcome: Outcome) -> dict[str, str]:
    """The alternative's rows; the run keeps where they are."""
    arguments = json.loads(run.arguments)
    draft = _asked(arguments)
    last = draft.alternatives.aggregate(last=Max("number"))["last"] or 0
    made = Alternative.objects.create(
        draft=draft, number=last + 1, run=run, made_by=run.requested_by, made_at=timezone.now(),
        seen=outcome.seen, asked=arguments["part"], objective=outcome.result.objective,
        bound=outcome.result.bound, figures=outcome.figures,
    )  # fmt: skip
    _days(made, outcome)
    record(
        run.requested_by, "draft.alternative_made", draft, organisation=draft.base.centre.organisation,
        number=made.number, days=made.days.count(),
    )  # fmt: skip
    return {"roster": str(draft.base.uuid), "alternative": str(made.uuid)}


def input_version(arguments: Arguments) -> str:
    """All that the search rests on but the draft's own rows: those are compared when it is accepted."""
    draft = _asked(arguments)
    base = draft.base
    at = datetime.fromisoformat(arguments["at"])
    return f"{inputs_sha256(base.centre, base.starts_on, base.ends_on, at)}:{draft.is_open}"


def _asked(arguments: Arguments) -> Draft:
    drafts = Draft.objects.select_related("base__centre__organisation")
    if connection.in_atomic_block:
        drafts = drafts.select_for_update(of=("self",))
    return drafts.get(uuid=arguments["draft"])


def _problem(draft: Draft, arguments: Arguments) -> tuple[Problem, LibraryCentre]:
    """The centre's problem with what the roster's own requirement asks, and the aims weighed."""
    base = draft.base
    centre = planning_centre(base.centre, datetime.fromisoformat(arguments["at"]), base.starts_on)
    centre = replace(centre, weights=_weighed(centre.weights, arguments["part"]))
    days = (base.ends_on - base.starts_on).days + 1
    grid = Grid.over_days(base.starts_on, days, centre.interval_minutes, centre.timezone)
    queues = tuple(queue.name for queue in centre.queues)
    required = np.zeros((len(queues), grid.n))
    rows = RequirementInterval.objects.filter(requirement=base.requirement_id)
    for queue, at, need in rows.values_list("queue__name", "starts_at", "agents_planned"):
        place = (seconds(at) - grid.start_s) // grid.interval_s
        if queue in queues and 0 <= place < grid.n:
            required[queues.index(queue), place] = need
    workforce = planning_workforce(base.centre, base.starts_on, base.ends_on)
    packs = rule_packs(base.centre, base.starts_on)
    return pose_cover(centre, workforce, grid, queues, required, packs), centre


def _weighed(weights: Weights, part: Arguments) -> Weights:
    """The centre's own weights, each group times what was asked for it."""
    customers, people, money = (float(part[name]) for name in ("customers", "people", "money"))
    return Weights(
        under=weights.under * customers,
        over=weights.over * money,
        preference=weights.preference * people,
        hours=weights.hours * money,
        day=weights.day * people,
        start=weights.start * people,
        weekend=weights.weekend * people,
    )


def _free(draft: Draft, arguments: Arguments) -> dict[str, frozenset[date]]:
    part = arguments["part"]
    first, last = (date.fromisoformat(part[name]) for name in ("first", "last"))
    days = {first + number * DAY for number in range((last - first).days + 1)}
    locked: dict[str, set[date]] = {}
    for number, day in draft.locks.values_list("worker__number", "day"):
        locked.setdefault(number, set()).add(day)
    workers = Worker.objects.filter(centre=draft.base.centre_id, uuid__in=part["workers"])
    numbers = workers.values_list("number", flat=True)
    return {number: frozenset(days - locked.get(number, set())) for number in numbers}


def _stop(arguments: Arguments) -> Any:
    if arguments.get("work") is not None:
        return after_work(arguments["work"])
    return after_seconds(arguments["seconds"])


def _figures(centre: LibraryCentre, problem: Problem, rows: tuple[LibraryStretch, ...]) -> dict[str, Any]:
    """Hours required and covered, in all and by queue; wishes; hours beside contracts."""
    cover, hours = weigh(problem, rows).coverage, problem.grid.interval_s / 3600
    met = np.minimum(cover, problem.required).sum(axis=1) * hours
    asked = problem.required.sum(axis=1) * hours
    wishes, money = without_simulation(centre, problem.workforce, problem.grid, rows)
    shares = [float(a / b) for a, b in zip(met, asked, strict=True) if b > 0]
    return {
        "customers": {
            "required_h": float(asked.sum()),
            "covered_h": float(met.sum()),
            "lowest": min(shares, default=None),
            "highest": max(shares, default=None),
        },
        "people": asdict(wishes),
        "money": asdict(money),
    }


def _findings(
    draft: Draft,
    free: Iterable[str],
    before: tuple[LibraryStretch, ...],
    after: tuple[LibraryStretch, ...],
) -> dict[str, dict[str, int]]:
    """What the independent checker says of everybody in the part, counted by severity."""
    from equipoise_web.scheduling.checking import Judge

    names = set(free)
    judge = Judge(draft.base, list(Worker.objects.filter(centre=draft.base.centre_id, number__in=names)))
    counted = {}
    for name, rows in (("before", before), ("after", after)):
        found: dict[str, int] = {}
        for findings in judge.findings([row for row in rows if row.worker in names]).values():
            for one in findings.findings:
                severity = one.severity if one.result == "fail" else one.result
                found[severity] = found.get(severity, 0) + 1
        counted[name] = found
    return counted


def _days(made: Alternative, outcome: Outcome) -> None:
    centre = made.draft.base.centre
    workers = {worker.number: worker for worker in centre.workers.all()}
    queues = {queue.name: queue for queue in centre.queues.all()}
    changed = differing_days(outcome.before, outcome.result.stretches, centre.timezone)
    for (number, day), rows in sorted(changed.items()):
        of = AlternativeDay.objects.create(alternative=made, worker=workers[number], day=day)
        AlternativeStretch.objects.bulk_create(
            AlternativeStretch(
                of=of, starts_at=instant(row.start_s), ends_at=instant(row.end_s), activity=row.activity,
                queue=queues.get(row.queue),
            )
            for row in rows
        )  # fmt: skip
