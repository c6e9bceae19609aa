"""Rows of the people app."""

from equipoise_web.people.models.contract import Contract, ContractType
from equipoise_web.people.models.fact import Fact, FactName, HealthFact, HealthFactName
from equipoise_web.people.models.hours import HoursEntry, HoursKind, LeaveAccount
from equipoise_web.people.models.import_draft import ImportDraft
from equipoise_web.people.models.pay import PayBand
from equipoise_web.people.models.restriction import Restriction, RestrictionKind, Weekday
from equipoise_web.people.models.worker import Skill, Worker

__all__ = [
    "Contract",
    "ContractType",
    "Fact",
    "FactName",
    "HealthFact",
    "HealthFactName",
    "HoursEntry",
    "HoursKind",
    "ImportDraft",
    "LeaveAccount",
    "PayBand",
    "Restriction",
    "RestrictionKind",
    "Skill",
    "Weekday",
    "Worker",
]
