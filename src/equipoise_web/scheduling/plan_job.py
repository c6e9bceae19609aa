"""The plan of a centre as the worker makes it: rows in, the main job, rows out."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from typing import Any

from equipoise.pipeline import Request, make_plan
from equipoise.plan import Plan
from equipoise.roster import Progress
from equipoise.roster.stops import after_seconds, after_work
from equipoise_web.core.jobs.kinds import Arguments, Cancelled, Pulse
from equipoise_web.core.models import Centre, Run
from equipoise_web.scheduling.adapters import (
    inputs_sha256,
    planning_centre,
    planning_history,
    planning_workforce,
    rule_packs,
)
from equipoise_web.scheduling.store import store_plan


class Teller:
    """Shows the progress of a plan, and ends it when somebody asked to."""

    def __init__(self, pulse: Pulse) -> None:
        self.pulse = pulse
        self.shown: dict[str, Any] = {"step": "reading"}

    def say(self, step: str) -> None:
        if not step.startswith("roster:"):
            self._tell(step=step)

    def watch(self, progress: Progress) -> None:
        self._tell(
            objective=round(progress.objective, 2),
            bound=round(progress.bound, 2),
            tours=progress.work,
            seconds=round(progress.seconds, 1),
        )

    def _tell(self, **news: Any) -> None:
        if self.pulse.cancelled or self.pulse.lost:
            raise Cancelled
        self.shown |= news
        self.pulse.tell(self.shown)


def compute(arguments: Arguments, pulse: Pulse) -> Plan:
    """Read the centre's rows and run the main job on them."""
    teller = Teller(pulse)
    centre, start, last = _asked(arguments)
    planning = planning_centre(centre, datetime.fromisoformat(arguments["at"]), start)
    workforce = planning_workforce(centre, start, last)
    history = planning_history(centre, planning)
    request = Request(
        start=start,
        weeks=arguments["weeks"],
        seed=arguments["seed"],
        stop=lambda: (
            after_work(arguments["work"]) if arguments.get("work") else after_seconds(arguments["seconds"])
        ),
        inputs_sha256=input_version(arguments),
        say=teller.say,
        watch=teller.watch,
    )
    return make_plan(planning, workforce, history, rule_packs(centre, start), request)


def store(run: Run, plan: Plan) -> dict[str, str]:
    """The plan's rows; the run keeps where they are."""
    centre, _, _ = _asked(json.loads(run.arguments))
    roster = store_plan(centre, plan, run=run, made_by=run.requested_by)
    return {"roster": str(roster.uuid)}


def input_version(arguments: Arguments) -> str:
    """The state of all that the plan is made from."""
    centre, start, last = _asked(arguments)
    return inputs_sha256(centre, start, last, datetime.fromisoformat(arguments["at"]))


def _asked(arguments: Arguments) -> tuple[Centre, date, date]:
    start = date.fromisoformat(arguments["start"])
    centre = Centre.objects.get(uuid=arguments["centre"])
    return centre, start, start + timedelta(days=7 * arguments["weeks"] - 1)
