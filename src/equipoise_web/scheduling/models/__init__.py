"""Rows of the scheduling app."""

from equipoise_web.scheduling.models.alternative import (
    Alternative,
    AlternativeDay,
    AlternativeStretch,
    DraftAbsence,
    DraftLock,
)
from equipoise_web.scheduling.models.amendment import Amendment, AmendmentKind, Consent
from equipoise_web.scheduling.models.draft import Draft, DraftStretch, DraftWorker, Edit, EditKind
from equipoise_web.scheduling.models.expected import ExpectedInterval, ExpectedService, ExpectedStrain
from equipoise_web.scheduling.models.feed import CalendarFeed
from equipoise_web.scheduling.models.previous import PreviousStretch
from equipoise_web.scheduling.models.publication import Publication
from equipoise_web.scheduling.models.roster import Roster, Stretch
from equipoise_web.scheduling.models.shift_system import ShiftSystem
from equipoise_web.scheduling.models.time import Absence, Availability, Preference

__all__ = [
    "Absence",
    "Alternative",
    "AlternativeDay",
    "AlternativeStretch",
    "Amendment",
    "AmendmentKind",
    "Availability",
    "CalendarFeed",
    "Consent",
    "Draft",
    "DraftAbsence",
    "DraftLock",
    "DraftStretch",
    "DraftWorker",
    "Edit",
    "EditKind",
    "ExpectedInterval",
    "ExpectedService",
    "ExpectedStrain",
    "Preference",
    "PreviousStretch",
    "Publication",
    "Roster",
    "ShiftSystem",
    "Stretch",
]
