"""A gated version cannot be in force without its steps, and stays what it was when they were done."""

from __future__ import annotations

from equipoise_web.core import models
from equipoise_web.core.triggers import Guard, append_only, fixed, kept, register

_UNDONE = (
    "SELECT 1 FROM core_procedurestep s JOIN core_version v ON v.procedure_id = s.procedure_id "
    "WHERE v.id = NEW.version_id AND {which} NOT EXISTS (SELECT 1 FROM core_stepdone d "
    "WHERE d.version_id = NEW.version_id AND d.step_id = s.id AND d.done_at <= NEW.{by})"
)
_EARLIER = "s.position < (SELECT position FROM core_procedurestep WHERE id = NEW.step_id) AND"
_MATTER = (
    "SELECT v.matter_id FROM core_closure c JOIN core_version v ON v.id = c.version_id "
    "WHERE c.id = NEW.closure_id"
)

register(
    append_only(models.GatedKind),
    append_only(models.MinimumStep),
    append_only(models.Procedure),
    append_only(models.ProcedureStep),
    append_only(models.Version),
    append_only(models.StepDone),
    append_only(models.Closure),
    kept(models.Matter),
    fixed(models.Matter, "id", "uuid", "kind_id", "organisation_id"),
    kept(models.Activation),
    fixed(models.Activation, "id", "uuid", "closure_id", "starts_at", "activated_by_id", "created_at"),
    Guard(
        "core_activation_end",
        "core_activation",
        ("UPDATE",),
        "OLD.ends_at IS NOT NULL AND (NEW.ends_at IS NULL OR NEW.ends_at > OLD.ends_at)",
        "the end of an activation is set or brought forward, never put off",
    ),
    Guard(
        "core_procedurestep_settled",
        "core_procedurestep",
        ("INSERT",),
        "EXISTS (SELECT 1 FROM core_version WHERE procedure_id = NEW.procedure_id)",
        "a procedure that a version follows takes no further steps",
        lock="SELECT 1 FROM core_procedure WHERE id = NEW.procedure_id FOR UPDATE",
    ),
    Guard(
        "core_version_procedure",
        "core_version",
        ("INSERT",),
        "NOT EXISTS (SELECT 1 FROM core_procedure p JOIN core_matter m ON m.kind_id = p.kind_id "
        "WHERE p.id = NEW.procedure_id AND m.id = NEW.matter_id "
        "AND (p.organisation_id IS NULL OR p.organisation_id = m.organisation_id)) "
        "OR NOT EXISTS (SELECT 1 FROM core_procedurestep WHERE procedure_id = NEW.procedure_id) "
        "OR EXISTS (SELECT 1 FROM core_minimumstep x JOIN core_matter m ON m.kind_id = x.kind_id "
        "WHERE m.id = NEW.matter_id AND NOT EXISTS (SELECT 1 FROM core_procedurestep s "
        "WHERE s.procedure_id = NEW.procedure_id AND s.code = x.code))",
        "a version follows a procedure of its own kind and organisation with the minimum of steps",
        lock="SELECT 1 FROM core_procedure WHERE id = NEW.procedure_id FOR UPDATE",
    ),
    Guard(
        "core_stepdone_in_order",
        "core_stepdone",
        ("INSERT",),
        "NOT EXISTS (SELECT 1 FROM core_procedurestep s "
        "JOIN core_version v ON v.procedure_id = s.procedure_id "
        "WHERE v.id = NEW.version_id AND s.id = NEW.step_id) "
        f"OR EXISTS ({_UNDONE.format(which=_EARLIER, by='done_at')})",
        "a step belongs to the version's procedure and follows the steps before it",
    ),
    Guard(
        "core_stepdone_after_version",
        "core_stepdone",
        ("INSERT",),
        "EXISTS (SELECT 1 FROM core_version WHERE id = NEW.version_id AND created_at > NEW.done_at)",
        "no step was done before its version was written",
    ),
    Guard(
        "core_closure_complete",
        "core_closure",
        ("INSERT",),
        "NOT EXISTS (SELECT 1 FROM core_version WHERE id = NEW.version_id) "
        f"OR EXISTS ({_UNDONE.format(which='', by='closed_at')})",
        "a version is closed only when all its steps are done",
    ),
    Guard(
        "core_activation_closed",
        "core_activation",
        ("INSERT",),
        "NOT EXISTS (SELECT 1 FROM core_closure WHERE id = NEW.closure_id AND closed_at <= NEW.starts_at)",
        "only a closed version is activated, and not for the time before its closure",
    ),
    Guard(
        "core_activation_alone",
        "core_activation",
        ("INSERT", "UPDATE"),
        "EXISTS (SELECT 1 FROM core_activation a JOIN core_closure c ON c.id = a.closure_id "
        f"JOIN core_version v ON v.id = c.version_id WHERE v.matter_id = ({_MATTER}) AND a.uuid <> NEW.uuid "
        "AND (a.ends_at IS NULL OR a.ends_at > NEW.starts_at) "
        "AND (NEW.ends_at IS NULL OR a.starts_at < NEW.ends_at))",
        "one version of a matter is in force at a time",
        lock=f"SELECT 1 FROM core_matter WHERE id = ({_MATTER}) FOR UPDATE",
    ),
)
