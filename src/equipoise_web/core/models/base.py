"""What all rows share: a public identifier, and a default manager that knows who is looking."""

from __future__ import annotations

import uuid
from typing import Any
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from equipoise_web.core.access.visibility import VisibleQuerySet


def valid_zone(name: str) -> None:
    """Refuse a name that is no IANA time zone."""
    if name not in available_timezones():
        raise ValidationError(_("%(zone)s is not an IANA time zone") % {"zone": name})


class PublicModel(models.Model):
    """A row whose number never leaves the system; addresses and files carry its UUID."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = VisibleQuerySet.as_manager()

    class Meta:
        abstract = True


class ZoneField(models.CharField):  # type: ignore[type-arg]  # not generic at run time
    """Name of an IANA time zone; to migrations a plain text column."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"max_length": 64, "validators": [valid_zone], **kwargs})

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        del kwargs["validators"]
        return name, "django.db.models.CharField", args, kwargs
