"""Rows of the core app."""

from equipoise_web.core.models.api_token import ApiToken
from equipoise_web.core.models.audit import AuditBatch, AuditCheckpoint, AuditEntry, AuditSeal
from equipoise_web.core.models.closures import Activation, Closure, StepDone
from equipoise_web.core.models.demo import DemoAccount
from equipoise_web.core.models.event import Event, EventClock
from equipoise_web.core.models.notification import Notification
from equipoise_web.core.models.organisation import Centre, Organisation, Site, Team
from equipoise_web.core.models.person import Membership, Person, Theme
from equipoise_web.core.models.procedures import GatedKind, MinimumStep, Procedure, ProcedureStep
from equipoise_web.core.models.reading import Purpose, Reading
from equipoise_web.core.models.role import RoleAssignment
from equipoise_web.core.models.run import CatchUp, Run, RunState, Schedule
from equipoise_web.core.models.user import User
from equipoise_web.core.models.versions import Matter, Version

__all__ = [
    "Activation",
    "ApiToken",
    "AuditBatch",
    "AuditCheckpoint",
    "AuditEntry",
    "AuditSeal",
    "CatchUp",
    "Centre",
    "Closure",
    "DemoAccount",
    "Event",
    "EventClock",
    "GatedKind",
    "Matter",
    "Membership",
    "MinimumStep",
    "Notification",
    "Organisation",
    "Person",
    "Procedure",
    "ProcedureStep",
    "Purpose",
    "Reading",
    "RoleAssignment",
    "Run",
    "RunState",
    "Schedule",
    "Site",
    "StepDone",
    "Team",
    "Theme",
    "User",
    "Version",
]
