"""Words, letters and pictures of sources, severities and activities; one place for all pages."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy


@dataclass(frozen=True)
class Severity:
    """How much a finding asks: its picture, its word, and the word after a number."""

    css: str
    icon: str
    word: Promise
    counted: Promise


SOURCES: dict[str, Promise] = {
    "law": _("law"),
    "agreement": _("agreement"),
    "guidance": _("guidance"),
    "local": _("local choice"),
    "charter": _("charter"),
}

MUST_BE_FIXED = Severity(
    "block",
    "exclamation-circle-fill",
    _("must be fixed"),
    ngettext_lazy("%(n)s must be fixed", "%(n)s must be fixed", "n"),
)
ASKS = Severity(
    "gate",
    "hourglass-split",
    _("asks consent or advice"),
    ngettext_lazy("%(n)s asks consent or advice", "%(n)s ask consent or advice", "n"),
)
NOTE = Severity("note", "info-circle", _("note"), ngettext_lazy("%(n)s note", "%(n)s notes", "n"))
UNDETERMINED = Severity(
    "undetermined",
    "question-lg",
    _("undetermined"),
    ngettext_lazy("%(n)s undetermined", "%(n)s undetermined", "n"),
)
SEVERITIES = {
    "block": MUST_BE_FIXED,
    "gate": ASKS,
    "warn": NOTE,
    "note": NOTE,
    "undetermined": UNDETERMINED,
}


@dataclass(frozen=True)
class Activity:
    """A kind of time on a roster: its class, its letter in a bar, and its name."""

    css: str
    letter: str | Promise
    word: Promise


ACTIVITIES = {
    "queue": Activity("act-queue", "", _("On queue")),
    "break": Activity("act-break", pgettext_lazy("letter of a break", "B"), _("Break")),
    "meal": Activity("act-meal", pgettext_lazy("letter of a meal", "M"), _("Meal")),
    "meeting": Activity("act-meeting", pgettext_lazy("letters of a meeting", "Mt"), _("Meeting")),
    "training": Activity("act-training", pgettext_lazy("letter of training", "T"), _("Training")),
    "coaching": Activity("act-coaching", pgettext_lazy("letter of coaching", "C"), _("Coaching")),
    "protected": Activity("act-protected", pgettext_lazy("letter of protected time", "P"), _("Protected")),
    "leave": Activity("act-leave", pgettext_lazy("letter of leave", "L"), _("Leave")),
    "on_call": Activity("act-off", pgettext_lazy("letters of on-call duty", "OC"), _("On call")),
    "off": Activity("act-off", "", _("Day off")),
}
# Other names of the same kinds, as rosters and files have them. Why somebody is away is never told apart.
ACTIVITIES |= {
    "work": ACTIVITIES["queue"],
    "representation": ACTIVITIES["protected"],
    "absence": ACTIVITIES["leave"],
    "sick": ACTIVITIES["leave"],
}
