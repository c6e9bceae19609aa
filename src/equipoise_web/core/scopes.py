"""What a key for programs can be made for. A scope never gives a right: those are its person's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

SCOPES: dict[str, _StrPromise] = {
    "centres:read": _("See centres"),
    "demand:read": _("See queues, forecasts and requirements"),
    "history:read": _("See files of history"),
    "history:write": _("Bring in history"),
    "plans:read": _("See jobs"),
    "plans:write": _("Ask for plans, and stop jobs"),
    "rosters:read": _("See rosters, findings and coverage"),
    "rosters:write": _("Publish rosters, give dispensations and settle them"),
    "people:read": _("See workers"),
    "payroll:read": _("See hours for payroll"),
    "gates:read": _("See changes and their steps"),
    "gates:write": _("Take changes through their gate"),
    "monitoring:read": _("See the register of monitoring systems"),
    "monitoring:write": _("Give notice, and record observations"),
    "me:read": _("See the own roster, notices and calendar addresses"),
    "me:write": _("Mark notices as read, and manage calendar addresses"),
}

# Stands alone in a key that an administrator of the whole organisation makes; nothing else opens SCIM.
PROVISIONING = "provisioning:write"
FOR_ADMINISTRATORS: dict[str, _StrPromise] = {
    PROVISIONING: _("Let a directory add, change and deactivate people (SCIM), and nothing else"),
}
