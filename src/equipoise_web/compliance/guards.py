"""Nothing is published unchecked or while something must be fixed, and a checked roster stays as it is."""

from __future__ import annotations

from equipoise_web.compliance.dispensation_guards import standing_in_the_way
from equipoise_web.compliance.models import (
    Check,
    Confirmation,
    ConfirmationWithdrawn,
    Finding,
    PackReview,
    RuleSource,
)
from equipoise_web.core.triggers import Guard, append_only, fixed, kept, register, unchanging

_KEPT = "EXISTS (SELECT 1 FROM scheduling_publication p WHERE p.roster_id = {roster})"
_OF_CHECK = "(SELECT roster_id FROM compliance_check WHERE id = OLD.check_made_id)"


register(
    unchanging(Check),
    unchanging(Finding),
    append_only(Confirmation),
    append_only(ConfirmationWithdrawn),
    append_only(PackReview),
    kept(RuleSource),
    fixed(RuleSource, "id", "uuid", "centre_id", "matter_id", "name", "by_law"),
    Guard(
        "compliance_rulesource_gated",
        "compliance_rulesource",
        ("INSERT",),
        "NOT EXISTS (SELECT 1 FROM core_matter m JOIN core_gatedkind k ON k.id = m.kind_id "
        "JOIN core_centre c ON c.organisation_id = m.organisation_id "
        "WHERE m.id = NEW.matter_id AND c.id = NEW.centre_id "
        "AND k.code = CASE WHEN NEW.by_law THEN 'law_pack' ELSE 'rule_overlay' END) "
        "OR EXISTS (SELECT 1 FROM core_version v WHERE v.matter_id = NEW.matter_id)",
        "rules of a centre are a gated matter of its organisation that has no version yet",
    ),
    Guard(
        "compliance_law_as_it_stands",
        "core_version",
        ("INSERT",),
        "EXISTS (SELECT 1 FROM compliance_rulesource s WHERE s.matter_id = NEW.matter_id AND s.by_law "
        "AND NEW.content <> '{\"pack\":\"' || s.name || '\"}')",
        "by the gate of law a pack holds as it stands; what else is agreed is consulted on",
    ),
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
        standing_in_the_way("c.roster_id = NEW.roster_id AND c.amendment_id IS NULL"),
        "a roster is published when all that the independent checker found must be fixed has a dispensation",
    ),
)
