"""What was recorded stays as it was recorded."""

from __future__ import annotations

from equipoise_web.core import models
from equipoise_web.core.triggers import append_only, register

register(
    append_only(models.AuditEntry),
    append_only(models.AuditBatch),
    append_only(models.AuditSeal),
    append_only(models.AuditCheckpoint),
)
