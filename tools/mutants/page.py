"""``docs/explanation/mutants.md``: the numbers of the last runs, and every reason."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from .reasons import Reason
from .survivors import Tally

COUNTS = Path(__file__).parent / "counts.csv"
PAGE = Path("docs/explanation/mutants.md")
COLUMNS = ("module", "mutants", "noticed", "explained", "unexplained", "waiting")
HEAD = """# Mutants

A test that cannot fail protects nothing. Mutation testing asks the opposite question of each line that
judges a roster: if this `<` were `<=`, this `+` a `-`, this argument missing, would any test notice?
`make mutate` makes those changes one at a time with mutmut and runs the tests of the rules that reach the
changed function; `make mutate KIND=weekly_rest` does so for one module. A change that no test notices fails
the run unless `tools/mutants/reasons.yaml` says why nothing that a rule promises depends on it. A reason that
no mutant needs any more fails it as well.

The table holds the last run of each module that was run whole; the reasons follow. *Waiting* are mutants that
were not run.

"""


def keep(tallies: Sequence[Tally], unexplained: dict[str, int]) -> None:
    """Write the numbers of the modules that were run over those of their last run."""
    rows = {row["module"]: row for row in _counts()}
    for tally in tallies:
        open_ones = unexplained.get(tally.module, 0)
        explained = len(tally.survivors) - open_ones
        numbers = (tally.module, tally.mutants, tally.noticed, explained, open_ones, tally.waiting)
        rows[tally.module] = dict(zip(COLUMNS, map(str, numbers), strict=True))
    with COUNTS.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows[name] for name in sorted(rows))


def _counts() -> list[dict[str, str]]:
    if not COUNTS.exists():
        return []
    with COUNTS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def text(reasons: Sequence[Reason]) -> str:
    """The page from the numbers and reasons on file."""
    counts = _counts()
    lines = [
        "| module | mutants | noticed | explained | unexplained | waiting |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    lines += ["| " + " | ".join(row[column] for column in COLUMNS) + " |" for row in counts]
    sums = [str(sum(int(row[column]) for row in counts)) for column in COLUMNS[1:]]
    lines.append("| **all** | " + " | ".join(sums) + " |")
    families = [reason for reason in reasons if reason.family]
    single = sorted((reason for reason in reasons if not reason.family), key=lambda reason: reason.place)
    lines += ["", "## Families", "", "Regular expressions that are found in the line before and after.", ""]
    for reason in families:
        lines += _entry(reason)
    lines += ["", "## One by one", ""]
    for reason in single:
        lines += _entry(reason)
    return HEAD + "\n".join(lines) + "\n"


def _entry(reason: Reason) -> list[str]:
    return [
        f"- `{reason.place}`: `` {reason.was} `` → `` {reason.becomes or '(gone)'} ``  ",
        f"  {reason.why}",
    ]
