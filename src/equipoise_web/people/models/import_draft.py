"""Files about people on their way in: what they would change, shown before anything is changed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from equipoise_web.core.models import Centre, Person
from equipoise_web.core.models.base import PublicModel


class ImportDraft(PublicModel):
    """Files brought in together, compared with the rows and applied as shown, or dropped.

    ``files`` lists ``{"name", "sha256", "bytes"}``; ``content`` holds what they say as tables, and
    ``difference`` what each row would do. Both are emptied when the draft ends: they may hold pay and health.
    ``counts`` stays.
    """

    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="people_imports")
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    files = models.JSONField(default=list)
    content = models.JSONField(default=list)
    difference = models.JSONField(default=list)
    counts = models.JSONField(default=dict)
    applied_at = models.DateTimeField(null=True, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(applied_at__isnull=True) | Q(dropped_at__isnull=True),
                name="people_import_one_end",
            ),
        )

    def __str__(self) -> str:
        return ", ".join(file["name"] for file in self.files)
