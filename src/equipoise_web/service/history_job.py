"""A file of history as the worker handles it: read without a transaction, compared and written in one."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max

from equipoise.errors import InvalidInput
from equipoise_web.core.canonical import canonical, sha256_hex
from equipoise_web.core.jobs.kinds import Arguments, Cancelled, Pulse
from equipoise_web.core.models import Centre, Run
from equipoise_web.service.actions.history import apply_history, file_rows, note_difference, note_problem
from equipoise_web.service.errors import ImportOutdated
from equipoise_web.service.history_rows import FileRows, compare
from equipoise_web.service.models import CentreSettings, HistoryImport, HistoryInterval


@dataclass(frozen=True)
class Outcome:
    """What the file says, or why it cannot be used."""

    rows: FileRows | None
    problem: InvalidInput | None = None


def read_file(arguments: Arguments, pulse: Pulse) -> Outcome:
    """Read the kept file."""
    if pulse.cancelled:
        raise Cancelled
    try:
        return Outcome(file_rows(_staged(arguments)))
    except InvalidInput as problem:
        return Outcome(None, problem)


def store_comparison(run: Run, outcome: Outcome) -> dict[str, Any]:
    """Keep the difference or the problem with the file."""
    staged = _staged(json.loads(run.arguments))
    if outcome.rows is None:
        return _store_problem(staged, outcome)
    note_difference(staged, compare(staged.centre, outcome.rows).difference)
    return {"usable": True}


def store_rows(run: Run, outcome: Outcome) -> dict[str, Any]:
    """Write the file's rows, if that does what was shown; else show what it would do now."""
    staged = _staged(json.loads(run.arguments))
    if outcome.rows is None:
        return _store_problem(staged, outcome)
    assert run.requested_by is not None
    try:
        apply_history(actor=run.requested_by, staged=staged, rows=outcome.rows)
    except ImportOutdated as other:
        note_difference(staged, other.difference)
        return {"applied": False}
    return {"applied": True}


def input_version(arguments: Arguments) -> str:
    """The state of the history, and of what decides how a file is read."""
    centre = Centre.objects.get(history_imports__uuid=arguments["staged"])
    rows = HistoryInterval.objects.filter(queue__centre=centre)
    settings = CentreSettings.objects.filter(centre=centre).values("interval_minutes").first()
    state = {
        "history": rows.aggregate(n=Count("pk"), source=Max("source")),
        "settings": settings,
        "zone": centre.timezone,
        "queues": list(centre.queues.filter(active=True).values_list("name", flat=True)),
    }
    return sha256_hex(canonical(state).encode())


def _store_problem(staged: HistoryImport, outcome: Outcome) -> dict[str, Any]:
    assert outcome.problem is not None
    note_problem(staged, outcome.problem)
    return {"usable": False}


def _staged(arguments: Arguments) -> HistoryImport:
    rows = HistoryImport.objects.select_related("centre", "uploaded_by")
    return rows.get(uuid=arguments["staged"])
