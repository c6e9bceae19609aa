"""Jobs of the scheduling app. What computes is imported when a job runs: the server never needs it."""

from __future__ import annotations

import json
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from equipoise_web.core.jobs.kinds import Arguments, JobKind, Pulse, register
from equipoise_web.core.models import Run

PLAN = "scheduling.plan"
FINISH = "scheduling.finish_draft"
SOLVE = "scheduling.solve_draft"


def _compute(arguments: Arguments, pulse: Pulse) -> Any:
    from equipoise_web.scheduling import plan_job

    return plan_job.compute(arguments, pulse)


def _store(run: Run, plan: Any) -> Any:
    from equipoise_web.scheduling import plan_job

    return plan_job.store(run, plan)


def _input_version(arguments: Arguments) -> str:
    from equipoise_web.scheduling import plan_job

    return plan_job.input_version(arguments)


def _compute_draft(arguments: Arguments, pulse: Pulse) -> Any:
    from equipoise_web.scheduling import draft_job

    return draft_job.compute(arguments, pulse)


def _store_draft(run: Run, plan: Any) -> Any:
    from equipoise_web.scheduling import draft_job

    return draft_job.store(run, plan)


def _draft_version(arguments: Arguments) -> str:
    from equipoise_web.scheduling import draft_job

    return draft_job.input_version(arguments)


def _compute_part(arguments: Arguments, pulse: Pulse) -> Any:
    from equipoise_web.scheduling import solve_job

    return solve_job.compute(arguments, pulse)


def _store_part(run: Run, outcome: Any) -> Any:
    from equipoise_web.scheduling import solve_job

    return solve_job.store(run, outcome)


def _part_version(arguments: Arguments) -> str:
    from equipoise_web.scheduling import solve_job

    return solve_job.input_version(arguments)


def _alternatives(run: Run) -> str:
    return reverse("roster_edit_alternatives", args=[json.loads(run.result)["roster"]])


def _board(run: Run) -> str:
    return reverse("roster_board", args=[json.loads(run.result)["roster"]])


register(
    JobKind(
        PLAN,
        _compute,
        _store,
        _input_version,
        max_attempts=2,
        label=_("Plan a roster"),
        progress_template="scheduling/_plan_progress.html",
        result_url=_board,
        result_label=_("Open the roster"),
    )
)
register(
    JobKind(
        FINISH,
        _compute_draft,
        _store_draft,
        _draft_version,
        max_attempts=2,
        label=_("Finish an edited roster"),
        progress_template="scheduling/_plan_progress.html",
        result_url=_board,
        result_label=_("Open the roster"),
    )
)
register(
    JobKind(
        SOLVE,
        _compute_part,
        _store_part,
        _part_version,
        max_attempts=2,
        label=_("Solve a part of a draft"),
        progress_template="scheduling/_plan_progress.html",
        result_url=_alternatives,
        result_label=_("Compare the alternatives"),
    )
)
