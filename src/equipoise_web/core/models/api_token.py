"""A key with which a program acts for a person."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from equipoise_web.core.models.base import PublicModel
from equipoise_web.core.models.person import Person


class ApiToken(PublicModel):
    """The fingerprint of a secret that was shown once. It opens no more than its person may see and do.

    ``hint`` is the beginning of the secret, by which its owner recognises it. ``scopes`` is a JSON list.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="api_tokens")
    fingerprint = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=12)
    purpose = models.CharField(max_length=200)
    scopes = models.TextField()
    expires_at = models.DateTimeField()
    last_used_on = models.DateField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (models.CheckConstraint(condition=~Q(purpose=""), name="core_apitoken_purpose"),)

    def __str__(self) -> str:
        return f"{self.hint}… of {self.person}"
