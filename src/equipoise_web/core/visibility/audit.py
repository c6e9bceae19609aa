"""Who reads the audit."""

from __future__ import annotations

from django.db.models import Q

from equipoise_web.core import models
from equipoise_web.core.access import Content, Standing, visibility
from equipoise_web.core.roles import Role


@visibility(models.AuditEntry, Content.RECORD)
def audit_entries(standing: Standing) -> Q:
    """An auditor of the whole organisation reads its audit; everybody reads his own entries."""
    whole = [
        grant.place
        for grant in standing.grants
        if (grant.role, grant.scope) == (Role.AUDITOR, "organisation")
    ]
    own = models.Person.objects.filter(pk=standing.person_id or 0).values("uuid")
    return Q(organisation__in=whole) | Q(actor__in=own) | Q(object_uuid__in=own)
