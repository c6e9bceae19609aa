"""What waits for a person whom a system may record and who has not been told of it."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from equipoise_web.core.navigation import count_beside
from equipoise_web.core.needs import Need, Source, needs_of
from equipoise_web.core.present import person_of
from equipoise_web.core.roles import Role
from equipoise_web.monitoring.queries.said import said
from equipoise_web.monitoring.queries.told import undelivered


@needs_of(*Role)
def notices(request: HttpRequest) -> Iterator[Need]:
    """Descriptions in force that the person has not been shown."""
    person = person_of(request)
    for _system, version in undelivered(person) if person else ():
        yield Need(
            what=_("Notice: what %(system)s records") % {"system": said(version).title},
            why=_("It may record your work once you have been told."),
            address=reverse("my_recorded"),
            action=_("Read"),
            source=Source("charter", "P12"),
        )


@count_beside("my_rights")
def waiting(request: HttpRequest) -> int:
    """How many notices wait to be read."""
    person = person_of(request)
    return len(undelivered(person)) if person else 0
