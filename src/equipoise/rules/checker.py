"""The independent checker: every rule of every pack against every timeline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from .centre_view import NOTHING, CentreFacts, CentreView, view_of
from .handed_over import lacks, lacks_any, not_judged
from .kinds import CHECKS
from .local import as_date, local_day
from .model import Finding, Findings, Pack, Rule, Timeline, WorkerFacts
from .months import age_on
from .outcome import PASS, UNDETERMINED, Outcome, sentence

BIRTH_DATE = ("birth date is missing", "de geboortedatum ontbreekt")
CONTRACT_HOURS = ("contract hours are missing", "de contracturen ontbreken")


def check(timelines: Iterable[Timeline], packs: Sequence[Pack], centre: CentreFacts = NOTHING) -> Findings:
    """Judge all timelines, and the centre as a whole, by all rules; every layer of law holds.

    Findings are in order of worker, start and rule. ``passed`` counts pairs of a timeline and a
    rule that holds for its worker in the period, with neither a failure nor an open question, and
    rules of the centre as a whole. Rules that lack an input are listed as not judged.
    """
    timelines = tuple(timelines)
    of_centre = _check_centre(view_of(timelines, centre), packs)
    findings: list[Finding] = list(of_centre.findings)
    passed = of_centre.passed
    for timeline in timelines:
        found = check_worker(timeline, packs)
        findings += found.findings
        passed += found.passed
    findings.sort(key=_order)
    return Findings(tuple(findings), _versions(packs), passed, not_judged(packs, timelines, centre))


def _check_centre(view: CentreView | None, packs: Sequence[Pack]) -> Findings:
    findings: list[Finding] = []
    passed = 0
    for rule in (rule for pack in packs for rule in pack.rules if rule.parameters.of_centre):
        if view is None or lacks_any(rule, view.timelines, view.facts):
            continue
        found = [_finding(rule, "", o) for o in CHECKS[rule.kind](view, rule.parameters) if o.result != PASS]
        findings += found
        passed += not found
    return Findings(tuple(findings), _versions(packs), passed)


def check_worker(timeline: Timeline, packs: Sequence[Pack]) -> Findings:
    """Judge one timeline by all rules: what an editor asks for after each change."""
    findings: list[Finding] = []
    passed = 0
    for rule in (rule for pack in packs for rule in pack.rules if not rule.parameters.of_centre):
        if _may_hold(rule, timeline):
            found = [
                _finding(rule, timeline.facts.worker, o)
                for o in _outcomes(rule, timeline)
                if o.result != PASS
            ]
            findings += found
            passed += not found
    return Findings(tuple(sorted(findings, key=_order)), _versions(packs), passed)


def _order(found: Finding) -> tuple[str, int, str, int]:
    return found.worker, found.start_s, found.rule, found.end_s


def _versions(packs: Sequence[Pack]) -> tuple[tuple[str, str], ...]:
    return tuple((pack.id, pack.version) for pack in packs)


def _outcomes(rule: Rule, timeline: Timeline) -> Iterator[Outcome]:
    """What the rule's kind says, as far as the worker's age on the day judged brings it in scope."""
    outcomes = CHECKS[rule.kind](timeline, rule.parameters)
    return _in_scope(rule, timeline, outcomes) if rule.scope.is_personal else outcomes


def _in_scope(rule: Rule, timeline: Timeline, outcomes: Iterator[Outcome]) -> Iterator[Outcome]:
    for outcome in outcomes:
        if not _facts_fit(rule, timeline, outcome):
            continue
        if _hours_unknown(rule, timeline):
            yield outcome if outcome.result == PASS else _unknown(outcome, CONTRACT_HOURS)
        elif not _has_age(rule):
            yield outcome
        elif timeline.facts.birth_date is None:
            yield outcome if outcome.result == PASS else _unknown(outcome, BIRTH_DATE)
        else:
            if _age_fits(rule, _age(timeline.facts, _day_judged(timeline, outcome))):
                yield outcome


def _day_judged(timeline: Timeline, outcome: Outcome) -> int:
    return local_day(timeline.clock, outcome.start_s if outcome.judged_s is None else outcome.judged_s)


def _facts_fit(rule: Rule, timeline: Timeline, outcome: Outcome) -> bool:
    """Whether what the rule asks is on file for the day judged, and what sets it aside is not.

    An open question may stand for several days: it holds if the rule does on any of them.
    """
    scope, has = rule.scope, timeline.facts.has
    if scope.fact is None and scope.unless is None:
        return True
    last = _day_judged(timeline, outcome)
    first = last if outcome.result != UNDETERMINED else local_day(timeline.clock, timeline.from_s)
    return any(
        (scope.fact is None or has(scope.fact, on, scope.fact_months))
        and (scope.unless is None or not has(scope.unless, on))
        for on in map(as_date, range(min(first, last), last + 1))
    )


def _may_hold(rule: Rule, timeline: Timeline) -> bool:
    """Whether the worker's contract, and age on some day of the period, are within the rule's scope."""
    facts, scope = timeline.facts, rule.scope
    if lacks(rule, timeline):
        return False
    if scope.fact is not None and all(fact.name != scope.fact for fact in facts.facts or ()):
        return False
    if scope.contract_types and facts.contract_type not in scope.contract_types:
        return False
    if scope.hours_below is not None and (facts.contract_h_per_week or 0) >= scope.hours_below:
        return False
    if not _has_age(rule) or facts.birth_date is None:
        return True
    youngest, oldest = (
        _age(facts, local_day(timeline.clock, instant)) for instant in (timeline.from_s, timeline.to_s - 1)
    )
    return any(_age_fits(rule, age) for age in range(youngest, oldest + 1))


def _has_age(rule: Rule) -> bool:
    return rule.scope.age_from is not None or rule.scope.age_below is not None


def _age_fits(rule: Rule, age: int) -> bool:
    scope = rule.scope
    is_old_enough = scope.age_from is None or age >= scope.age_from
    return is_old_enough and (scope.age_below is None or age < scope.age_below)


def _age(facts: WorkerFacts, day: int) -> int:
    """Whole years on a local day."""
    assert facts.birth_date is not None
    return age_on(facts.birth_date, as_date(day))


def _hours_unknown(rule: Rule, timeline: Timeline) -> bool:
    return rule.scope.hours_below is not None and timeline.facts.contract_h_per_week is None


def _unknown(outcome: Outcome, missing: tuple[str, str]) -> Outcome:
    """A breach, or an open question, that depends on something nobody wrote down."""
    message = sentence(
        f"Cannot be determined: {missing[0]}.",
        f"Niet vast te stellen: {missing[1]}.",
    )
    if outcome.result == UNDETERMINED:
        message = {language: f"{text} {outcome.message[language]}" for language, text in message.items()}
    return replace(outcome, result=UNDETERMINED, message=message)


def _finding(rule: Rule, worker: str, outcome: Outcome) -> Finding:
    return Finding(
        rule=rule.id,
        article=f"{rule.instrument}, art. {rule.article}",
        jurisdiction=rule.jurisdiction,
        severity=rule.severity,
        result=outcome.result,
        worker=worker,
        start_s=outcome.start_s,
        end_s=outcome.end_s,
        measured=outcome.measured,
        limit=outcome.limit,
        unit=outcome.unit,
        message=outcome.message,
    )
