"""No role and no membership reaches into another organisation, and no place or person moves to one."""

from __future__ import annotations

from equipoise_web.core import models
from equipoise_web.core.triggers import Guard, fixed, register

_PERSONS = "(SELECT organisation_id FROM core_person WHERE id = NEW.person_id)"
_OF_SITE = "SELECT c.organisation_id FROM core_site s JOIN core_centre c ON c.id = s.centre_id WHERE s.id = "
_OF_TEAM = (
    "SELECT c.organisation_id FROM core_team t JOIN core_site s ON s.id = t.site_id "
    "JOIN core_centre c ON c.id = s.centre_id WHERE t.id = "
)
_PLACES = (
    "COALESCE(NEW.organisation_id, (SELECT organisation_id FROM core_centre WHERE id = NEW.centre_id), "
    f"({_OF_SITE}NEW.site_id), ({_OF_TEAM}NEW.team_id), -1)"
)

register(
    fixed(models.Person, "id", "uuid", "organisation_id"),
    fixed(models.Centre, "id", "uuid", "organisation_id"),
    fixed(models.Site, "id", "uuid", "centre_id"),
    fixed(models.Team, "id", "uuid", "site_id"),
    Guard(
        "core_roleassignment_own_organisation",
        "core_roleassignment",
        ("INSERT", "UPDATE"),
        f"COALESCE({_PERSONS}, -2) <> {_PLACES}",
        "a role reaches no other organisation than its holder's",
    ),
    Guard(
        "core_membership_own_organisation",
        "core_membership",
        ("INSERT", "UPDATE"),
        f"COALESCE({_PERSONS}, -2) <> COALESCE(({_OF_TEAM}NEW.team_id), -1)",
        "a person joins no team of another organisation",
    ),
)
