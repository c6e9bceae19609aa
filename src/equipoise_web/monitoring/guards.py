"""No observation of a worker without a notice to that worker of that system before it."""

from __future__ import annotations

from equipoise_web.core.triggers import Guard, append_only, fixed, kept, register
from equipoise_web.monitoring.models import Notice, Observation, Receipt, System

register(
    kept(System),
    fixed(System, "id", "uuid", "code", "matter_id"),
    append_only(Notice),
    append_only(Receipt),
    fixed(
        Observation,
        *("id", "uuid", "notice_id", "system_id", "worker_id", "observed_at", "kind", "value", "created_at"),
    ),
    Guard(
        "monitoring_system_gated",
        "monitoring_system",
        ("INSERT",),
        "NOT EXISTS (SELECT 1 FROM core_matter m JOIN core_gatedkind k ON k.id = m.kind_id "
        "WHERE m.id = NEW.matter_id AND k.code = 'monitoring_system')",
        "a monitoring system is a gated matter of that kind",
    ),
    Guard(
        "monitoring_notice_description",
        "monitoring_notice",
        ("INSERT",),
        "NOT EXISTS (SELECT 1 FROM monitoring_system s JOIN core_version v ON v.matter_id = s.matter_id "
        "JOIN core_matter m ON m.id = s.matter_id JOIN core_person p ON p.id = NEW.worker_id "
        "WHERE s.id = NEW.system_id AND v.id = NEW.version_id "
        "AND (m.organisation_id IS NULL OR m.organisation_id = p.organisation_id))",
        "a notice delivers a description of its system, to a worker of the system's organisation",
    ),
    Guard(
        "monitoring_observation_noticed",
        "monitoring_observation",
        ("INSERT",),
        "NOT EXISTS (SELECT 1 FROM monitoring_notice n WHERE n.id = NEW.notice_id "
        "AND n.worker_id = NEW.worker_id AND n.system_id = NEW.system_id "
        "AND n.delivered_at < NEW.observed_at)",
        "an observation needs a notice of this system to this worker before it",
    ),
    Guard(
        "monitoring_observation_in_force",
        "monitoring_observation",
        ("INSERT",),
        "NOT EXISTS (SELECT 1 FROM monitoring_notice n JOIN core_closure c ON c.version_id = n.version_id "
        "JOIN core_activation a ON a.closure_id = c.id WHERE n.id = NEW.notice_id "
        "AND a.starts_at <= NEW.observed_at AND (a.ends_at IS NULL OR a.ends_at > NEW.observed_at))",
        "an observation needs a notice of the description in force at its moment",
    ),
)
