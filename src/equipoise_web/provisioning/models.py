"""What a directory said of a person."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from equipoise_web.core.models import Organisation, Person
from equipoise_web.core.models.base import PublicModel


class Provisioned(PublicModel):
    """A person as the directory knows him; gone from there with ``removed_at``, never from here.

    ``document`` is JSON: the attributes of ``resources.User`` that the directory sent. ``external_id`` stands
    beside it to be found by, and so does ``user_name_key``, by which two user names are compared.
    """

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="provisioned")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    user_name_key = models.CharField(max_length=254)
    external_id = models.CharField(max_length=254, blank=True)
    document = models.TextField()
    changed_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "provisioned"
        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "user_name_key"),
                condition=Q(removed_at__isnull=True),
                name="provisioning_user_name",
            ),
        )
        indexes = (models.Index(fields=("organisation", "external_id"), name="provisioning_external_id"),)

    def __str__(self) -> str:
        return str(self.person)
