"""The roles that a person can hold, and which of them are mandates."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    PLANNER = "planner", _("Planner")
    TEAM_LEADER = "team_leader", _("Team leader")
    AGENT = "agent", _("Agent")
    REPRESENTATIVE = "representative", _("Representative")
    AUDITOR = "auditor", _("Auditor")
    HR = "hr", _("HR")
    EVALUATOR = "evaluator", _("Evaluator")
    ADMINISTRATOR = "administrator", _("Administrator")


# A mandate is given for a term, by election or by contract, and ends by itself.
MANDATES = (Role.REPRESENTATIVE, Role.AUDITOR)
# A role that reads and never changes anything.
READ_ONLY = (Role.AUDITOR,)
