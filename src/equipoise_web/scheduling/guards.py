"""A checked roster does not change, a published one only by amendments, and nobody is in two places."""

from __future__ import annotations

from django.db import models

from equipoise_web.core.triggers import Guard, append_only, changed, fixed, kept, register, unchanging
from equipoise_web.scheduling import draft_guards as draft_guards
from equipoise_web.scheduling.models import (
    Amendment,
    CalendarFeed,
    ExpectedInterval,
    ExpectedService,
    ExpectedStrain,
    Publication,
    Roster,
    ShiftSystem,
    Stretch,
)

_ROSTER = (
    "id", "uuid", "centre_id", "number", "starts_on", "ends_on", "requirement_id", "run_id", "made_by_id",
    "objective", "bound", "balance", "summary",
)  # fmt: skip
_PUBLISHED = "EXISTS (SELECT 1 FROM scheduling_publication p WHERE p.roster_id = {roster})"


def _promise(model: type[models.Model]) -> tuple[Guard, Guard]:
    """What was expected of a roster never changes, and stays with a published one."""
    table, published = model._meta.db_table, _PUBLISHED.format(roster="OLD.roster_id")
    because = f"{table}: the rows of a published roster stay"
    return unchanging(model), Guard(f"{table}_kept", table, ("DELETE",), published, because)


register(
    *(guard for model in (ExpectedService, ExpectedInterval, ExpectedStrain) for guard in _promise(model)),
    append_only(Publication),
    append_only(Amendment),
    kept(ShiftSystem),
    fixed(ShiftSystem, "id", "uuid", "centre_id", "matter_id"),
    fixed(Roster, *_ROSTER),
    fixed(
        Stretch, "id", "roster_id", "worker_id", "starts_at", "ends_at", "activity", "queue_id", "added_by_id"
    ),
    fixed(CalendarFeed, "id", "uuid", "person_id", "secret_sha256"),
    Guard(
        "scheduling_feed_stays_revoked",
        "scheduling_calendarfeed",
        ("UPDATE",),
        f"OLD.revoked_at IS NOT NULL AND {changed('revoked_at')}",
        "a revoked calendar address stays revoked",
    ),
    Guard(
        "scheduling_shiftsystem_gated",
        "scheduling_shiftsystem",
        ("INSERT",),
        "NOT EXISTS (SELECT 1 FROM core_matter m JOIN core_gatedkind k ON k.id = m.kind_id "
        "JOIN core_centre c ON c.organisation_id = m.organisation_id "
        "WHERE m.id = NEW.matter_id AND c.id = NEW.centre_id AND k.code = 'shift_system')",
        "a shift system is a gated matter of that kind in the centre's organisation",
    ),
    Guard(
        "scheduling_stretch_alone",
        "scheduling_stretch",
        ("INSERT",),
        "EXISTS (SELECT 1 FROM scheduling_stretch s WHERE s.roster_id = NEW.roster_id "
        "AND s.worker_id = NEW.worker_id AND s.removed_by_id IS NULL "
        "AND s.starts_at < NEW.ends_at AND s.ends_at > NEW.starts_at)",
        "a worker does one thing at a time",
        lock="SELECT 1 FROM people_worker WHERE id = NEW.worker_id FOR UPDATE",
    ),
    Guard(
        "scheduling_stretch_by_amendment",
        "scheduling_stretch",
        ("INSERT",),
        "NEW.removed_by_id IS NOT NULL OR (NEW.added_by_id IS NOT NULL AND NOT EXISTS "
        "(SELECT 1 FROM scheduling_amendment a JOIN scheduling_publication p ON p.id = a.publication_id "
        "WHERE a.id = NEW.added_by_id AND a.worker_id = NEW.worker_id AND p.roster_id = NEW.roster_id)) "
        f"OR (NEW.added_by_id IS NULL AND {_PUBLISHED.format(roster='NEW.roster_id')})",
        "a published roster gets rows by an amendment of that roster and worker alone",
    ),
    Guard(
        "scheduling_stretch_removed_once",
        "scheduling_stretch",
        ("UPDATE",),
        "OLD.removed_by_id IS NOT NULL OR (NEW.removed_by_id IS NOT NULL AND NOT EXISTS "
        "(SELECT 1 FROM scheduling_amendment a JOIN scheduling_publication p ON p.id = a.publication_id "
        "WHERE a.id = NEW.removed_by_id AND a.worker_id = NEW.worker_id AND p.roster_id = NEW.roster_id))",
        "a stretch is removed once, by an amendment of its roster and worker",
    ),
    Guard(
        "scheduling_stretch_kept",
        "scheduling_stretch",
        ("DELETE",),
        _PUBLISHED.format(roster="OLD.roster_id"),
        "the rows of a published roster stay",
    ),
    Guard(
        "scheduling_stretch_whole",
        "scheduling_stretch",
        ("TRUNCATE",),
        "TRUE",
        "rosters are not emptied",
    ),
    Guard(
        "scheduling_publication_alone",
        "scheduling_publication",
        ("INSERT",),
        "EXISTS (SELECT 1 FROM scheduling_publication p JOIN scheduling_roster o ON o.id = p.roster_id "
        "JOIN scheduling_roster r ON r.id = NEW.roster_id WHERE o.centre_id = r.centre_id "
        "AND o.id <> r.id AND o.starts_on <= r.ends_on AND r.starts_on <= o.ends_on)",
        "one published roster of a centre covers a day",
        lock="SELECT 1 FROM core_centre WHERE id = "
        "(SELECT centre_id FROM scheduling_roster WHERE id = NEW.roster_id) FOR UPDATE",
    ),
    Guard(
        "scheduling_amendment_next",
        "scheduling_amendment",
        ("INSERT",),
        "NEW.number <> 1 + (SELECT COUNT(*) FROM scheduling_amendment a "
        "WHERE a.publication_id = NEW.publication_id)",
        "amendments are numbered without a gap",
        lock="SELECT 1 FROM scheduling_publication WHERE id = NEW.publication_id FOR UPDATE",
    ),
)
