"""Finish a draft: its rows are checked, simulated and weighed as a plan's are, and become a new roster."""

from __future__ import annotations

import json
from datetime import datetime

from django.db import connection

from equipoise.pipeline import Request, make_plan
from equipoise.plan import Plan
from equipoise.roster.stops import after_work
from equipoise_web.core.jobs.kinds import Arguments, Pulse
from equipoise_web.core.models import Run
from equipoise_web.scheduling.adapters import (
    inputs_sha256,
    planning_centre,
    planning_history,
    planning_workforce,
    rule_packs,
)
from equipoise_web.scheduling.drafting.rows import standing_rows
from equipoise_web.scheduling.models import Draft
from equipoise_web.scheduling.plan_job import Teller
from equipoise_web.scheduling.store import store_plan

SEED = 1


def compute(arguments: Arguments, pulse: Pulse) -> Plan:
    """Judge and simulate the draft as it stands."""
    draft = _asked(arguments)
    base, centre = draft.base, draft.base.centre
    planning = planning_centre(centre, datetime.fromisoformat(arguments["at"]), base.starts_on)
    request = Request(
        start=base.starts_on,
        weeks=((base.ends_on - base.starts_on).days + 1) // 7,
        seed=SEED,
        stop=lambda: after_work(0),
        inputs_sha256=input_version(arguments),
        say=Teller(pulse).say,
        given=standing_rows(draft),
    )
    workforce = planning_workforce(centre, base.starts_on, base.ends_on)
    packs = rule_packs(centre, base.starts_on)
    return make_plan(planning, workforce, planning_history(centre, planning), packs, request)


def store(run: Run, plan: Plan) -> dict[str, str]:
    """The new roster's rows; the draft ends as it."""
    draft = _asked(json.loads(run.arguments))
    roster = store_plan(draft.base.centre, plan, run=run, made_by=run.requested_by)
    draft.ended_as = roster
    draft.save(update_fields=["ended_as"])
    return {"roster": str(roster.uuid)}


def input_version(arguments: Arguments) -> str:
    """The state of all that is judged: the plan's inputs, and the draft's last edit."""
    draft = _asked(arguments)
    at = datetime.fromisoformat(arguments["at"])
    inputs = inputs_sha256(draft.base.centre, draft.base.starts_on, draft.base.ends_on, at)
    return f"{inputs}:{draft.edits.count()}:{draft.is_open}"


def _asked(arguments: Arguments) -> Draft:
    """The draft; within the transaction that ends the run, nobody edits it meanwhile."""
    drafts = Draft.objects.select_related("base__centre")
    if connection.in_atomic_block:
        drafts = drafts.select_for_update(of=("self",))
    return drafts.get(uuid=arguments["draft"])
