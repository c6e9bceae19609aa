"""The audit: entries written with the change itself, sealed soon after in signed batches."""

from __future__ import annotations

from django.db import models

from equipoise_web.core.models.base import PublicModel
from equipoise_web.core.models.organisation import Organisation


class AuditEntry(PublicModel):
    """Who did what to what. Identifiers and facts only: what people wrote stays out of it."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    actor = models.UUIDField(null=True)
    action = models.CharField(max_length=80)
    object_type = models.CharField(max_length=80)
    object_uuid = models.UUIDField()
    details = models.TextField()

    class Meta:
        verbose_name_plural = "audit entries"
        indexes = (models.Index(fields=("object_type", "object_uuid"), name="core_audit_object"),)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.action}"


class AuditBatch(models.Model):
    """Consecutive positions of the chain, signed together."""

    number = models.PositiveBigIntegerField(primary_key=True)
    first = models.PositiveBigIntegerField(unique=True)
    last = models.PositiveBigIntegerField(unique=True)
    sealed_at = models.CharField(max_length=32)
    chain = models.CharField(max_length=64)
    key = models.CharField(max_length=64)
    signature = models.CharField(max_length=128)

    class Meta:
        verbose_name_plural = "audit batches"

    def __str__(self) -> str:
        return f"batch {self.number}: {self.first} to {self.last}"


class AuditSeal(models.Model):
    """The place of an entry in the chain; positions begin at 0 and have no gap."""

    position = models.PositiveBigIntegerField(primary_key=True)
    entry = models.OneToOneField(AuditEntry, on_delete=models.PROTECT, related_name="seal")
    batch = models.ForeignKey(AuditBatch, on_delete=models.PROTECT, related_name="seals")
    leaf = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.position}: {self.leaf[:12]}"


class AuditCheckpoint(models.Model):
    """The Merkle root over the first ``size`` entries, signed, to be given to witnesses outside."""

    size = models.PositiveBigIntegerField(primary_key=True)
    root = models.CharField(max_length=64)
    peaks = models.TextField()
    made_at = models.CharField(max_length=32)
    key = models.CharField(max_length=64)
    signature = models.CharField(max_length=128)

    def __str__(self) -> str:
        return f"checkpoint over {self.size}"
