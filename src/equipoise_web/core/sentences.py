"""What a notification says: a template for each kind, filled and translated when it is read.

Of the data, a key that ends in ``_at`` holds an instant (ISO 8601 with offset), one in ``_on`` a date; they
are shown as the reader's language writes them, instants in his time zone.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from equipoise_web.core.models import Notification
from equipoise_web.core.templatetags.equipoise_times import clock, day

if TYPE_CHECKING:
    from django.utils.functional import Promise

_templates: dict[str, Promise | str] = {}


def register_sentence(kind: str, template: Promise | str) -> None:
    """Give the sentence of a kind of notification, with named placeholders: ``%(day_on)s``."""
    if kind in _templates:
        raise ValueError(f"the sentence of {kind} exists already")
    _templates[kind] = template


def sentence(notification: Notification, zone: str) -> str:
    """What the notification says, in the language that is active; times in the IANA zone ``zone``."""
    template = _templates.get(notification.kind)
    if template is None:
        return str(_("Something changed that concerns you."))
    data = json.loads(notification.data)
    return str(template) % {key: _shown(key, value, zone) for key, value in data.items()}


def _shown(key: str, value: Any, zone: str) -> Any:
    if key.endswith("_at"):
        at = datetime.fromisoformat(value)
        return f"{day(at, zone)} {clock(at, zone)}"
    if key.endswith("_on"):
        return day(date.fromisoformat(value))
    return value


register_sentence("job.failed", _("A job that you asked for failed. You can see what was tried."))
register_sentence(
    "token.created", _("An access key for programs was made in your name. It ends on %(expires_at)s.")
)
register_sentence(
    "login.address_changed",
    _("Your organisation's directory changed the e-mail address by which you sign in."),
)
register_sentence("token.revoked", _("An access key of yours was revoked and opens nothing any more."))
