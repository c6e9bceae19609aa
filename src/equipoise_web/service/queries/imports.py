"""A file of history on its way: where it stands, and what it would do or did."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from equipoise_web.core.access import Standing
from equipoise_web.core.models import Run, RunState
from equipoise_web.service.history_rows import MEASURES, Difference
from equipoise_web.service.models import HistoryImport

ACTIVE = (RunState.QUEUED, RunState.RUNNING)


class Stage(Enum):
    COMPARING = "comparing"
    NOT_COMPARED = "not_compared"
    UNUSABLE = "unusable"
    COMPARED = "compared"
    APPLYING = "applying"
    NOT_APPLIED = "not_applied"
    APPLIED = "applied"


@dataclass(frozen=True)
class Changed:
    """One interval with other values in the file: measure, old, new and decimals; equal ones left out."""

    queue: str
    starts_at: datetime
    values: list[tuple[str, float | None, float | None, int]]


@dataclass(frozen=True)
class Gap:
    queue: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Staged:
    """A file with its stage; ``run`` is the job about it, ``again`` whether it was compared once more."""

    file: HistoryImport
    stage: Stage
    run: Run | None
    again: bool
    difference: Difference | None
    first: datetime | None
    last: datetime | None
    changed: list[Changed]
    gaps: list[Gap]

    @property
    def total(self) -> int:
        """Intervals of the file, whatever they would do."""
        found = self.difference
        return found.added + found.changed + found.same if found else 0

    @property
    def changes_nothing(self) -> bool:
        """Whether every interval of the file is there already, with the same values."""
        return self.difference is not None and not self.difference.added + self.difference.changed


def visible_import(standing: Standing, staged: uuid.UUID) -> HistoryImport | None:
    """A file that the reader sees, without its content."""
    rows = HistoryImport.objects.visible_to(standing).defer("content")
    related = ("centre__organisation", "uploaded_by", "applied_by", "compare_run", "apply_run")
    return rows.select_related(*related).filter(uuid=staged).first()


def staged_of(file: HistoryImport) -> Staged:
    """The file with all that its page says."""
    stage = stage_of(file)
    run = file.apply_run if stage in {Stage.APPLYING, Stage.NOT_APPLIED} else file.compare_run
    found = Difference.from_data(file.difference) if file.difference else None
    return Staged(
        file=file,
        stage=stage,
        run=run,
        again=bool(stage is Stage.COMPARED and file.apply_run and file.apply_run.state == RunState.DONE),
        difference=found,
        first=_moment(found.first) if found else None,
        last=_moment(found.last) if found else None,
        changed=[_changed(each) for each in found.examples] if found else [],
        gaps=[_gap(each) for each in found.gaps] if found else [],
    )


def stage_of(file: HistoryImport) -> Stage:
    """How far a file has come, from its own row and the jobs about it."""
    if file.applied_at:
        return Stage.APPLIED
    if file.problem:
        return Stage.UNUSABLE
    if file.compare_run and file.compare_run.state in ACTIVE:
        return Stage.COMPARING
    if file.compared_at is None:
        return Stage.NOT_COMPARED
    if file.apply_run is None or file.apply_run.state == RunState.DONE:
        return Stage.COMPARED
    return Stage.APPLYING if file.apply_run.state in ACTIVE else Stage.NOT_APPLIED


def _changed(example: dict[str, Any]) -> Changed:
    old, new = example["old"], example["new"]
    values = [
        (name, old[name], new[name], 2 if name == "aht_s" else 0)
        for name in MEASURES
        if old[name] != new[name]
    ]
    return Changed(example["queue"], datetime.fromisoformat(example["start"]), values)


def _gap(gap: dict[str, str]) -> Gap:
    start, end = datetime.fromisoformat(gap["start"]), datetime.fromisoformat(gap["end"])
    return Gap(gap["queue"], start, end)


def _moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
