"""Jobs of the service app. What computes is imported when a job runs: the server never needs it."""

from __future__ import annotations

import json
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from equipoise_web.core.jobs.kinds import Arguments, JobKind, Pulse, register
from equipoise_web.core.models import Run

COMPARE, APPLY = "service.history.compare", "service.history.apply"


def _read(arguments: Arguments, pulse: Pulse) -> Any:
    from equipoise_web.service import history_job

    return history_job.read_file(arguments, pulse)


def _compare(run: Run, outcome: Any) -> Any:
    from equipoise_web.service import history_job

    return history_job.store_comparison(run, outcome)


def _apply(run: Run, outcome: Any) -> Any:
    from equipoise_web.service import history_job

    return history_job.store_rows(run, outcome)


def _input_version(arguments: Arguments) -> str:
    from equipoise_web.service import history_job

    return history_job.input_version(arguments)


def _page(run: Run) -> str:
    return reverse("history_import", args=[json.loads(run.arguments)["staged"]])


register(
    JobKind(COMPARE, _read, _compare, _input_version, 2, _("Compare a file of history"), result_url=_page)
)
register(JobKind(APPLY, _read, _apply, _input_version, 2, _("Apply a file of history"), result_url=_page))
