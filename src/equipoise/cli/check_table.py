"""What ``equipoise check`` prints: a table for people, or a line a finding to compare."""

from __future__ import annotations

import csv
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from equipoise.rules.model import Findings

SEVERITY_STYLE = {"block": "bold red", "gate": "yellow", "warn": "cyan"}  # gravest first
NAMES_SHOWN = 3
ROW = ("rule", "worker", "start", "result")
# The option that hands over each input.
OPTIONS = {
    "facts": "--facts",
    "leave": "--leave",
    "contacts": "--contacts",
    "open_hours": "--centre",
    "answered": "--service",
}


def print_table(findings: Findings) -> None:
    """Findings by severity and sentence, the counts, and what was not judged."""
    from rich.console import Console
    from rich.table import Table

    console = Console()
    if findings.findings:
        table = Table("severity", "result", "article", "worker", "finding", box=None, pad_edge=False)
        for (severity, result, article, message), about in _grouped(findings).items():
            table.add_row(severity, result, article, _names(about), message, style=SEVERITY_STYLE[severity])
        console.print(table)
    versions = ", ".join(f"{pack}@{version}" for pack, version in findings.packs)
    console.print(f"{counts(findings)} ({versions})")
    if line := _unjudged(findings):
        console.print(line, highlight=False, soft_wrap=True)


def print_rows(document: dict[str, Any]) -> None:
    """CSV by worker, start and rule: which rule, whose, from when, and whether it is broken."""
    writer = csv.DictWriter(sys.stdout, ROW, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(document["findings"])


def counts(findings: Findings) -> str:
    """How many results of each sort, in words."""
    found = f"{findings.passed} passed, {findings.failed} failed, {findings.undetermined} undetermined"
    return f"{found}, {len(findings.not_judged)} not judged" if findings.not_judged else found


def _grouped(findings: Findings) -> dict[tuple[str, str, str, str], list[str]]:
    """Workers by what is found, gravest first: one line where the same is missing for many."""
    rank = list(SEVERITY_STYLE)
    ordered = sorted(findings.findings, key=lambda f: (rank.index(f.severity), f.result, f.worker, f.start_s))
    groups: dict[tuple[str, str, str, str], list[str]] = {}
    for f in ordered:
        article = f"{f.article}\n{f.rule}"
        worker = f.worker or "the centre"
        groups.setdefault((f.severity, f.result, article, f.message["en"]), []).append(worker)
    return groups


def _names(workers: list[str]) -> str:
    shown = ", ".join(workers[:NAMES_SHOWN])
    return shown if len(workers) <= NAMES_SHOWN else f"{shown} and {len(workers) - NAMES_SHOWN} more"


def _unjudged(findings: Findings) -> str:
    """One line on the rules that nobody could judge and the options that would let them be; or blank."""
    from equipoise.rules.handed_over import FILES

    if not findings.not_judged:
        return ""
    lacking = {one for rule in findings.not_judged for one in rule.inputs}
    options = ", ".join(f"{option} {FILES[name]}" for name, option in OPTIONS.items() if name in lacking)
    rules = ", ".join(rule.rule for rule in findings.not_judged)
    return f"{len(findings.not_judged)} not judged for want of {options}: {rules}"
