"""Words for what is gated and for the steps of a gate."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

KINDS = {
    "rule_overlay": _("Rules of this centre"),
    "law_pack": _("Law of this centre"),
    "target_policy": _("Target policy"),
    "shift_system": _("Shift system"),
    "monitoring_system": _("Monitoring system"),
    "attendance_norm": _("Attendance norm"),
    "technology": _("Technology"),
    "launch": _("Launch"),
}
STEPS = {
    "basis_recorded": _("Why this law applies recorded"),
    "impact_assessed": _("Risks to people assessed"),
    "affected_named": _("People affected named"),
    "informed": _("Representatives informed in writing"),
    "consulted": _("Representatives consulted"),
    "answered": _("Answered with reasons"),
    "retraining_offered": _("Retraining offered before the start"),
}


def kind_word(code: str) -> str:
    """The word for a gated kind; an organisation's own kind keeps its code."""
    return str(KINDS.get(code, code))


def step_word(code: str) -> str:
    """The words for a step; an organisation's own step keeps its code."""
    return str(STEPS.get(code, code))
