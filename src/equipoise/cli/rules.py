"""``equipoise rules``: questions to the rule packs themselves."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .outcome import Finding, exit_codes, print_json

if TYPE_CHECKING:
    from equipoise.rules.stale import Stale

command = typer.Typer(help="Questions to the rule packs.", no_args_is_help=True)


@command.callback()
def group() -> None:
    """Questions to the rule packs."""


@command.command("stale")
def stale(
    pack: Annotated[list[str] | None, typer.Option(help="rule pack, ID or ./FOLDER; else all")] = None,
    on: Annotated[str | None, typer.Option(help="day to judge by, YYYY-MM-DD; else today")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="one JSON object as the last line")] = False,
) -> None:
    """List rules not read for twelve months, and pending ones come due; exit 1 when there are any.

    Values from memory were never read: they are listed too, and do not count.
    """
    with exit_codes():
        from equipoise.dates import parse_date
        from equipoise.rules.packs import known_packs
        from equipoise.rules.specs import read_spec
        from equipoise.rules.stale import stale_rules

        day = parse_date(on) if on else date.today()
        packs = [read_spec(spec, base=Path())[0] for spec in pack or known_packs()]
        found = stale_rules(packs, day)
        if as_json:
            print_json(_document(found, day))
        else:
            print("\n".join(map(str, found)) or "nothing is stale")
        urgent = sum(each.is_urgent for each in found)
        if urgent:
            raise Finding(f"{urgent} to look at again")


def _document(found: tuple[Stale, ...], on: date) -> dict[str, Any]:
    rows = [{**vars(each), "since": each.since and each.since.isoformat()} for each in found]
    counts = {reason: sum(each.why == reason for each in found) for reason in ("old", "unchecked", "due")}
    return {"on": on.isoformat(), "stale": rows, "counts": counts}
