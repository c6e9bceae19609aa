"""JSON documents of a plan, as dictionaries that match ``docs/reference/schemas``."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime, timedelta, timezone

from equipoise.forecast.scores import Backtest
from equipoise.plan import Plan
from equipoise.rules.handed_over import FILES
from equipoise.rules.model import Finding, Findings, NotJudged
from equipoise.simulate import QueueOutcome, Simulation
from equipoise.timegrid import LocalClock, Stretch, by_worker, format_instant
from equipoise.timegrid.stretch import OFF_DUTY

from .json_values import Document, distribution, number_or_null, numbers, write_document

__all__ = [
    "backtest_document",
    "count_shifts",
    "findings_document",
    "number_or_null",
    "plan_document",
    "simulation_document",
    "vectors_document",
    "write_document",
]

SEVERITIES = ("block", "gate", "warn")
LANGUAGE = "en"  # of ``message``; other languages follow as ``message_nl`` and so on


def findings_document(findings: Findings, clock: LocalClock) -> Document:
    """``findings.json`` and the output of ``equipoise check``; passes are a count only."""
    return {
        "findings": [_finding(finding, clock) for finding in findings.findings],
        "packs": [{"id": pack, "version": version} for pack, version in findings.packs],
        "counts": {
            "pass": findings.passed,
            "fail": findings.failed,
            "undetermined": findings.undetermined,
        },
        "not_judged": [_not_judged(one) for one in findings.not_judged],
    }


def simulation_document(simulation: Simulation) -> Document:
    """``simulation.json``: a queue's distribution over the runs, a worker's strain."""
    clock = simulation.grid.clock
    return {
        "runs": simulation.runs,
        "seed": simulation.seed,
        "timezone": simulation.grid.timezone,
        "from": format_instant(simulation.grid.start_s, clock),
        "to": format_instant(simulation.grid.end_s, clock),
        "queues": {queue.queue: _queue(queue) for queue in simulation.queues},
        "workers": {
            worker.worker: {
                "occupancy": number_or_null(worker.occupancy),
                "no_pause_share": number_or_null(worker.no_pause_share),
                "contacts": number_or_null(worker.contacts),
            }
            for worker in simulation.workers
        },
    }


def plan_document(plan: Plan) -> Document:
    """``plan.json``: what was planned, from what, how well and how lawfully."""
    failed = Counter(finding.severity for finding in plan.findings.findings if finding.result == "fail")
    return {
        "centre": plan.centre.name,
        "start": plan.start.isoformat(),
        "weeks": plan.weeks,
        "seed": plan.seed,
        "inputs_sha256": plan.inputs_sha256,
        "packs": [{"id": pack.id, "version": pack.version} for pack in plan.packs],
        "workers": len(plan.workforce.workers),
        "shifts": count_shifts(plan.result.stretches),
        "findings": {
            **{severity: failed[severity] for severity in SEVERITIES},
            "undetermined": plan.findings.undetermined,
        },
        "objective": number_or_null(plan.result.objective),
        "bound": number_or_null(plan.result.bound),
        "service_level": {
            queue.queue: {"target": queue.target, **distribution(queue.service_level)}
            for queue in plan.simulation.queues
        },
        "seconds": {step: round(seconds, 3) for step, seconds in plan.seconds.items()},
    }


def backtest_document(backtest: Backtest) -> Document:
    """The output of ``equipoise backtest``: scores by level, lead and model."""
    return {
        "results": {
            level: {
                lead: {model: numbers(asdict(score)) for model, score in models.items()}
                for lead, models in leads.items()
            }
            for level, leads in backtest.results.items()
        },
        "chosen": backtest.chosen,
        "floor": numbers(backtest.floor),
    }


def vectors_document(rows: int, skipped: int, failures: Sequence[str]) -> Document:
    """The output of ``equipoise erlang --vectors``; ``failures`` are the identifiers of failed rows."""
    passed = rows - skipped - len(failures)
    return {
        "rows": rows,
        "passed": passed,
        "failed": len(failures),
        "skipped": skipped,
        "failures": list(failures),
    }


def count_shifts(stretches: Iterable[Stretch]) -> int:
    """Runs of a worker's stretches without a gap between them; absences and on-call duty are no shifts."""
    present = by_worker(stretch for stretch in stretches if stretch.activity not in OFF_DUTY)
    return sum(_runs(rows) for rows in present.values())


def _runs(rows: Sequence[Stretch]) -> int:
    runs, end = 0, -math.inf
    for row in rows:
        runs += row.start_s > end
        end = max(end, row.end_s)
    return runs


def _finding(finding: Finding, clock: LocalClock) -> Document:
    return {
        "rule": finding.rule,
        "article": finding.article,
        "jurisdiction": finding.jurisdiction,
        "severity": finding.severity,
        "result": finding.result,
        "worker": finding.worker,
        "start": _moment(finding.start_s, clock),
        "end": _moment(finding.end_s, clock),
        "measured": number_or_null(finding.measured),
        "limit": number_or_null(finding.limit),
        "unit": finding.unit,
        "message": finding.message.get(LANGUAGE, ""),
        **{f"message_{lang}": text for lang, text in finding.message.items() if lang != LANGUAGE},
    }


def _not_judged(one: NotJudged) -> Document:
    return {
        "rule": one.rule,
        "missing": one.missing[LANGUAGE],
        **{f"missing_{lang}": text for lang, text in one.missing.items() if lang != LANGUAGE},
        "files": [FILES[name] for name in one.inputs],
    }


def _moment(instant_s: int, clock: LocalClock) -> str:
    """ISO 8601 by a clock that may know offsets only, not the zone."""
    offset = timedelta(seconds=int(clock.offset_s([instant_s])[0]))
    return datetime.fromtimestamp(instant_s, UTC).astimezone(timezone(offset)).isoformat()


def _queue(outcome: QueueOutcome) -> Document:
    return {
        "target": outcome.target,
        "offered": number_or_null(outcome.offered),
        "answered": number_or_null(outcome.answered),
        "abandoned": number_or_null(outcome.abandoned),
        "mean_wait_s": number_or_null(outcome.mean_wait_s),
        "service_level": distribution(outcome.service_level),
    }
