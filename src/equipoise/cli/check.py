"""``equipoise check``: judge a roster by rule packs, independently of whatever made it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .outcome import Finding, exit_codes, print_json

if TYPE_CHECKING:
    from equipoise.rules.model import Findings
    from equipoise.timegrid import LocalClock, Stretch, WrittenOffsets

SEVERITY_STYLE = {"block": "bold red", "gate": "yellow", "warn": "cyan"}  # gravest first
NAMES_SHOWN = 3


def command(
    roster: Annotated[Path, typer.Argument(help="roster.csv", metavar="ROSTER.csv", show_default=False)],
    workers: Annotated[Path, typer.Option(help="workers.csv: birth date, contract", show_default=False)],
    pack: Annotated[list[str], typer.Option(help="rule pack, ID or ID@DATE; repeat for more")],
    history: Annotated[Path | None, typer.Option(help="roster rows from before the period")] = None,
    timezone: Annotated[str | None, typer.Option(help="IANA zone of local time; default: as written")] = None,
    from_: Annotated[str | None, typer.Option("--from", help="first day judged, YYYY-MM-DD")] = None,
    to: Annotated[str | None, typer.Option("--to", help="last day judged, YYYY-MM-DD")] = None,
    strict: Annotated[bool, typer.Option("--strict", help="undetermined counts as a finding")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="one JSON object as the last line")] = False,
) -> None:
    """Check a roster against law and agreements; exit 1 when a rule is broken."""
    with exit_codes():
        findings, clock = _judge(roster, workers, pack, history, timezone, (from_, to))
        if as_json:
            print_json(_document(findings, clock))
        else:
            _print_table(findings, clock)
        if findings.failed or (strict and findings.undetermined):
            raise Finding(f"{findings.failed} failed, {findings.undetermined} undetermined")


def _judge(
    roster: Path,
    workers: Path,
    specs: list[str],
    history: Path | None,
    timezone: str | None,
    days: tuple[str | None, str | None],
) -> tuple[Findings, LocalClock]:
    from equipoise.io.roster import read_roster
    from equipoise.io.workforce import read_facts
    from equipoise.rules.checker import check
    from equipoise.rules.local import as_date, local_day
    from equipoise.rules.packs import load_packs
    from equipoise.rules.timelines import build_timelines

    planned = read_roster(roster)
    past = read_roster(history) if history else None
    clock = _clock([planned.clock, *([past.clock] if past else [])], specs, timezone)
    from_s, to_s = _horizon(planned.stretches, clock, *days)
    packs = load_packs(specs, as_date(local_day(clock, from_s)))
    facts = read_facts(workers)
    timelines = build_timelines(planned.stretches, facts, clock, from_s, to_s, past.stretches if past else ())
    return check(timelines, packs), clock


def _clock(written: list[WrittenOffsets], specs: list[str], timezone: str | None) -> LocalClock:
    """Local time: the zone asked for; as written; or, all written in UTC, the packs' home zone."""
    from equipoise.errors import InvalidInput
    from equipoise.rules.packs import home_zones
    from equipoise.timegrid import WrittenOffsets, zone

    if timezone is not None:
        return zone(timezone)
    pairs = sorted({pair for w in written for pair in zip(w.instants_s, w.offsets_s, strict=True)})
    if any(offset for _, offset in pairs):
        return WrittenOffsets(tuple(at for at, _ in pairs), tuple(offset for _, offset in pairs))
    homes = home_zones(specs)
    if len(homes) > 1:
        raise InvalidInput(
            f"all times are in UTC and the packs have several home zones: {', '.join(homes)}; give --timezone"
        )
    return zone(homes[0] if homes else "UTC")


def _horizon(
    stretches: tuple[Stretch, ...], clock: LocalClock, first: str | None, last: str | None
) -> tuple[int, int]:
    """From the midnight that begins the first day to the one that ends the last."""
    from equipoise.errors import InvalidInput
    from equipoise.rules.local import as_date, day_number, local_day, midnight_s
    from equipoise.timegrid import parse_date

    begins = min(row.start_s for row in stretches)
    ends = max(row.end_s for row in stretches)
    first_day = day_number(parse_date(first)) if first else local_day(clock, begins)
    last_day = day_number(parse_date(last)) if last else local_day(clock, ends - 1)
    if last_day < first_day:
        raise InvalidInput(f"the last day {as_date(last_day)} is before the first, {as_date(first_day)}")
    return midnight_s(clock, first_day), midnight_s(clock, last_day + 1)


def _document(findings: Findings, clock: LocalClock) -> dict[str, Any]:
    from equipoise.io.documents import findings_document

    document = findings_document(findings, clock)
    for row, finding in zip(document["findings"], findings.findings, strict=True):
        row["message_nl"] = finding.message.get("nl", "")
    return document


def _print_table(findings: Findings, clock: LocalClock) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console()
    if findings.findings:
        table = Table("severity", "result", "article", "worker", "finding", box=None, pad_edge=False)
        for (severity, result, article, message), about in _grouped(findings).items():
            table.add_row(severity, result, article, _names(about), message, style=SEVERITY_STYLE[severity])
        console.print(table)
    versions = ", ".join(f"{pack}@{version}" for pack, version in findings.packs)
    counts = f"{findings.passed} passed, {findings.failed} failed, {findings.undetermined} undetermined"
    console.print(f"{counts} ({versions})")


def _grouped(findings: Findings) -> dict[tuple[str, str, str, str], list[str]]:
    """Workers by what is found, gravest first: one line where the same is missing for many."""
    rank = list(SEVERITY_STYLE)
    ordered = sorted(findings.findings, key=lambda f: (rank.index(f.severity), f.result, f.worker, f.start_s))
    groups: dict[tuple[str, str, str, str], list[str]] = {}
    for f in ordered:
        article = f"{f.article}\n{f.rule}"
        groups.setdefault((f.severity, f.result, article, f.message["en"]), []).append(f.worker)
    return groups


def _names(workers: list[str]) -> str:
    shown = ", ".join(workers[:NAMES_SHOWN])
    return shown if len(workers) <= NAMES_SHOWN else f"{shown} and {len(workers) - NAMES_SHOWN} more"
