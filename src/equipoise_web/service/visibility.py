"""Who sees queues, history, forecasts and requirements: facts about contacts, not about people."""

from __future__ import annotations

from django.db.models import Q

from equipoise_web.core.access import Content, Standing, visibility
from equipoise_web.core.models import Centre
from equipoise_web.core.roles import Role
from equipoise_web.service import models

# What customers are promised and what is expected is open to everybody of the centre; the raw files are not.
READ_SERVICE = tuple(role for role in Role if role is not Role.ADMINISTRATOR)
READ_FILES = (Role.PLANNER, Role.AUDITOR)


def of_centre(path: str, standing: Standing, *roles: Role, home: bool = False) -> Q:
    """Condition on rows whose ``path`` leads to a centre that one of the roles reaches, or to one's own."""
    reached = standing.centres(*roles) | standing.home_centres() if home else standing.centres(*roles)
    return Q(**{f"{path}__in": Centre.objects.filter(reached).values("pk")})


@visibility(models.CentreSettings, Content.STRUCTURE)
def settings(standing: Standing) -> Q:
    """Everybody of the centre."""
    return of_centre("centre", standing, *Role, home=True)


@visibility(models.Queue, Content.STRUCTURE)
def queues(standing: Standing) -> Q:
    """Everybody of the centre."""
    return of_centre("centre", standing, *Role, home=True)


@visibility(models.HistoryImport, Content.STRUCTURE)
def imports(standing: Standing) -> Q:
    """Planner and auditor of the centre."""
    return of_centre("centre", standing, *READ_FILES)


@visibility(models.Forecast, Content.STRUCTURE)
def forecasts(standing: Standing) -> Q:
    """Every role over the centre but administrator."""
    return of_centre("centre", standing, *READ_SERVICE)


@visibility(models.Requirement, Content.STRUCTURE)
def requirements(standing: Standing) -> Q:
    """Every role over the centre but administrator."""
    return of_centre("forecast__centre", standing, *READ_SERVICE)
