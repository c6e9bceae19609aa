"""``equipoise check``: judge a roster by rule packs, independently of whatever made it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .check_inputs import Files, read_known
from .check_law import Law, read_law
from .check_table import counts, print_rows, print_table
from .outcome import Finding, exit_codes, print_json

if TYPE_CHECKING:
    from equipoise.rules.model import Findings
    from equipoise.timegrid import LocalClock, Stretch, WrittenOffsets


def command(
    roster: Annotated[Path, typer.Argument(help="roster.csv", metavar="ROSTER.csv", show_default=False)],
    workers: Annotated[Path, typer.Option(help="workers.csv: birth date, contract", show_default=False)],
    pack: Annotated[
        list[str] | None,
        typer.Option(help="rule pack, ID, ID@DATE or ./FOLDER; repeat for more; default: the centre's"),
    ] = None,
    history: Annotated[Path | None, typer.Option(help="roster rows from before the period")] = None,
    facts: Annotated[Path | None, typer.Option(help="facts.csv: pregnancy, first aid and the like")] = None,
    leave: Annotated[Path | None, typer.Option(help="leave.csv: leave accounts in hours")] = None,
    absences: Annotated[Path | None, typer.Option(help="absences.csv: hours that count as worked")] = None,
    contacts: Annotated[Path | None, typer.Option(help="contacts.csv: from wrap-up to next contact")] = None,
    service: Annotated[Path | None, typer.Option(help="service.csv: contacts answered in time")] = None,
    centre: Annotated[Path | None, typer.Option(help="centre.toml: opening hours, zone, packs")] = None,
    timezone: Annotated[
        str | None, typer.Option(help="IANA zone of local time; default: the centre's, or as written")
    ] = None,
    from_: Annotated[str | None, typer.Option("--from", help="first day judged, YYYY-MM-DD")] = None,
    to: Annotated[str | None, typer.Option("--to", help="last day judged, YYYY-MM-DD")] = None,
    confirmed: Annotated[list[str] | None, typer.Option(help="rule from memory that you checked")] = None,
    strict: Annotated[bool, typer.Option("--strict", help="undetermined or not judged is a finding")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="one JSON object as the last line")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="a line a finding: rule,worker,start,result")] = False,
) -> None:
    """Check a roster against law and agreements; exit 1 when a rule is broken."""
    with exit_codes():
        files = Files(facts, leave, contacts, absences, service, centre)
        law = read_law(pack or [], confirmed or [], timezone, centre)
        findings, clock = _judge(roster, workers, history, law, (from_, to), files)
        if as_csv:
            print_rows(_document(findings, clock))
        if as_json:
            print_json(_document(findings, clock))
        if not (as_csv or as_json):
            print_table(findings)
        unknown = findings.undetermined + len(findings.not_judged)
        if findings.failed or (strict and unknown):
            raise Finding(counts(findings))


def _judge(
    roster: Path,
    workers: Path,
    history: Path | None,
    law: Law,
    days: tuple[str | None, str | None],
    files: Files,
) -> tuple[Findings, LocalClock]:
    from equipoise.io.roster import read_roster
    from equipoise.io.workforce import read_facts
    from equipoise.rules.checker import check
    from equipoise.rules.local import as_date, local_day
    from equipoise.rules.timelines import build_timelines

    planned = read_roster(roster)
    past = read_roster(history) if history else None
    clock = _clock([planned.clock, *([past.clock] if past else [])], law)
    from_s, to_s = _horizon(planned.stretches, clock, *days)
    packs = law.packs(as_date(local_day(clock, from_s)))
    known = read_known(files, read_facts(workers), law.centre, law.zone_of(clock))
    history_rows = past.stretches if past else ()
    timelines = build_timelines(
        planned.stretches, known.workers, clock, from_s, to_s, history_rows,
        known.absences, known.leave, known.contacts,
    )  # fmt: skip
    return check(timelines, packs, known.of_centre(clock, from_s, to_s)), clock


def _clock(written: list[WrittenOffsets], law: Law) -> LocalClock:
    """Local time: the zone asked for; as written; or, all written in UTC, the packs' home zone."""
    from equipoise.errors import InvalidInput
    from equipoise.timegrid import WrittenOffsets, zone

    if law.timezone is not None:
        return zone(law.timezone)
    pairs = sorted({pair for w in written for pair in zip(w.instants_s, w.offsets_s, strict=True)})
    if any(offset for _, offset in pairs):
        return WrittenOffsets(tuple(at for at, _ in pairs), tuple(offset for _, offset in pairs))
    homes = law.homes
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
