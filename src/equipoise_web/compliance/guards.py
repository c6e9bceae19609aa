"""Nothing is published unchecked or while something must be fixed, and a checked roster stays as it is."""

from __future__ import annotations

from equipoise_web.compliance.models import Check, Finding
from equipoise_web.core.triggers import Guard, register, unchanging

_KEPT = "EXISTS (SELECT 1 FROM scheduling_publication p WHERE p.roster_id = {roster})"
_OF_CHECK = "(SELECT roster_id FROM compliance_check WHERE id = OLD.check_made_id)"


register(
    unchanging(Check),
    unchanging(Finding),
    Guard(
        "compliance_check_kept",
        "compliance_check",
        ("DELETE",),
        _KEPT.format(roster="OLD.roster_id"),
        "the check of a published roster stays",
    ),
    Guard(
        "compliance_finding_kept",
        "compliance_finding",
        ("DELETE",),
        _KEPT.format(roster=_OF_CHECK),
        "the findings of a published roster stay",
    ),
    Guard(
        "compliance_roster_frozen",
        "scheduling_stretch",
        ("INSERT",),
        "NEW.added_by_id IS NULL AND "
        "EXISTS (SELECT 1 FROM compliance_check c WHERE c.roster_id = NEW.roster_id)",
        "a checked roster gets no further rows; make another one",
    ),
    Guard(
        "compliance_roster_whole",
        "scheduling_stretch",
        ("DELETE",),
        "EXISTS (SELECT 1 FROM compliance_check c WHERE c.roster_id = OLD.roster_id)",
        "the rows of a checked roster stay; make another one",
    ),
    Guard(
        "compliance_publication_checked",
        "scheduling_publication",
        ("INSERT",),
        "NOT EXISTS (SELECT 1 FROM compliance_check c WHERE c.roster_id = NEW.roster_id "
        "AND c.amendment_id IS NULL AND c.blocking = 0) "
        "OR EXISTS (SELECT 1 FROM compliance_check c JOIN compliance_finding f ON f.check_made_id = c.id "
        "WHERE c.roster_id = NEW.roster_id AND c.amendment_id IS NULL "
        "AND f.severity = 'block' AND f.result = 'fail')",
        "a roster is published when the independent checker found nothing that must be fixed",
    ),
)
