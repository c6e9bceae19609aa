"""What must be fixed stands by a dispensation alone; who gave one, why, and what was owed never changes."""

from __future__ import annotations

from equipoise_web.compliance.models import Dispensation, SelfCheck, SelfCheckRemark, Settlement
from equipoise_web.core.triggers import Guard, append_only, register

_MUST = "f.check_made_id = c.id AND f.severity = 'block' AND f.result = 'fail'"
# A dispensation covers a finding of the same roster, rule, worker and beginning that is no graver.
_COVERED = (
    "EXISTS (SELECT 1 FROM compliance_dispensation d WHERE d.roster_id = c.roster_id "
    "AND d.worker_id = f.worker_id AND d.rule = f.rule AND d.starts_at = f.starts_at "
    'AND COALESCE(ABS(f.measured - f."limit"), 0) <= COALESCE(ABS(d.measured - d."limit"), 0))'
)


def standing_in_the_way(which: str, besides: str = "") -> str:
    """SQL: the check ``c`` is missing, lacks some of its findings, or one of them has no dispensation.

    ``which`` chooses the check; ``besides`` takes findings ``f`` out.
    """
    return (
        f"NOT EXISTS (SELECT 1 FROM compliance_check c WHERE {which} AND c.blocking = "
        f"(SELECT COUNT(*) FROM compliance_finding f WHERE {_MUST})) "
        "OR EXISTS (SELECT 1 FROM compliance_check c JOIN compliance_finding f ON f.check_made_id = c.id "
        f"WHERE {which} AND {_MUST} {besides} AND NOT {_COVERED})"
    )


def _same(column: str) -> str:
    return f'(f."{column}" = NEW."{column}" OR (f."{column}" IS NULL AND NEW."{column}" IS NULL))'


_COPIED = ("worker_id", "rule", "article", "severity", "starts_at", "ends_at", "measured", "limit", "unit")
_LATER = (
    "an amendment takes effect when the checker judged it and each rule it newly breaks has a dispensation"
)


def _after_judgement(event: str, column: str) -> Guard:
    """Rows of an amendment come and go only after its check, and with its dispensations."""
    unjudged = standing_in_the_way(f"c.amendment_id = NEW.{column}", "AND NOT f.stood_before")
    before = f"OLD.{column} IS NULL AND " if event == "UPDATE" else ""
    return Guard(
        f"compliance_amendment_judged_{event.lower()}",
        "scheduling_stretch",
        (event,),
        f"{before}NEW.{column} IS NOT NULL AND ({unjudged})",
        _LATER,
    )


register(
    append_only(Dispensation),
    append_only(Settlement),
    append_only(SelfCheck),
    append_only(SelfCheckRemark),
    _after_judgement("INSERT", "added_by_id"),
    _after_judgement("UPDATE", "removed_by_id"),
    Guard(
        "compliance_dispensation_of_finding",
        "compliance_dispensation",
        ("INSERT",),
        "NOT EXISTS (SELECT 1 FROM compliance_finding f JOIN compliance_check c ON c.id = f.check_made_id "
        "WHERE f.id = NEW.finding_id AND c.roster_id = NEW.roster_id "
        f"AND f.severity = 'block' AND f.result = 'fail' AND {' AND '.join(map(_same, _COPIED))})",
        "a dispensation is of one finding that must be fixed, and says what that finding says",
    ),
    Guard(
        "compliance_dispensation_grounds",
        "compliance_dispensation",
        ("INSERT",),
        "TRIM(NEW.reason) = '' OR TRIM(NEW.clause) = '' "
        "OR (NEW.compensation <> '' AND TRIM(NEW.compensation) = '')",
        "a dispensation gives its reason, its clause and its compensation in words",
    ),
    Guard(
        "compliance_dispensation_by_planner",
        "compliance_dispensation",
        ("INSERT",),
        "NEW.role <> 'planner' OR NOT EXISTS (SELECT 1 FROM core_roleassignment a "
        "JOIN scheduling_roster r ON r.id = NEW.roster_id JOIN core_centre c ON c.id = r.centre_id "
        "WHERE a.person_id = NEW.granted_by_id AND a.role = NEW.role AND a.starts_at <= NEW.granted_at "
        "AND (a.ends_at IS NULL OR a.ends_at > NEW.granted_at) "
        "AND (a.centre_id = c.id OR a.organisation_id = c.organisation_id))",
        "a dispensation is given by a planner of the whole centre",
    ),
    Guard(
        "compliance_settlement_owed",
        "compliance_settlement",
        ("INSERT",),
        "TRIM(NEW.how) = '' OR NOT EXISTS (SELECT 1 FROM compliance_dispensation d "
        "WHERE d.id = NEW.dispensation_id AND d.due_on IS NOT NULL)",
        "what is settled was owed, and how is said in words",
    ),
)
