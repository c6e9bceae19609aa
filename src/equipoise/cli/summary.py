"""What a plan came to, on one screen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from equipoise.plan import Plan

GAPS_SHOWN = 5


def covered(plan: Plan) -> dict[str, float]:
    """Share of required agent-intervals that are covered, by queue."""
    import numpy as np

    required = plan.problem.required
    met = np.minimum(plan.result.coverage, required).sum(axis=1)
    due = required.sum(axis=1)
    return {q: float(m / d) if d else 1.0 for q, m, d in zip(plan.problem.queues, met, due, strict=True)}


def show_plan(plan: Plan, out: Path) -> None:
    """Service by queue, findings, bound, and where to look next."""
    from rich.console import Console
    from rich.table import Table

    console = Console()
    title = f"{plan.centre.name}: {plan.weeks} weeks from {plan.start}, {len(plan.problem.workers)} people"
    table = Table(title=title)
    for heading in ("queue", "required covered", "target", "expected", "5 % to 95 % of runs"):
        table.add_column(heading, justify="left" if heading == "queue" else "right")
    document, shares = _service(plan), covered(plan)
    for queue, service in document.items():
        span = f"{_percent(service['low'])} to {_percent(service['high'])}"
        table.add_row(
            queue, _percent(shares[queue]), _percent(service["target"]), _percent(service["mean"]), span
        )
    console.print(table)
    for line in _lines(plan, out):
        console.print(line, highlight=False, soft_wrap=True)


def refuse_broken(plan: Plan, out: Path) -> None:
    """Leave with exit code 1 when the independent check found a rule broken."""
    from .outcome import Finding

    if plan.findings.failed:
        raise Finding(
            f"the roster breaks rules in {plan.findings.failed} places: see {out / 'findings.json'}"
        )


def _service(plan: Plan) -> dict[str, dict[str, float | None]]:
    from equipoise.io.documents import plan_document

    return dict(plan_document(plan)["service_level"])


def _lines(plan: Plan, out: Path) -> list[str]:
    found, result = plan.findings, plan.result
    packs = ", ".join(f"{pack.id}@{pack.version}" for pack in plan.packs)
    bound = f"no lawful roster below {result.bound:.1f}" if result.bound else "no bound known"
    lines = [
        f"Independent check under {packs}: {found.failed} broken, {found.undetermined} undetermined, "
        f"{found.passed} kept.",
        f"Objective {result.objective:.1f} agent-hours, {bound}; {result.work} tours computed.",
    ]
    if found.not_judged:
        lines.append(f"Not judged for want of an input: {len(found.not_judged)} rules, see findings.json.")
    lines += [f"Guidance that could not be kept for {worker}: {rule}." for worker, rule in result.relaxed]
    skilled = {queue for worker in plan.problem.workers for queue in worker.skills}
    lines += [f"Nobody has the skill for queue {q}." for q in plan.problem.queues if q not in skilled]
    if result.unplaced:
        lines.append(f"{len(result.unplaced)} planned activities found no place in a week.")
    return [*lines, *_gaps(plan), f"Report: {out / 'report.html'}", f"Workbook: {out / 'roster.xlsx'}"]


def _gaps(plan: Plan) -> list[str]:
    """Open intervals without a row in the history, and what was done about them."""
    from equipoise.timegrid import format_instant

    gaps, clock = plan.history.gaps, plan.history.grid.clock
    lines = [
        f"Gap in the history of {gap.queue}: {format_instant(gap.start_s, clock)} to "
        f"{format_instant(gap.end_s, clock)}, {gap.filled_with}."
        for gap in gaps[:GAPS_SHOWN]
    ]
    more = len(gaps) - len(lines)
    return [*lines, f"{more} more gaps in the history."] if more > 0 else lines


def _percent(value: float | None) -> str:
    return "-" if value is None else f"{100 * value:.1f} %"
