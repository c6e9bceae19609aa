"""Who sees what a directory said of people."""

from __future__ import annotations

from django.db.models import Q

from equipoise_web.core.access import Content, Standing, visibility
from equipoise_web.core.access.scope import own_or
from equipoise_web.core.roles import Role
from equipoise_web.provisioning.models import Provisioned


@visibility(Provisioned, Content.DIRECTORY)
def provisioned(standing: Standing) -> Q:
    """One's own; an administrator those of the people in his scope."""
    return own_or(standing, "person", Role.ADMINISTRATOR)
