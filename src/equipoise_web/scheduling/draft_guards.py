"""Edits of a draft are a record: steps are added and never changed, and nobody is in two places."""

from __future__ import annotations

from equipoise_web.core.triggers import Guard, append_only, changed, fixed, kept, register, unchanging
from equipoise_web.scheduling.models import (
    Alternative,
    AlternativeDay,
    AlternativeStretch,
    Draft,
    DraftAbsence,
    DraftLock,
    DraftStretch,
    DraftWorker,
    Edit,
)

_ENDED = (
    "EXISTS (SELECT 1 FROM scheduling_draft d WHERE d.id = {draft} "
    "AND (d.ended_as_id IS NOT NULL OR d.dropped_at IS NOT NULL))"
)
_LOCK = "SELECT 1 FROM scheduling_draft WHERE id = NEW.draft_id FOR UPDATE"

register(
    append_only(Edit),
    append_only(Alternative),
    append_only(AlternativeDay),
    append_only(AlternativeStretch),
    append_only(DraftAbsence),
    unchanging(DraftLock),
    kept(Draft),
    fixed(Draft, "id", "uuid", "base_id", "begun_by_id", "begun_at"),
    kept(DraftWorker),
    fixed(DraftWorker, "id", "draft_id", "worker_id"),
    kept(DraftStretch),
    fixed(
        DraftStretch,
        "id", "draft_id", "worker_id", "starts_at", "ends_at", "activity", "queue_id", "added_by_id",
    ),
    Guard(
        "scheduling_draft_ends_once",
        "scheduling_draft",
        ("UPDATE",),
        f"(OLD.ended_as_id IS NOT NULL AND {changed('ended_as_id')}) "
        f"OR (OLD.dropped_at IS NOT NULL AND {changed('dropped_at')}) "
        "OR (NEW.ended_as_id IS NOT NULL AND NEW.dropped_at IS NOT NULL)",
        "a draft ends once",
    ),
    Guard(
        "scheduling_edit_next",
        "scheduling_edit",
        ("INSERT",),
        f"{_ENDED.format(draft='NEW.draft_id')} OR NEW.number <> 1 + "
        "(SELECT COUNT(*) FROM scheduling_edit e WHERE e.draft_id = NEW.draft_id)",
        "edits are numbered without a gap, and an ended draft takes none",
        lock=_LOCK,
    ),
    Guard(
        "scheduling_draftstretch_alone",
        "scheduling_draftstretch",
        ("INSERT",),
        "NEW.removed_by_id IS NOT NULL OR EXISTS (SELECT 1 FROM scheduling_draftstretch s "
        "WHERE s.draft_id = NEW.draft_id AND s.worker_id = NEW.worker_id AND s.removed_by_id IS NULL "
        "AND s.starts_at < NEW.ends_at AND s.ends_at > NEW.starts_at)",
        "a worker does one thing at a time",
        lock=_LOCK,
    ),
    Guard(
        "scheduling_draftstretch_removed_once",
        "scheduling_draftstretch",
        ("UPDATE",),
        f"OLD.removed_by_id IS NOT NULL AND {changed('removed_by_id')}",
        "a row of a draft is removed once",
    ),
)  # fmt: skip
