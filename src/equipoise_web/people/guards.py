"""A worker is one person in one centre of the own organisation, under one contract at a time."""

from __future__ import annotations

from equipoise_web.core.triggers import Guard, fixed, register
from equipoise_web.people.models import Worker

_FIRST, _LAST = "'0001-01-01'", "'9999-12-31'"

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
    Guard(
        "people_contract_alone",
        "people_contract",
        ("INSERT", "UPDATE"),
        "EXISTS (SELECT 1 FROM people_contract c WHERE c.worker_id = NEW.worker_id AND c.uuid <> NEW.uuid "
        f"AND COALESCE(c.starts_on, {_FIRST}) <= COALESCE(NEW.ends_on, {_LAST}) "
        f"AND COALESCE(c.ends_on, {_LAST}) >= COALESCE(NEW.starts_on, {_FIRST}))",
        "one contract of a worker holds at a time",
        lock="SELECT 1 FROM people_worker WHERE id = NEW.worker_id FOR UPDATE",
    ),
)
