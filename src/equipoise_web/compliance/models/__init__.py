"""Rows of the compliance app."""

from equipoise_web.compliance.models.check import Check, Finding
from equipoise_web.compliance.models.confirmation import Confirmation, ConfirmationWithdrawn
from equipoise_web.compliance.models.dispensation import NO_CLAUSE, Cause, Dispensation, Settlement
from equipoise_web.compliance.models.ilo import Answer, Category, SelfCheck, SelfCheckRemark
from equipoise_web.compliance.models.review import PackReview
from equipoise_web.compliance.models.rule_source import BY_GATE, BY_LAW, RuleSource

__all__ = [
    "BY_GATE",
    "BY_LAW",
    "NO_CLAUSE",
    "Answer",
    "Category",
    "Cause",
    "Check",
    "Confirmation",
    "ConfirmationWithdrawn",
    "Dispensation",
    "Finding",
    "PackReview",
    "RuleSource",
    "SelfCheck",
    "SelfCheckRemark",
    "Settlement",
]
