"""A notification says what it said, a reading stays, a token opens what it was made for and no more."""

from __future__ import annotations

from equipoise_web.core import models
from equipoise_web.core.triggers import Guard, append_only, changed, fixed, kept, register

register(
    append_only(models.Reading),
    kept(models.EventClock),
    fixed(
        models.Notification, "id", "uuid", "person_id", "kind", "data", "link", "link_arguments", "created_at"
    ),
    kept(models.ApiToken),
    fixed(
        models.ApiToken,
        *("id", "uuid", "person_id", "fingerprint", "purpose", "scopes", "expires_at", "created_at"),
    ),
    Guard(
        "core_apitoken_revoked",
        "core_apitoken",
        ("UPDATE",),
        f"OLD.revoked_at IS NOT NULL AND {changed('revoked_at')}",
        "a token that was revoked stays revoked",
    ),
)
