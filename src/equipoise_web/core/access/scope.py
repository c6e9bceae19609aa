"""The commonest rule of visibility: one's own, and that of the people in one's scope."""

from __future__ import annotations

from django.db.models import Q

from equipoise_web.core.access.standing import Standing
from equipoise_web.core.roles import Role


def own_or(standing: Standing, path: str, *roles: Role) -> Q:
    """Condition on rows whose ``path`` leads to oneself or to a person in the scope of one of the roles."""
    from equipoise_web.core.models import Person

    scope = Person.objects.filter(standing.members(*roles)).values("pk")
    return Q(**{path: standing.person_id}) | Q(**{f"{path}__in": scope})
