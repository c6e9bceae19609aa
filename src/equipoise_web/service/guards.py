"""An imported file stays what it was."""

from __future__ import annotations

from equipoise_web.core.triggers import Guard, changed, fixed, kept, register
from equipoise_web.service.models import HistoryImport

_TABLE = HistoryImport._meta.db_table

register(
    kept(HistoryImport),
    fixed(HistoryImport, "id", "uuid", "centre_id", "filename", "sha256", "uploaded_by_id"),
    Guard(
        f"{_TABLE}_content",
        _TABLE,
        ("UPDATE",),
        f"{changed('content')} AND NOT (LENGTH(NEW.content) = 0 AND NEW.applied_at IS NULL)",
        f"{_TABLE}: content never changes; it is dropped where the file cannot be used",
    ),
)
