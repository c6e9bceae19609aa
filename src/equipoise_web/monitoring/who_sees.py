"""Which role sees what about a worker, in words. A test compares each line with the access layer."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from equipoise_web.core.roles import Role


@dataclass(frozen=True)
class Line:
    """A kind of record and the roles that see it of the people in their scope; you see it always."""

    what: Promise
    model: str
    roles: tuple[Role, ...]
    also: Promise | None = None


EVERYONE_AT_WORK = tuple(role for role in Role if role is not Role.AGENT)
PLANNED = (Role.PLANNER, Role.TEAM_LEADER, Role.HR, Role.REPRESENTATIVE, Role.AUDITOR)

LINES = (
    Line(_("Your name and team"), "core.Person", EVERYONE_AT_WORK, _("Colleagues of your team")),
    Line(_("Your roles"), "core.RoleAssignment", (Role.ADMINISTRATOR, Role.HR, Role.AUDITOR)),
    Line(_("Your e-mail address and when you signed in last"), "core.User", (Role.ADMINISTRATOR, Role.HR)),
    Line(_("Your published shifts"), "scheduling.Stretch", PLANNED),
    Line(_("Changes of your shifts, and who asked for them"), "scheduling.Amendment", PLANNED),
    Line(_("Your contract hours"), "people.Contract", (Role.PLANNER, Role.HR, Role.AUDITOR)),
    Line(_("Your skills"), "people.Skill", (Role.PLANNER, Role.TEAM_LEADER, Role.HR, Role.AUDITOR)),
    Line(_("Your restrictions"), "people.Restriction", (Role.PLANNER, Role.TEAM_LEADER, Role.HR)),
    Line(
        _("What is on file about you and not about health"),
        "people.Fact",
        (Role.PLANNER, Role.HR, Role.AUDITOR),
        _("Hours with another employer: HR alone"),
    ),
    Line(_("What is on file about health and birth"), "people.HealthFact", (Role.HR,)),
    Line(_("Your pay band"), "people.PayBand", (Role.HR,)),
    Line(_("Your hours account"), "people.HoursEntry", (Role.PLANNER, Role.HR, Role.AUDITOR)),
    Line(_("Your leave accounts"), "people.LeaveAccount", (Role.PLANNER, Role.HR, Role.AUDITOR)),
    Line(_("When you can and cannot work"), "scheduling.Availability", (Role.PLANNER, Role.TEAM_LEADER)),
    Line(_("Your leave and absences"), "scheduling.Absence", (Role.PLANNER, Role.TEAM_LEADER, Role.HR)),
    Line(_("Your wishes"), "scheduling.Preference", (Role.PLANNER,)),
    Line(_("What you were told about monitoring"), "monitoring.Notice", (Role.TEAM_LEADER, Role.HR)),
    Line(_("What a monitoring system recorded about you"), "monitoring.Observation", (Role.TEAM_LEADER,)),
    Line(_("Your calendar addresses"), "scheduling.CalendarFeed", ()),
    Line(_("Your notices"), "core.Notification", ()),
)
