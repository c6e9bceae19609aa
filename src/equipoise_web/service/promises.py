"""What customers may expect of a queue, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from equipoise_web.core.templatetags.equipoise_figures import number, percent
from equipoise_web.service.models.queue import Channel, Definition

DEFERRED = frozenset({Channel.EMAIL.value, Channel.CALLBACK.value, Channel.BACKOFFICE.value})
CONTACTS = {
    Channel.VOICE.value: gettext_lazy("calls"),
    Channel.CHAT.value: gettext_lazy("chats"),
    Channel.EMAIL.value: gettext_lazy("e-mails"),
    Channel.CALLBACK.value: gettext_lazy("callbacks"),
    Channel.OUTBOUND.value: gettext_lazy("outbound calls"),
    Channel.BACKOFFICE.value: gettext_lazy("cases"),
}
OF = {
    Definition.OFFERED.value: gettext_lazy("of all offered"),
    Definition.LESS_SHORT.value: gettext_lazy("of all offered except those abandoned in that time"),
    Definition.PLUS_SHORT.value: gettext_lazy(
        "of all offered; those abandoned in that time count as answered"
    ),
    Definition.ANSWERED.value: gettext_lazy("of all answered"),
}


def promise(target: Mapping[str, Any]) -> str:
    """The service level of a queue's values, or of a requirement's ``targets``, as a sentence part."""
    channel = target["channel"]
    if channel in DEFERRED:
        return _deferred(target, channel)
    if channel == Channel.OUTBOUND:
        return _("outbound calls, when there is room")
    return _immediate(target, channel)


def _immediate(target: Mapping[str, Any], channel: str) -> str:
    words = {
        "share": percent(target["share"]),
        "contacts": CONTACTS[channel],
        "seconds": number(target["answered_within_s"]),
        "of": OF[target["definition"]],
        "floor": percent(target["floor_share"]),
    }
    if target["floor_share"]:
        return (
            _(
                "%(share)s of %(contacts)s answered within %(seconds)s s, %(of)s; "
                "never below %(floor)s in an interval"
            )
            % words
        )
    return _("%(share)s of %(contacts)s answered within %(seconds)s s, %(of)s") % words


def _deferred(target: Mapping[str, Any], channel: str) -> str:
    hours, contacts = target.get("deadline_h"), CONTACTS[channel]
    if hours is None:
        return _("all %(contacts)s handled by their deadline") % {"contacts": contacts}
    text = ngettext(
        "all %(contacts)s handled within %(hours)s hour",
        "all %(contacts)s handled within %(hours)s hours",
        1 if hours == 1 else 2,
    )
    return text % {"contacts": contacts, "hours": number(hours, 0 if hours == int(hours) else 1)}
