"""One person in one centre, with one contract, one level of a skill and one pay band at a time."""

from __future__ import annotations

from equipoise_web.core.triggers import Guard, append_only, fixed, register
from equipoise_web.people.models import HoursEntry, ImportDraft, Worker

_FIRST, _LAST = "'0001-01-01'", "'9999-12-31'"


def _alone(table: str, because: str, *same: str) -> Guard:
    """Refuse a row whose period touches that of another of the worker with the same columns."""
    alike = "".join(f" AND r.{column} = NEW.{column}" for column in same)
    return Guard(
        f"{table}_alone",
        table,
        ("INSERT", "UPDATE"),
        f"EXISTS (SELECT 1 FROM {table} r WHERE r.worker_id = NEW.worker_id AND r.uuid <> NEW.uuid{alike} "
        f"AND COALESCE(r.starts_on, {_FIRST}) <= COALESCE(NEW.ends_on, {_LAST}) "
        f"AND COALESCE(r.ends_on, {_LAST}) >= COALESCE(NEW.starts_on, {_FIRST}))",
        because,
        lock="SELECT 1 FROM people_worker WHERE id = NEW.worker_id FOR UPDATE",
    )


register(
    fixed(Worker, "id", "uuid", "person_id", "centre_id"),
    Guard(
        "people_worker_own_organisation",
        "people_worker",
        ("INSERT", "UPDATE"),
        "NOT EXISTS (SELECT 1 FROM core_person p JOIN core_centre c ON c.organisation_id = p.organisation_id "
        "WHERE p.id = NEW.person_id AND c.id = NEW.centre_id)",
        "a worker works in a centre of the own organisation",
    ),
    Guard(
        "people_skill_own_centre",
        "people_skill",
        ("INSERT", "UPDATE"),
        "NOT EXISTS (SELECT 1 FROM people_worker w JOIN service_queue q ON q.centre_id = w.centre_id "
        "WHERE w.id = NEW.worker_id AND q.id = NEW.queue_id)",
        "a skill is for a queue of the worker's centre",
    ),
    _alone("people_contract", "one contract of a worker holds at a time"),
    _alone("people_skill", "a worker has one level of a skill at a time", "queue_id"),
    _alone("people_payband", "a worker is paid in one band at a time"),
    _alone("people_fact", "a fact stands on file once for a day", "name"),
    _alone("people_healthfact", "a fact stands on file once for a day", "name"),
    append_only(HoursEntry),
    fixed(ImportDraft, "id", "uuid", "centre_id", "made_by_id", "sha256"),
    Guard(
        "people_importdraft_ended",
        "people_importdraft",
        ("UPDATE",),
        "OLD.applied_at IS NOT NULL OR OLD.dropped_at IS NOT NULL",
        "an import that was applied or dropped stays as it is",
    ),
)
