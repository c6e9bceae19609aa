"""A matter that is gated, and its immutable versions."""

from __future__ import annotations

import json
from typing import Any

from django.db import models

from equipoise_web.core.canonical import canonical, sha256_hex
from equipoise_web.core.models.base import PublicModel
from equipoise_web.core.models.organisation import Organisation
from equipoise_web.core.models.person import Person
from equipoise_web.core.models.procedures import GatedKind, Procedure


class Matter(PublicModel):
    """One gated thing over time: *the* target policy of an organisation, *a* monitoring system.

    Without organisation it belongs to the installation and is seen by all.
    """

    kind = models.ForeignKey(GatedKind, on_delete=models.PROTECT, related_name="matters")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.CharField(max_length=200)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("kind", "organisation", "name"), name="core_matter_name"),
            models.UniqueConstraint(
                fields=("kind", "name"), condition=models.Q(organisation=None), name="core_matter_name_of_all"
            ),
        )

    def __str__(self) -> str:
        return self.name


class ContentHashField(models.CharField):  # type: ignore[type-arg]  # not generic at run time
    """SHA-256 of the row's content, computed as the row is written, by ``save`` and ``bulk_create`` alike."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"max_length": 64, "editable": False, **kwargs})

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        value = sha256_hex(model_instance.content.encode())  # type: ignore[attr-defined]
        setattr(model_instance, self.attname, value)
        return value

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


class Version(PublicModel):
    """One immutable wording of a matter; it has no effect until it is closed and activated."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="versions")
    content = models.TextField()
    content_hash = ContentHashField()
    author = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("matter", "number"), name="core_version_number"),)

    def __str__(self) -> str:
        return f"{self.matter} version {self.number}"

    @property
    def data(self) -> Any:
        """The content as values."""
        return json.loads(self.content)

    def is_intact(self) -> bool:
        """Whether content and hash agree, and the content is in canonical form."""
        return self.content_hash == sha256_hex(self.content.encode()) and self.content == canonical(self.data)
