"""Who sees notifications and tokens."""

from __future__ import annotations

from django.db.models import Q

from equipoise_web.core import models
from equipoise_web.core.access import Content, Standing, visibility
from equipoise_web.core.roles import Role


@visibility(models.Notification, Content.RECORD)
def notifications(standing: Standing) -> Q:
    """One's own and nobody else's, whatever the role."""
    return Q(person=standing.person_id)


@visibility(models.ApiToken, Content.DIRECTORY)
def api_tokens(standing: Standing) -> Q:
    """One's own; an administrator those of the people in his scope."""
    seen = models.Person.objects.filter(standing.members(Role.ADMINISTRATOR))
    return Q(person=standing.person_id) | Q(person__in=seen)
